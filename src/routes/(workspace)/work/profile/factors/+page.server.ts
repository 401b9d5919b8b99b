import { redirect } from '@sveltejs/kit'
import { factorSchema } from '#modules/access/index.ts'
import { guard, listSecondFactors, removeSecondFactor } from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('factors.change', async ({ locals }) =>
  listSecondFactors(locals.auth!, locals.signedIn!)
) satisfies PageServerLoad

export const actions = {
  remove: guard('factors.change', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, factorSchema)
    if (!read.ok) return failForm(read)
    const outcome = await removeSecondFactor(auth!, signedIn!, read.value.id)
    if (!outcome.done && outcome.reason === 'confirm') redirect(303, '/confirm?back=/work/profile/factors')
    leaveFlash(event, outcome.done ? 'factorRemoved' : outcome.reason === 'last' ? 'factorLast' : 'changed')
    redirect(303, '/work/profile/factors')
  })
} satisfies Actions
