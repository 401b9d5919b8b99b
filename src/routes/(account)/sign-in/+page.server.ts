import { redirect } from '@sveltejs/kit'
import { signInSchema } from '#modules/access/index.ts'
import {
  describeDevice,
  listDemoAccounts,
  maySignInAt,
  open,
  setSessionCookie,
  signIn
} from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf, onward } from '../wayIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = open('signIn', async ({ locals, url }) => {
  if (locals.actor) redirect(303, backOf(url))
  const demo = await listDemoAccounts(locals.auth!)
  const wish = url.searchParams.get('as')
  return {
    safe: maySignInAt(url),
    forgotten: onward('/password/forgotten', url),
    demo,
    email: demo.find(({ email }) => email === wish)?.email,
    choose: onward('/sign-in', url)
  }
}) satisfies PageServerLoad

export const actions = {
  default: open('signIn', async (event) => {
    const { locals, url, request, cookies } = event
    const read = await readForm(event, signInSchema)
    if (!read.ok) return failForm(read)
    const { email, password } = read.value
    const outcome = await signIn(locals.auth!, {
      email,
      password,
      device: describeDevice(request.headers.get('user-agent')),
      address: event.getClientAddress()
    })
    if (!outcome.done) {
      const typed = { email }
      if (outcome.reason !== 'wrong') return failWaiting(event, { ...outcome, typed })
      return failForm({ errors: { email: 'signin_wrong' }, typed })
    }
    setSessionCookie(cookies, url, outcome.value.token)
    redirect(303, onward(outcome.value.next === 'enrol' ? '/sign-in/enrol' : '/sign-in/second', url))
  })
} satisfies Actions
