import { mayDo, nextForKey } from '#modules/access/index.ts'
import { findUserKeyState, guard, listTeamAccess } from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { PageServerLoad } from './$types'

export const load = guard('today.view', async ({ locals }, { actor, ctx }) => ({
  day: todayIn(ctx.clock),
  access: await listTeamAccess(ctx, locals.signedIn!),
  key: nextForKey(await findUserKeyState(locals.auth!, locals.signedIn!)),
  mayInvite: mayDo(actor, 'people.invite'),
  mayMakeTeams: mayDo(actor, 'teams.create')
})) satisfies PageServerLoad
