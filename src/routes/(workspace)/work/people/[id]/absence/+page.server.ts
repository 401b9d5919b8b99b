import { error, redirect, type RequestEvent } from '@sveltejs/kit'
import {
  absenceSchema,
  isFreshlyConfirmed,
  nothingSchema,
  standInSchema,
  type Actor
} from '#modules/access/index.ts'
import { endAbsence, getPerson, guard, nameStandIn, noteAbsence } from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { listColleagues } from '../../listColleagues.ts'
import { ABSENCE_FAULTS } from './absenceFaults.ts'
import type { Actions, PageServerLoad } from './$types'

const idIn = ({ params }: RequestEvent<{ id: string }>) => params.id as AccountId

/** Missing and forbidden records look the same. */
const noSuchPerson = () => error(404, 'no such person')

export const load = guard('people.noteAbsence', async (event, { actor, ctx }) => {
  const found = await getPerson(ctx, actor, idIn(event))
  if (!found.done || found.value.person.state === 'erased') return noSuchPerson()
  const { person } = found.value
  return {
    person,
    today: todayIn(ctx.clock).toString(),
    fresh: isFreshlyConfirmed(actor.confirmedAt, ctx.clock.now()),
    colleagues: await choiceFor(ctx, actor, person.id)
  }
}) satisfies PageServerLoad

/** Who could stand in: nobody gives themselves a role, and nobody stands in for themselves. */
const choiceFor = async (ctx: Ctx, actor: Actor, absent: AccountId) =>
  (await listColleagues(ctx, actor)).filter(({ id }) => id !== absent && id !== actor.accountId)

/** What a refusal to have somebody stand in is about. */
const FAULTS = {
  standIn: 'absence_stand_in_missing',
  oneself: 'people_fault_oneself',
  deputy: 'people_fault_deputy',
  closed: 'people_fault_closed',
  conflict: 'people_fault_conflict',
  team: 'people_fault_team',
  scope: 'people_fault_scope',
  days: 'people_fault_days',
  held: 'people_fault_held',
  forbidden: 'people_form_old'
} as const

const tell = (event: RequestEvent<{ id: string }>, code: string) => {
  leaveFlash(event, code)
  redirect(303, `/work/people/${event.params.id}/absence`)
}

export const actions = {
  save: guard('people.noteAbsence', async (event, { actor, ctx }) => {
    const read = await readForm(event, absenceSchema)
    if (!read.ok) return failForm(read)
    const { validFrom: from, validUntil: until } = read.value
    const outcome = await noteAbsence(ctx, actor, { accountId: idIn(event), from, until })
    if (outcome.done) return tell(event, 'absenceNoted')
    if (outcome.reason === 'missing') return noSuchPerson()
    return failForm({ errors: ABSENCE_FAULTS[outcome.reason], typed: read.value })
  }),
  end: guard('people.noteAbsence', async (event, { actor, ctx }) => {
    await readForm(event, nothingSchema)
    const outcome = await endAbsence(ctx, actor, idIn(event))
    if (!outcome.done && outcome.reason === 'missing') return noSuchPerson()
    return tell(event, outcome.done ? 'absenceEnded' : 'changed')
  }),
  standIn: guard('people.nameStandIn', async (event, { actor, ctx }) => {
    const read = await readForm(event, standInSchema)
    if (!read.ok) return failForm(read)
    const { standIn } = read.value
    const outcome = await nameStandIn(ctx, actor, { accountId: idIn(event), standIn })
    if (outcome.done) return tell(event, 'standInNamed')
    if (outcome.reason === 'missing') return noSuchPerson()
    if (outcome.reason === 'changed') return tell(event, 'changed')
    return failForm({ errors: { standIn: FAULTS[outcome.reason] }, typed: { standIn } })
  })
} satisfies Actions
