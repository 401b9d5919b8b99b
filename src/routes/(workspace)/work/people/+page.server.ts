import { randomUUID } from 'node:crypto'
import { redirect } from '@sveltejs/kit'
import { mayDo, resendSchema, withdrawSchema, type TeamId } from '#modules/access/index.ts'
import {
  guard,
  listInvitations,
  listPeople,
  listTeams,
  PEOPLE_PAGE,
  resendInvitation,
  withdrawInvitation
} from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { withCentreNames } from './centreNames.ts'
import type { Actions, PageServerLoad } from './$types'

/** What the list is asked for: part of a name, a team, a page. */
const wishIn = ({ searchParams }: URL) => {
  const page = searchParams.get('page') ?? ''
  return {
    search: (searchParams.get('search') ?? '').slice(0, 120),
    teamId: (searchParams.get('team') || undefined) as TeamId | undefined,
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1
  }
}

export const load = guard('people.view', async ({ url }, { actor, ctx }) => {
  const wish = wishIn(url)
  const { people, all } = await listPeople(ctx, actor, wish)
  const invitations = mayDo(actor, 'invitations.view') ? await listInvitations(ctx, actor) : []
  const now = ctx.clock.now()
  return {
    ...wish,
    people: await withCentreNames(ctx, people),
    all,
    more: wish.page * PEOPLE_PAGE < all,
    teams: await listTeams(ctx, actor),
    today: todayIn(ctx.clock).toString(),
    invitations: invitations.map((each) => ({
      ...each,
      expired: Temporal.Instant.compare(each.expiresAt, now) <= 0,
      as: randomUUID()
    })),
    mayInvite: mayDo(actor, 'people.invite')
  }
}) satisfies PageServerLoad

export const actions = {
  resend: guard('people.invite', async (event, { actor, ctx }) => {
    const read = await readForm(event, resendSchema)
    if (!read.ok) return failForm(read)
    const outcome = await resendInvitation(ctx, actor, read.value, event.url.origin)
    leaveFlash(event, outcome.done ? 'invitationResent' : 'changed')
    redirect(303, '/work/people')
  }),
  withdraw: guard('people.invite', async (event, { actor, ctx }) => {
    const read = await readForm(event, withdrawSchema)
    if (!read.ok) return failForm(read)
    const outcome = await withdrawInvitation(ctx, actor, read.value.id)
    leaveFlash(event, outcome.done ? 'invitationWithdrawn' : 'changed')
    redirect(303, '/work/people')
  })
} satisfies Actions
