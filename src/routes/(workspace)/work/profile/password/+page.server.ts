import { redirect } from '@sveltejs/kit'
import { changePasswordSchema } from '#modules/access/index.ts'
import { changePassword, guard, setSessionCookie } from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('password.change', (_event, { actor }) => ({
  email: actor.email
})) satisfies PageServerLoad

export const actions = {
  default: guard('password.change', async (event) => {
    const { locals, cookies, url } = event
    const read = await readForm(event, changePasswordSchema)
    if (!read.ok) return failForm(read)
    const outcome = await changePassword(locals.auth!, locals.signedIn!, read.value)
    if (outcome.done) {
      setSessionCookie(cookies, url, outcome.value.token)
      leaveFlash(event, 'passwordChanged')
      redirect(303, '/work/profile')
    }
    if (outcome.reason === 'slow' || outcome.reason === 'busy') return failWaiting(event, outcome)
    if (outcome.reason === 'wrong') return failForm({ errors: { current: 'password_current_wrong' } })
    return failForm({ errors: { password: `password_${outcome.reason}` } })
  })
} satisfies Actions
