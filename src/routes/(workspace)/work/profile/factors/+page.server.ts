import { redirect } from '@sveltejs/kit'
import { factorLabelSchema, factorSchema } from '#modules/access/index.ts'
import {
  guard,
  listSecondFactors,
  removeSecondFactor,
  renameSecondFactor
} from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('factors.change', async ({ locals }) =>
  listSecondFactors(locals.auth!, locals.signedIn!)
) satisfies PageServerLoad

/** Why a device stayed, as the page says it. */
const KEPT = { last: 'factorLast', lastWay: 'wayLast', gone: 'changed', confirm: 'changed' } as const
const CONFIRM = '/confirm?back=/work/profile/factors'

export const actions = {
  rename: guard('factors.change', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, factorLabelSchema)
    if (!read.ok) return failForm({ typed: read.typed, errors: read.errors, form: read.typed['id'] ?? '' })
    const outcome = await renameSecondFactor(auth!, signedIn!, read.value)
    if (!outcome.done && outcome.reason === 'confirm') redirect(303, CONFIRM)
    leaveFlash(event, outcome.done ? 'factorRenamed' : 'changed')
    redirect(303, '/work/profile/factors')
  }),
  remove: guard('factors.change', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, factorSchema)
    if (!read.ok) return failForm(read)
    const outcome = await removeSecondFactor(auth!, signedIn!, read.value.id)
    if (!outcome.done && outcome.reason === 'confirm') redirect(303, CONFIRM)
    leaveFlash(event, outcome.done ? 'factorRemoved' : KEPT[outcome.reason])
    redirect(303, '/work/profile/factors')
  })
} satisfies Actions
