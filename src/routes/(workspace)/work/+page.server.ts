import { redirect } from '@sveltejs/kit'
import { FEWEST_HOLDERS, mayDo, nextForKey, nothingSchema } from '#modules/access/index.ts'
import {
  findUserKeyState,
  guard,
  listAbsentColleagues,
  listRecovery,
  listTeamAccess,
  settleRecordKeys
} from '#modules/access/server/index.ts'
import { listTasksForToday } from '#modules/desk/server/index.ts'
import { countWaitingMistakes } from '#modules/directory/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { pageNames } from './tasks/pageNames.ts'
import type { Actions, PageServerLoad } from './$types'

/** Keys of records that are wrapped anew on the way, unnoticed, and those for which somebody waits. */
const ON_THE_WAY = 500
const AT_ONCE = 20_000

export const load = guard('today.view', async ({ locals, url }, { actor, ctx }) => {
  const recovery = await listRecovery(ctx, { actor })
  const counting = recovery.holders.filter(({ counts }) => counts).length
  const tasks = await listTasksForToday(ctx, locals.signedIn!)
  return {
    tasks,
    mistakes: await countWaitingMistakes(ctx, locals.signedIn!),
    absent: await listAbsentColleagues(ctx, locals.signedIn!),
    names: await pageNames([...tasks.first, ...tasks.done], url),
    me: actor.accountId,
    day: todayIn(ctx.clock),
    access: await listTeamAccess(ctx, locals.signedIn!),
    unsettled: (await settleRecordKeys(ctx, locals.signedIn!, ON_THE_WAY)).left,
    key: nextForKey(await findUserKeyState(locals.auth!, locals.signedIn!)),
    mayInvite: mayDo(actor, 'people.invite'),
    mayMakeTeams: mayDo(actor, 'teams.create'),
    mayNameHolders: mayDo(actor, 'recovery.name') && counting < FEWEST_HOLDERS,
    waitingForRecovery: recovery.requests.length
  }
}) satisfies PageServerLoad

export const actions = {
  settle: guard('today.view', async (event, { ctx }) => {
    await readForm(event, nothingSchema)
    await settleRecordKeys(ctx, event.locals.signedIn!, AT_ONCE)
    redirect(303, '/work')
  })
} satisfies Actions
