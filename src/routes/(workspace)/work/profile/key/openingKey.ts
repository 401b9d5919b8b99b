import { redirect, type RequestEvent } from '@sveltejs/kit'
import type { PasswordFault, UserKeyState } from '#modules/access/index.ts'
import { beginPasskeyCheck, listSecondFactors, setSessionCookie } from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'

/** The page of one's own key. */
export const HERE = '/work/profile/key'
/** Where password and second factor are shown once more, and back. */
export const CONFIRM = `/confirm?back=${HERE}`

/** WebAuthn's options where a passkey may open the key: a locked one by what opens it already, an open one by one more. */
export const passkeyFor = async ({ locals }: Pick<RequestEvent, 'locals'>, { state, ways }: UserKeyState) => {
  const { auth, signedIn, passkeys } = locals
  if (!passkeys) return undefined
  const { factors } = await listSecondFactors(auth!, signedIn!)
  const known = factors.filter(({ kind }) => kind === 'passkey').length
  const opening = ways.filter(({ way }) => way === 'passkey').length
  const offers = state === 'locked' ? opening > 0 : known > opening
  return offers ? (await beginPasskeyCheck(auth!, signedIn!, passkeys))?.options : undefined
}

type Said = 'keyUnlocked' | 'passphraseChosen' | 'passkeyOpensKey' | 'passkeyNoSecret' | 'keyLocked'

/** Goes on under the new token of the session. */
export const goOn = (event: RequestEvent, token: string, said: Said): never => {
  setSessionCookie(event.cookies, event.url, token)
  leaveFlash(event, said)
  redirect(303, HERE)
}

type Unchosen = 'gone' | 'confirm' | 'password' | 'locked' | 'changed'

/** A passphrase that was not taken: what to mend, or back to a page that says how it is now. */
export const failPassphrase = (event: RequestEvent, form: string, reason: PasswordFault | Unchosen) => {
  if (reason === 'confirm') redirect(303, CONFIRM)
  if (reason === 'short' || reason === 'long' || reason === 'common' || reason === 'personal')
    return failForm({ form, errors: { passphrase: `key_passphrase_${reason}` } })
  leaveFlash(event, reason === 'locked' ? 'keyLocked' : 'changed')
  redirect(303, HERE)
}
