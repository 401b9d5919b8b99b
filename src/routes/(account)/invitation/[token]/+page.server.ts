import { redirect } from '@sveltejs/kit'
import { acceptSchema } from '#modules/access/index.ts'
import {
  acceptInvitation,
  describeDevice,
  findInvitation,
  maySignInAt,
  open,
  setSessionCookie
} from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('invitation', async ({ locals, params, url }) => ({
  found: await findInvitation(locals.auth!, params.token),
  safe: maySignInAt(url)
})) satisfies PageServerLoad

export const actions = {
  default: open('invitation', async (event) => {
    const { locals, params, request, cookies, url } = event
    const read = await readForm(event, acceptSchema)
    if (!read.ok) return failForm(read)
    const { name: displayName, password } = read.value
    const device = describeDevice(request.headers.get('user-agent'))
    const outcome = await acceptInvitation(locals.auth!, {
      token: params.token,
      displayName,
      password,
      device
    })
    if (outcome.done) {
      setSessionCookie(cookies, url, outcome.value.token)
      redirect(303, '/sign-in/enrol')
    }
    const typed = { name: displayName }
    if (outcome.reason === 'busy') return failWaiting(event, { ...outcome, typed })
    if (outcome.reason === 'gone') redirect(303, url.pathname)
    return failForm({ errors: { password: `password_${outcome.reason}` }, typed })
  })
} satisfies Actions
