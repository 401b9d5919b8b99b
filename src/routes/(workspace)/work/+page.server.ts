import { mayDo, sheetStateOf } from '#modules/access/index.ts'
import { findUserKeyState, guard, listTeamAccess } from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { PageServerLoad } from './$types'

export const load = guard('today.view', async ({ locals }, { actor, ctx }) => {
  const key = await findUserKeyState(locals.auth!, locals.signedIn!)
  return {
    day: todayIn(ctx.clock),
    access: await listTeamAccess(ctx, locals.signedIn!),
    wantsSheet: key.state === 'open' && sheetStateOf(key) !== 'tested',
    mayInvite: mayDo(actor, 'people.invite'),
    mayMakeTeams: mayDo(actor, 'teams.create')
  }
}) satisfies PageServerLoad
