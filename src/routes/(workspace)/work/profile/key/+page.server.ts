import { randomUUID } from 'node:crypto'
import { redirect, type RequestEvent } from '@sveltejs/kit'
import {
  nothingSchema,
  passkeySchema,
  passphraseBySheetSchema,
  passphraseSchema,
  recoveryCodeSchema,
  sheetSchema,
  unlockSchema,
  type PasswordFault,
  type UserKeyState
} from '#modules/access/index.ts'
import {
  beginPasskeyCheck,
  choosePassphrase,
  choosePassphraseBySheet,
  findUserKeyState,
  giveUpKey,
  guard,
  listSecondFactors,
  makeRecoverySheet,
  removePassphrase,
  setSessionCookie,
  testRecoverySheet,
  unlockByPasskey,
  unlockByPassphrase,
  unlockBySheet
} from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

const HERE = '/work/profile/key'
const CONFIRM = `/confirm?back=${HERE}`

/** WebAuthn's options where a passkey may open the key: a locked one by what opens it already, an open one by one more. */
const passkeyFor = async ({ locals }: Pick<RequestEvent, 'locals'>, { state, ways }: UserKeyState) => {
  const { auth, signedIn, passkeys } = locals
  if (!passkeys) return undefined
  const { factors } = await listSecondFactors(auth!, signedIn!)
  const known = factors.filter(({ kind }) => kind === 'passkey').length
  const opening = ways.filter(({ way }) => way === 'passkey').length
  const offers = state === 'locked' ? opening > 0 : known > opening
  return offers ? (await beginPasskeyCheck(auth!, signedIn!, passkeys))?.options : undefined
}

export const load = guard('key.view', async ({ locals }, { actor, ctx }) => {
  const key = await findUserKeyState(locals.auth!, locals.signedIn!)
  return {
    ...key,
    passkey: await passkeyFor({ locals }, key),
    once: randomUUID(),
    name: actor.name,
    now: ctx.clock.now()
  }
}) satisfies PageServerLoad

type Said = 'keyUnlocked' | 'passphraseChosen' | 'passkeyOpensKey' | 'passkeyNoSecret' | 'keyLocked'

/** Goes on under the new token of the session. */
const goOn = (event: RequestEvent, token: string, said: Said): never => {
  setSessionCookie(event.cookies, event.url, token)
  leaveFlash(event, said)
  redirect(303, HERE)
}

type Unchosen = 'gone' | 'confirm' | 'password' | 'locked' | 'changed'

/** A passphrase that was not taken: what to mend, or back to a page that says how it is now. */
const failPassphrase = (event: RequestEvent, form: string, reason: PasswordFault | Unchosen) => {
  if (reason === 'confirm') redirect(303, CONFIRM)
  if (reason === 'short' || reason === 'long' || reason === 'common' || reason === 'personal')
    return failForm({ form, errors: { passphrase: `key_passphrase_${reason}` } })
  leaveFlash(event, reason === 'locked' ? 'keyLocked' : 'changed')
  redirect(303, HERE)
}

export const actions = {
  make: guard('key.makeSheet', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, sheetSchema)
    if (!read.ok) return failForm(read)
    const outcome = await makeRecoverySheet(auth!, signedIn!, read.value.once)
    if (outcome.done) return { code: outcome.value.code }
    if (outcome.reason === 'confirm') redirect(303, CONFIRM)
    leaveFlash(event, outcome.reason === 'locked' ? 'keyLocked' : 'changed')
    redirect(303, HERE)
  }),
  test: guard('key.view', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, recoveryCodeSchema)
    if (!read.ok) return failForm(read)
    const outcome = await testRecoverySheet(auth!, signedIn!, read.value.code)
    if (!outcome.done) return failForm({ errors: { code: 'key_sheet_wrong' } })
    leaveFlash(event, 'sheetTested')
    redirect(303, HERE)
  }),
  unlock: guard('key.view', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, unlockSchema)
    if (!read.ok) return failForm(read)
    const outcome = await unlockBySheet(auth!, signedIn!, read.value)
    if (outcome.done) return goOn(event, outcome.value.token, 'keyUnlocked')
    return outcome.reason === 'wrong'
      ? failForm({ errors: { code: 'key_unlock_wrong' } })
      : failWaiting(event, outcome)
  }),
  open: guard('key.view', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, passphraseSchema)
    if (!read.ok) return failForm(read)
    const outcome = await unlockByPassphrase(auth!, signedIn!, read.value.passphrase)
    if (outcome.done) return goOn(event, outcome.value.token, 'keyUnlocked')
    return outcome.reason === 'wrong'
      ? failForm({ errors: { passphrase: 'key_passphrase_wrong' } })
      : failWaiting(event, outcome)
  }),
  passkey: guard('key.view', async (event) => {
    const { auth, signedIn, passkeys } = event.locals
    const read = await readForm(event, passkeySchema)
    if (!read.ok || !passkeys) return failForm({ errors: { passkey: 'passkey_refused' } })
    const outcome = await unlockByPasskey(auth!, signedIn!, passkeys, read.value)
    if (outcome.done) {
      const { token, key } = outcome.value
      const opens = signedIn!.userKey ? 'passkeyOpensKey' : 'keyUnlocked'
      return goOn(event, token, key === 'noSecret' ? 'passkeyNoSecret' : key === 'open' ? opens : 'keyLocked')
    }
    return outcome.reason === 'wrong'
      ? failForm({ errors: { passkey: 'passkey_refused' } })
      : failWaiting(event, outcome)
  }),
  choose: guard('key.choosePassphrase', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, passphraseSchema)
    if (!read.ok) return failForm({ ...read, form: 'choose' })
    const outcome = await choosePassphrase(auth!, signedIn!, read.value.passphrase)
    if (outcome.done) return goOn(event, outcome.value.token, 'passphraseChosen')
    return outcome.reason === 'busy'
      ? failWaiting(event, { ...outcome, form: 'choose' })
      : failPassphrase(event, 'choose', outcome.reason)
  }),
  chooseBySheet: guard('key.choosePassphrase', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, passphraseBySheetSchema)
    if (!read.ok) return failForm({ ...read, form: 'sheet' })
    const outcome = await choosePassphraseBySheet(auth!, signedIn!, read.value)
    if (outcome.done) return goOn(event, outcome.value.token, 'passphraseChosen')
    if (outcome.reason === 'wrong') return failForm({ form: 'sheet', errors: { code: 'key_sheet_wrong' } })
    return outcome.reason === 'busy' || outcome.reason === 'slow'
      ? failWaiting(event, { ...outcome, form: 'sheet' })
      : failPassphrase(event, 'sheet', outcome.reason)
  }),
  remove: guard('key.choosePassphrase', async (event) => {
    const { auth, signedIn } = event.locals
    await readForm(event, nothingSchema)
    const outcome = await removePassphrase(auth!, signedIn!)
    if (!outcome.done && outcome.reason === 'confirm') redirect(303, CONFIRM)
    const kept = !outcome.done && outcome.reason === 'last' ? 'wayLast' : 'changed'
    leaveFlash(event, outcome.done ? 'passphraseRemoved' : kept)
    redirect(303, HERE)
  }),
  giveUp: guard('key.giveUp', async (event) => {
    const { auth, signedIn } = event.locals
    await readForm(event, nothingSchema)
    const outcome = await giveUpKey(auth!, signedIn!)
    if (!outcome.done && outcome.reason === 'confirm') redirect(303, CONFIRM)
    leaveFlash(event, outcome.done ? 'keyGivenUp' : 'changed')
    redirect(303, HERE)
  })
} satisfies Actions
