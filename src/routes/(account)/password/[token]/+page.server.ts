import { redirect } from '@sveltejs/kit'
import { newPasswordSchema } from '#modules/access/index.ts'
import { findPasswordReset, open, resetPassword } from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('password', async ({ locals, params }) => ({
  found: await findPasswordReset(locals.auth!, params.token)
})) satisfies PageServerLoad

export const actions = {
  default: open('password', async (event) => {
    const { locals, params, url } = event
    const read = await readForm(event, newPasswordSchema)
    if (!read.ok) return failForm(read)
    const outcome = await resetPassword(locals.auth!, { token: params.token, password: read.value.password })
    if (outcome.done) {
      leaveFlash(event, 'passwordReset')
      redirect(303, '/sign-in')
    }
    if (outcome.reason === 'busy') return failWaiting(event, outcome)
    if (outcome.reason === 'gone') redirect(303, url.pathname)
    return failForm({ errors: { password: `password_${outcome.reason}` } })
  })
} satisfies Actions
