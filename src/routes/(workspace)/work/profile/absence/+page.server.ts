import { redirect } from '@sveltejs/kit'
import { absenceSchema, nothingSchema } from '#modules/access/index.ts'
import { endAbsence, getPerson, guard, noteAbsence } from '#modules/access/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { ABSENCE_FAULTS } from '../../people/[id]/absence/absenceFaults.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('profile.noteAbsence', async (_event, { actor, ctx }) => {
  const own = await getPerson(ctx, actor, actor.accountId)
  return { absence: own.done ? own.value.person.absence : undefined, today: todayIn(ctx.clock).toString() }
}) satisfies PageServerLoad

export const actions = {
  save: guard('profile.noteAbsence', async (event, { actor, ctx }) => {
    const read = await readForm(event, absenceSchema)
    if (!read.ok) return failForm(read)
    const { validFrom: from, validUntil: until } = read.value
    const outcome = await noteAbsence(ctx, actor, { accountId: actor.accountId, from, until })
    if (!outcome.done && outcome.reason !== 'missing')
      return failForm({ errors: ABSENCE_FAULTS[outcome.reason], typed: read.value })
    leaveFlash(event, outcome.done ? 'absenceNoted' : 'changed')
    redirect(303, '/work/profile/absence')
  }),
  end: guard('profile.noteAbsence', async (event, { actor, ctx }) => {
    await readForm(event, nothingSchema)
    const outcome = await endAbsence(ctx, actor, actor.accountId)
    leaveFlash(event, outcome.done ? 'absenceEnded' : 'changed')
    redirect(303, '/work/profile/absence')
  })
} satisfies Actions
