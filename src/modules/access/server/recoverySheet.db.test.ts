import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { anAccount, aSignedIn, aSignIn, PASSWORD, type TestAccount } from '../testing/factories.ts'
import {
  findSession,
  findUserKeyState,
  giveUpKey,
  makeRecoverySheet,
  testRecoverySheet,
  unlockBySheet
} from './index.ts'
import { RECOVERY_BYTES, recoveryCodeOf } from './recoveryCode.ts'
import { forgetPasswordWay } from './userKeys.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
let organisation: OrganisationId
const at = (seconds = 0) => db.ctx('app_auth', organisation, fixedClock(start.add({ seconds }).toString()))
const owner = () => db.ctx('owner', organisation)
const hexOf = ({ userKey }: SignedIn) => userKey && Buffer.from(userKey).toString('hex')

/** Whoever shows both factors. */
const wholly = async (account: TestAccount, seconds = 0) => (await aSignIn(at(seconds), account)).session
const anotherCode = () => recoveryCodeOf(randomBytes(RECOVERY_BYTES)).code
const makeSheet = async (session: SignedIn, id: string = randomUUID()) => {
  const made = await makeRecoverySheet(at(), session, id)
  if (!made.done) throw new Error(made.reason)
  return made.value.code
}
/** The way that is gone once a password was set anew by mail. */
const forgetPassword = ({ id }: TestAccount) => owner().write((tx) => forgetPasswordWay(tx, id))

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})

