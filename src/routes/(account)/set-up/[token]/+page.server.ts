import { redirect } from '@sveltejs/kit'
import { setUpSchema } from '#modules/access/index.ts'
import {
  completeSetUp,
  describeDevice,
  findSetUp,
  maySignInAt,
  open,
  setSessionCookie
} from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('setUp', async ({ locals, params, url }) => {
  const found = await findSetUp(locals.auth!, params.token)
  return { found: found && { named: found.organisation !== undefined }, safe: maySignInAt(url) }
}) satisfies PageServerLoad

export const actions = {
  default: open('setUp', async (event) => {
    const { locals, params, request, cookies, url } = event
    const read = await readForm(event, setUpSchema)
    if (!read.ok) return failForm(read)
    const { organisation = '', name: displayName, email, password } = read.value
    const outcome = await completeSetUp(locals.auth!, {
      token: params.token,
      organisation,
      displayName,
      email,
      password,
      language: locals.language ?? 'de',
      device: describeDevice(request.headers.get('user-agent'))
    })
    const typed = { organisation, name: displayName, email }
    if (outcome.done) {
      setSessionCookie(cookies, url, outcome.value.token)
      redirect(303, '/sign-in/enrol')
    }
    if (outcome.reason === 'busy') return failWaiting(event, { ...outcome, typed })
    if (outcome.reason === 'gone') redirect(303, url.pathname)
    if (outcome.reason === 'taken') return failForm({ errors: { email: 'setup_email_taken' }, typed })
    return failForm({ errors: { password: `password_${outcome.reason}` }, typed })
  })
} satisfies Actions
