import { redirect, type RequestEvent } from '@sveltejs/kit'
import { codeSchema, passkeySchema, type SignedIn } from '#modules/access/index.ts'
import {
  beginPasskeyCheck,
  confirmByOneTimeCode,
  confirmByPasskey,
  confirmByTotp,
  listDemoAccounts,
  open,
  setSessionCookie
} from '#modules/access/server/index.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf, onward } from '../../wayIn.ts'
import type { Actions, PageServerLoad } from './$types'

/** Who has shown the password and owes the second factor; everyone else is led where they belong. */
const waiting = ({ locals: { signedIn }, url }: Pick<RequestEvent, 'locals' | 'url'>): SignedIn => {
  if (!signedIn) redirect(303, onward('/sign-in', url))
  if (signedIn.stage === 'full') redirect(303, backOf(url))
  return signedIn
}

export const load = open('secondFactor', async (event) => {
  const session = waiting(event)
  const { auth, passkeys } = event.locals
  const demo = await listDemoAccounts(auth!)
  const passkey = passkeys && (await beginPasskeyCheck(auth!, session, passkeys))
  return {
    more: onward('', event.url).replace('?', '&'),
    again: onward('/sign-in', event.url),
    demoCode: demo.find(({ email }) => email === session.actor.email)?.code,
    passkey: passkey?.options
  }
}) satisfies PageServerLoad

const confirm = async (event: RequestEvent, how: typeof confirmByTotp, form: 'totp' | 'oneTime') => {
  const session = waiting(event)
  const read = await readForm(event, codeSchema)
  if (!read.ok) return failForm({ form, errors: { [form]: read.errors['code'] ?? '' } })
  const outcome = await how(event.locals.auth!, session, read.value.code)
  if (outcome.done) {
    setSessionCookie(event.cookies, event.url, outcome.value.token)
    return undefined
  }
  if (outcome.reason === 'slow') return failWaiting(event, { ...outcome, form })
  return failForm({ form, errors: { [form]: 'second_code_wrong' } })
}

const confirmPasskey = async (event: RequestEvent) => {
  const session = waiting(event)
  const { auth, passkeys } = event.locals
  const read = await readForm(event, passkeySchema)
  const outcome = read.ok && passkeys && (await confirmByPasskey(auth!, session, passkeys, read.value))
  if (!outcome) return failForm({ form: 'passkey', errors: { passkey: 'passkey_refused' } })
  if (outcome.done) return setSessionCookie(event.cookies, event.url, outcome.value.token)
  if (outcome.reason === 'slow') return failWaiting(event, { ...outcome, form: 'passkey' })
  return failForm({ form: 'passkey', errors: { passkey: 'passkey_refused' } })
}

export const actions = {
  passkey: open('secondFactor', async (event) => {
    const failed = await confirmPasskey(event)
    if (failed) return failed
    redirect(303, backOf(event.url))
  }),
  totp: open('secondFactor', async (event) => {
    const failed = await confirm(event, confirmByTotp, 'totp')
    if (failed) return failed
    redirect(303, backOf(event.url))
  }),
  oneTimeCode: open('secondFactor', async (event) => {
    const failed = await confirm(event, confirmByOneTimeCode, 'oneTime')
    if (failed) return failed
    leaveFlash(event, 'oneTimeCode')
    redirect(303, '/work/profile')
  })
} satisfies Actions
