import { redirect } from '@sveltejs/kit'
import { confirmSchema } from '#modules/access/index.ts'
import { guard, setSessionCookie, stepUp } from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf } from '../wayIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('profile.view', ({ url }, { actor }) => ({
  back: backOf(url),
  email: actor.email
})) satisfies PageServerLoad

export const actions = {
  default: guard('profile.view', async (event) => {
    const { locals, cookies, url } = event
    const read = await readForm(event, confirmSchema)
    if (!read.ok) return failForm(read)
    const outcome = await stepUp(locals.auth!, locals.signedIn!, read.value)
    if (outcome.done) {
      setSessionCookie(cookies, url, outcome.value.token)
      redirect(303, backOf(url))
    }
    if (outcome.reason !== 'wrong') return failWaiting(event, outcome)
    return failForm({ errors: { password: 'confirm_wrong' } })
  })
} satisfies Actions
