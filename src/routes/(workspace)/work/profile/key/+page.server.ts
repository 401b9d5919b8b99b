import { randomUUID } from 'node:crypto'
import { redirect } from '@sveltejs/kit'
import { nothingSchema, recoveryCodeSchema, sheetSchema, unlockSchema } from '#modules/access/index.ts'
import {
  findUserKeyState,
  giveUpKey,
  guard,
  makeRecoverySheet,
  setSessionCookie,
  testRecoverySheet,
  unlockBySheet
} from '#modules/access/server/index.ts'
import { failForm, failWaiting } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

const HERE = '/work/profile/key'

export const load = guard('key.view', async ({ locals }, { actor, ctx }) => ({
  ...(await findUserKeyState(locals.auth!, locals.signedIn!)),
  once: randomUUID(),
  name: actor.name,
  now: ctx.clock.now()
})) satisfies PageServerLoad

export const actions = {
  make: guard('key.makeSheet', async (event) => {
    const { auth, signedIn } = event.locals
    const read = await readForm(event, sheetSchema)
    if (!read.ok) return failForm(read)
    const outcome = await makeRecoverySheet(auth!, signedIn!, read.value.once)
    if (outcome.done) return { code: outcome.value.code }
    if (outcome.reason === 'confirm') redirect(303, `/confirm?back=${HERE}`)
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
    if (!outcome.done)
      return outcome.reason === 'wrong'
        ? failForm({ errors: { code: 'key_unlock_wrong' } })
        : failWaiting(event, outcome)
    setSessionCookie(event.cookies, event.url, outcome.value.token)
    leaveFlash(event, 'keyUnlocked')
    redirect(303, HERE)
  }),
  giveUp: guard('key.giveUp', async (event) => {
    const { auth, signedIn } = event.locals
    await readForm(event, nothingSchema)
    const outcome = await giveUpKey(auth!, signedIn!)
    if (!outcome.done && outcome.reason === 'confirm') redirect(303, `/confirm?back=${HERE}`)
    leaveFlash(event, outcome.done ? 'keyGivenUp' : 'changed')
    redirect(303, HERE)
  })
} satisfies Actions
