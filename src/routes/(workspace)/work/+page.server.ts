import { mayDo } from '#modules/access/index.ts'
import { guard } from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { PageServerLoad } from './$types'

export const load = guard('today.view', (_event, { actor, ctx }) => ({
  day: todayIn(ctx.clock),
  mayInvite: mayDo(actor, 'people.invite'),
  mayMakeTeams: mayDo(actor, 'teams.create')
})) satisfies PageServerLoad
