import { redirect } from '@sveltejs/kit'
import { nothingSchema } from '#modules/access/index.ts'
import { guard, listSecondFactors, renewOneTimeCodes } from '#modules/access/server/index.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('factors.change', async ({ locals }) => ({
  left: (await listSecondFactors(locals.auth!, locals.signedIn!)).codesLeft
})) satisfies PageServerLoad

export const actions = {
  default: guard('factors.change', async (event) => {
    const { auth, signedIn } = event.locals
    await readForm(event, nothingSchema)
    const outcome = await renewOneTimeCodes(auth!, signedIn!)
    if (!outcome.done)
      redirect(303, outcome.reason === 'confirm' ? '/confirm?back=/sign-in/codes' : '/sign-in')
    return { codes: outcome.value.codes }
  })
} satisfies Actions
