import { randomUUID } from 'node:crypto'
import { redirect } from '@sveltejs/kit'
import { invitationSchema, ROLES } from '#modules/access/index.ts'
import { guard, inviteColleague, listTeams } from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('people.invite', async (_event, { actor, ctx }) => ({
  id: randomUUID(),
  roles: ROLES,
  teams: await listTeams(ctx, actor)
})) satisfies PageServerLoad

/** Which field a refusal is about, and what to do. */
const FAULTS = {
  hasAccount: { email: 'people_fault_has_account' },
  scope: { teamId: 'people_fault_scope' },
  team: { teamId: 'people_fault_team' },
  taken: { email: 'people_form_old' },
  forbidden: { email: 'people_form_old' },
  missing: { email: 'people_form_old' },
  oneself: { email: 'people_form_old' }
} as const

export const actions = {
  default: guard('people.invite', async (event, { actor, ctx }) => {
    const read = await readForm(event, invitationSchema)
    if (!read.ok) return failForm(read)
    const outcome = await inviteColleague(ctx, actor, read.value, event.url.origin)
    if (!outcome.done) {
      const { id, email, name, language, role, teamId = '' } = read.value
      return failForm({ errors: FAULTS[outcome.reason], typed: { id, email, name, language, role, teamId } })
    }
    leaveFlash(event, 'invited')
    redirect(303, '/work/people')
  })
} satisfies Actions
