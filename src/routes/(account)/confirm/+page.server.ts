import { redirect, type RequestEvent } from '@sveltejs/kit'
import { confirmByPasskeySchema, confirmSchema } from '#modules/access/index.ts'
import {
  beginPasskeyCheck,
  findUserKeyState,
  guard,
  setSessionCookie,
  stepUp,
  stepUpByPasskey
} from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { backOf, onward } from '../wayIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('profile.view', async ({ url, locals }, { actor }) => {
  const { auth, signedIn, passkeys } = locals
  const { secret } = await findUserKeyState(auth!, signedIn!)
  const hasPassword = secret === 'password'
  const passkey = hasPassword && passkeys && (await beginPasskeyCheck(auth!, signedIn!, passkeys))
  return {
    hasPassword,
    back: backOf(url),
    more: onward('', url).replace('?', '&'),
    email: actor.email,
    passkey: passkey ? passkey.options : undefined
  }
}) satisfies PageServerLoad

type SteppedUp = Awaited<ReturnType<typeof stepUp>>

/** Leads back where password and second factor were right; else the form again. */
const answerTo = (event: RequestEvent, outcome: SteppedUp) => {
  if (outcome.done) {
    setSessionCookie(event.cookies, event.url, outcome.value.token)
    redirect(303, backOf(event.url))
  }
  return outcome.reason === 'wrong'
    ? failForm({ errors: { password: 'confirm_wrong' } })
    : failWaiting(event, outcome)
}

export const actions = {
  code: guard('profile.view', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, confirmSchema)
    return read.ok ? answerTo(event, await stepUp(auth!, signedIn!, read.value)) : failForm(read)
  }),
  passkey: guard('profile.view', async (event) => {
    const { auth, signedIn, passkeys } = event.locals
    const read = await readForm(event, confirmByPasskeySchema)
    if (!read.ok) return failForm(read)
    if (!passkeys) return failForm({ errors: { password: 'confirm_wrong' } })
    return answerTo(event, await stepUpByPasskey(auth!, signedIn!, passkeys, read.value))
  })
} satisfies Actions