describe('a recovery sheet', () => {
  test('is made, tested by typing it in again, and told by mail and audit', async () => {
    const account = await anAccount(owner())
    const session = await wholly(account)
    expect(await findUserKeyState(at(), session)).toMatchObject({
      state: 'open',
      ways: [{ way: 'password' }]
    })
    const code = await makeSheet(session)
    expect(await findUserKeyState(at(), session)).toMatchObject({
      ways: [{ way: 'password' }, { way: 'recoverySheet', testedAt: null }]
    })
    expect(await testRecoverySheet(at(), session, anotherCode())).toEqual({
      done: false,
      reason: 'wrong'
    })
    expect(await testRecoverySheet(at(), session, 'kein Code')).toMatchObject({ reason: 'wrong' })
    expect(await testRecoverySheet(at(60), session, code.toLowerCase())).toMatchObject({ done: true })
    const { ways } = await findUserKeyState(at(), session)
    expect(ways[1]?.testedAt?.toString()).toBe(start.add({ seconds: 60 }).toString())
    expect((await eventsAbout(db.owner, account.id)).slice(-2)).toEqual([
      'access.recoverySheet.made',
      'access.recoverySheet.tested'
    ])
  })

  test('is one sheet however often its form is sent, with one mail', async () => {
    const account = await anAccount(owner())
    const session = await wholly(account)
    const id = randomUUID()
    const codes = await Promise.all([1, 2, 3].map(() => makeSheet(session, id)))
    expect(new Set(codes).size).toBe(1)
    expect(await testRecoverySheet(at(), session, codes[0]!)).toMatchObject({ done: true })
    expect(await makeSheet(session, id)).toBe(codes[0])
    expect((await findUserKeyState(at(), session)).ways[1]?.testedAt, 'and stays tested').not.toBeNull()
    const events = await eventsAbout(db.owner, account.id)
    expect(events.filter((event) => event === 'access.recoverySheet.made')).toHaveLength(1)
    expect(await makeSheet(session)).not.toBe(codes[0])
  })

  test('opens a key whose password was set anew, for this session and the next sign-in', async () => {
    const account = await anAccount(owner())
    const before = await wholly(account)
    const code = await makeSheet(before)
    await forgetPassword(account)
    const locked = await wholly(account, 60)
    expect(locked.userKey).toBeUndefined()
    expect(await findUserKeyState(at(60), locked)).toMatchObject({ state: 'locked' })
    const opened = await unlockBySheet(at(60), locked, { code, password: PASSWORD })
    const session = (await findSession(at(60), opened.done ? opened.value.token : ''))!
    expect(hexOf(session)).toBe(hexOf(before))
    expect(hexOf(await wholly(account, 120))).toBe(hexOf(before))
    expect(await eventsAbout(db.owner, account.id)).toContain('access.recoverySheet.used')
  })

  test('opens nothing with a wrong password, a wrong code or a sheet that a newer one replaced', async () => {
    const account = await anAccount(owner())
    const before = await wholly(account)
    const [old, code] = [await makeSheet(before), await makeSheet(before)]
    await forgetPassword(account)
    const locked = await wholly(account, 60)
    const wrong = { done: false, reason: 'wrong' }
    expect(await unlockBySheet(at(60), locked, { code, password: 'falsches Passwort' })).toEqual(wrong)
    expect(await unlockBySheet(at(60), locked, { code: old, password: PASSWORD })).toEqual(wrong)
    expect(await unlockBySheet(at(60), locked, { code: '', password: PASSWORD })).toEqual(wrong)
    expect((await findSession(at(60), 'x'.repeat(43)))?.userKey).toBeUndefined()
    expect(await unlockBySheet(at(60), locked, { code, password: PASSWORD })).toMatchObject({ done: true })
  })

  test('slows down who tries others, as a wrong password does', async () => {
    const account = await anAccount(owner())
    await makeSheet(await wholly(account))
    await forgetPassword(account)
    const locked = await wholly(account, 60)
    const tries = []
    for (let n = 0; n < 6; n++)
      tries.push(await unlockBySheet(at(60), locked, { code: anotherCode(), password: PASSWORD }))
    expect(tries.map((each) => !each.done && each.reason)).toEqual([
      ...Array<string>(5).fill('wrong'),
      'slow'
    ])
  })

  test('of another account opens nothing', async () => {
    const [account, other] = [await anAccount(owner()), await anAccount(owner())]
    const code = await makeSheet(await wholly(other))
    await makeSheet(await wholly(account))
    await forgetPassword(account)
    expect(await unlockBySheet(at(60), await wholly(account, 60), { code, password: PASSWORD })).toEqual({
      done: false,
      reason: 'wrong'
    })
  })

  test('that is lost as well: the locked key is given up, and the next sign-in makes another', async () => {
    const account = await anAccount(owner())
    const before = await wholly(account)
    const code = await makeSheet(before)
    expect(await giveUpKey(at(), before)).toEqual({ done: false, reason: 'open' })
    await forgetPassword(account)
    const locked = await wholly(account, 60)
    expect(await giveUpKey(at(60 + 11 * 60), locked)).toEqual({ done: false, reason: 'confirm' })
    expect(await giveUpKey(at(60), locked)).toMatchObject({ done: true })
    expect(await findUserKeyState(at(60), locked)).toMatchObject({ state: 'none', ways: [] })
    expect(await unlockBySheet(at(60), locked, { code, password: PASSWORD })).toMatchObject({
      reason: 'wrong'
    })
    const after = await wholly(account, 120)
    expect(after.userKey).toBeDefined()
    expect(hexOf(after)).not.toBe(hexOf(before))
    expect(await eventsAbout(db.owner, account.id)).toContain('access.userKey.givenUp')
  })

  test('that another session used meanwhile keeps the key from being given up', async () => {
    const account = await anAccount(owner())
    const code = await makeSheet(await wholly(account))
    await forgetPassword(account)
    const [one, two] = [await wholly(account, 60), await wholly(account, 90)]
    expect(await unlockBySheet(at(120), one, { code, password: PASSWORD })).toMatchObject({ done: true })
    expect(await giveUpKey(at(120), two)).toEqual({ done: false, reason: 'confirm' })
    expect((await wholly(account, 150)).userKey, 'it opens as before').toBeDefined()
  })

  test('is not made by who has not just shown both factors, nor where the key is locked', async () => {
    const account = await anAccount(owner())
    const session = await wholly(account)
    expect(await makeRecoverySheet(at(11 * 60), session, randomUUID())).toEqual({
      done: false,
      reason: 'confirm'
    })
    const { session: keyless } = await aSignedIn(at(60), await anAccount(owner()))
    expect(await makeRecoverySheet(at(60), keyless, randomUUID())).toEqual({ done: false, reason: 'locked' })
    const kept = await queryAsOwner(
      db.owner,
      `SELECT way FROM access_user_key_wrap WHERE account_id = $1 AND way = 'recoverySheet'`,
      [account.id]
    )
    expect(kept.rows).toEqual([])
  })
})
