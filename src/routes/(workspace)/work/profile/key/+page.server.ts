import { randomUUID } from 'node:crypto'
import { redirect } from '@sveltejs/kit'
import {
  nothingSchema,
  passkeySchema,
  passphraseBySheetSchema,
  passphraseSchema,
  recoveryCodeSchema,
  sheetSchema,
  unlockSchema
} from '#modules/access/index.ts'
import {
  choosePassphrase,
  choosePassphraseBySheet,
  findUserKeyState,
  giveUpKey,
  guard,
  makeRecoverySheet,
  removePassphrase,
  testRecoverySheet,
  unlockByPasskey,
  unlockByPassphrase,
  unlockBySheet
} from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { CONFIRM, failPassphrase, goOn, HERE, passkeyFor } from './openingKey.ts'
import type { Actions, PageServerLoad } from './$types'

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
