import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { GrantId, SignedIn } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import {
  aBegunSession,
  anAccount,
  aSignedIn,
  aSignIn,
  aTeam,
  PASSWORD,
  type TestAccount
} from '../testing/factories.ts'
import {
  choosePassphrase,
  choosePassphraseBySheet,
  findSession,
  findUserKeyState,
  giveUpKey,
  listTeamAccess,
  makeRecoverySheet,
  removePassphrase,
  stepUp,
  testRecoverySheet,
  unlockByPassphrase
} from './index.ts'
import { insertGrant } from './peopleRepository.ts'
import { nowOf } from './times.ts'
import { totpCode } from './totp.ts'

const PASSPHRASE = 'sieben leise Boote im Nebel'
const ANOTHER = 'acht alte Laternen am Deich'
const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
let organisation: OrganisationId
const at = (seconds = 0) => db.ctx('app_auth', organisation, fixedClock(start.add({ seconds }).toString()))
const owner = () => db.ctx('owner', organisation, fixedClock(start.toString()))
const hexOf = ({ userKey }: SignedIn) => userKey && Buffer.from(userKey).toString('hex')
const WRONG = { done: false, reason: 'wrong' }
const rows = async <Row extends Record<string, unknown>>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row>(db.owner, statement, values)).rows
const stepsOf = ({ id }: TestAccount) =>
  rows<{ payload: { step?: string } }>(
    `SELECT payload FROM access_audit_event WHERE record_id = $1 AND event = 'access.signIn.failed'`,
    id
  )

/** Somebody who signs in elsewhere. */
const stranger = () => anAccount(owner(), { password: false })
/** Their session after single sign-on and second factor. */
const signOn = async (account: TestAccount, seconds = 0) => (await aSignedIn(at(seconds), account)).session
const after = async (outcome: { done: boolean; value?: { token: string } }, seconds = 0) =>
  (await findSession(at(seconds), outcome.value?.token ?? ''))!
const choose = async (session: SignedIn, passphrase = PASSPHRASE, seconds = 0) =>
  after(await choosePassphrase(at(seconds), session, passphrase), seconds)
const sheetOf = async (session: SignedIn) => {
  const made = await makeRecoverySheet(at(), session, randomUUID())
  if (!made.done) throw new Error(made.reason)
  return made.value.code
}
const inTeam = async ({ id: accountId }: TestAccount) => {
  const teamId = await aTeam(owner())
  const grant = { role: 'counsellor', teamId, validFrom: '2026-01-01', grantedBy: null } as const
  await owner().write((tx) =>
    insertGrant(tx, {
      ...grant,
      id: randomUUID() as GrantId,
      accountId,
      organisationId: organisation,
      at: nowOf(owner())
    })
  )
  return teamId
}
const teamStateOf = async (session: SignedIn) =>
  (await listTeamAccess(db.ctx('app_work', organisation, fixedClock(start.toString())), session))[0]?.state

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})

describe('a passphrase', () => {
  test('makes the key of who signs in elsewhere, and that of their team, in a session under a new token', async () => {
    const account = await stranger()
    await inTeam(account)
    const { token: before, session } = await aSignedIn(at(), account)
    expect(await findUserKeyState(at(), session)).toMatchObject({ state: 'none', secret: 'passphrase' })
    const opened = await choose(session)
    expect(opened.userKey).toHaveLength(64)
    expect(opened.sessionId).toBe(session.sessionId)
    expect(await findSession(at(), before)).toBeUndefined()
    expect(await teamStateOf(opened)).toBe('open')
    expect((await eventsAbout(db.owner, account.id)).slice(-2)).toEqual([
      'access.userKey.made',
      'access.userKey.wayAdded'
    ])
  })

  test('opens the same key after the next sign-on, which alone opens nothing', async () => {
    const account = await stranger()
    const first = await choose(await signOn(account))
    const locked = await signOn(account, 60)
    expect(locked.userKey).toBeUndefined()
    expect(await findUserKeyState(at(60), locked)).toMatchObject({
      state: 'locked',
      ways: [{ way: 'passphrase' }]
    })
    const opened = await after(await unlockByPassphrase(at(60), locked, PASSPHRASE), 60)
    expect(hexOf(opened)).toBe(hexOf(first))
    expect(await eventsAbout(db.owner, account.id)).toContain('access.userKey.opened')
  })

  test('opens the team that somebody joined meanwhile', async () => {
    const account = await stranger()
    await choose(await signOn(account))
    await inTeam(account)
    const locked = await signOn(account, 60)
    expect(await teamStateOf(locked)).toBe('locked')
    expect(await teamStateOf(await after(await unlockByPassphrase(at(60), locked, PASSPHRASE), 60))).toBe(
      'open'
    )
  })

  test('that is wrong opens nothing, is told to the audit and slows the account down', async () => {
    const account = await stranger()
    await choose(await signOn(account))
    const locked = await signOn(account, 60)
    const tries = []
    for (let n = 0; n < 6; n++) tries.push(await unlockByPassphrase(at(60), locked, ANOTHER))
    expect(tries.map((each) => !each.done && each.reason)).toEqual([
      ...Array<string>(5).fill('wrong'),
      'slow'
    ])
    expect(await stepsOf(account)).toEqual([{ payload: { step: 'passphrase' } }])
    expect(await unlockByPassphrase(at(62), locked, PASSPHRASE)).toMatchObject({ done: true })
  })

  test('is one where two sessions choose at the same moment', async () => {
    const account = await stranger()
    const [one, two] = [await signOn(account), await signOn(account, 60)]
    const outcomes = await Promise.all([
      choosePassphrase(at(60), one, PASSPHRASE),
      choosePassphrase(at(60), two, ANOTHER)
    ])
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1)
    expect(outcomes.find(({ done }) => !done)).toEqual({ done: false, reason: 'locked' })
    expect(await rows('SELECT way FROM access_user_key_wrap WHERE account_id = $1', account.id)).toHaveLength(
      1
    )
  })

  test('is not taken short, common or about the person, and not from who may not choose one', async () => {
    const account = await stranger()
    const session = await signOn(account)
    const chosen = (passphrase: string) => choosePassphrase(at(), session, passphrase)
    expect(await chosen('kurz')).toEqual({ done: false, reason: 'short' })
    expect(await chosen('passwordpassword')).toEqual({ done: false, reason: 'common' })
    expect(await chosen('Beispielverein1')).toEqual({ done: false, reason: 'personal' })
    expect(await choosePassphrase(at(11 * 60), session, PASSPHRASE)).toEqual({
      done: false,
      reason: 'confirm'
    })
    const { session: begun } = await aBegunSession(at(), account)
    expect(await choosePassphrase(at(), begun, PASSPHRASE)).toEqual({ done: false, reason: 'gone' })
    await choose(session)
    const locked = await signOn(account, 60)
    expect(await choosePassphrase(at(60), locked, ANOTHER)).toEqual({ done: false, reason: 'locked' })
    const { session: withPassword } = await aSignIn(at(), await anAccount(owner()))
    expect(await choosePassphrase(at(), withPassword, PASSPHRASE)).toEqual({
      done: false,
      reason: 'password'
    })
  })

  test('opens nothing before the second factor, in another organisation, or without there being one', async () => {
    const account = await stranger()
    await choose(await signOn(account))
    const { session: begun } = await aBegunSession(at(60), account)
    expect(await unlockByPassphrase(at(60), begun, PASSPHRASE)).toEqual(WRONG)
    const other = db.ctx('app_auth', await db.addOrganisation(), fixedClock(start.toString()))
    expect(await unlockByPassphrase(other, await signOn(account, 60), PASSPHRASE)).toEqual(WRONG)
    expect(await unlockByPassphrase(at(), await signOn(await stranger()), PASSPHRASE)).toEqual(WRONG)
  })

  test('that is replaced opens nothing any more', async () => {
    const account = await stranger()
    const first = await choose(await signOn(account))
    expect(hexOf(await choose(first, ANOTHER))).toBe(hexOf(first))
    const locked = await signOn(account, 60)
    expect(await unlockByPassphrase(at(60), locked, PASSPHRASE)).toEqual(WRONG)
    expect(hexOf(await after(await unlockByPassphrase(at(60), locked, ANOTHER), 60))).toBe(hexOf(first))
  })

  test('that somebody moved from another account opens nothing, and the audit is told', async () => {
    const [account, thief] = [await stranger(), await stranger()]
    await choose(await signOn(account))
    await choose(await signOn(thief), ANOTHER)
    await rows(
      `UPDATE access_user_key_wrap mine SET sealed = theirs.sealed, salt = theirs.salt, verifier = theirs.verifier
       FROM access_user_key_wrap theirs WHERE mine.account_id = $1 AND theirs.account_id = $2`,
      account.id,
      thief.id
    )
    const locked = await signOn(account, 60)
    expect(await unlockByPassphrase(at(60), locked, ANOTHER)).toEqual(WRONG)
    expect(await eventsAbout(db.owner, account.id)).toContain('access.userKey.suspected')
  })

  test('is removed where another way was tried out, and not while it is the last', async () => {
    const session = await choose(await signOn(await stranger()))
    const last = { done: false, reason: 'last' }
    expect(await removePassphrase(at(), session)).toEqual(last)
    const code = await sheetOf(session)
    expect(await removePassphrase(at(), session), 'nobody knows whether the sheet is right').toEqual(last)
    expect(await testRecoverySheet(at(), session, code)).toMatchObject({ done: true })
    expect(await removePassphrase(at(11 * 60), session)).toEqual({ done: false, reason: 'confirm' })
    expect(await removePassphrase(at(), session)).toMatchObject({ done: true })
    expect(await removePassphrase(at(), session)).toEqual({ done: false, reason: 'changed' })
    expect(await findUserKeyState(at(), session)).toMatchObject({ ways: [{ way: 'recoverySheet' }] })
  })

  test('that is forgotten is replaced by the sheet, freshly signed in', async () => {
    const account = await stranger()
    const first = await choose(await signOn(account))
    const code = await sheetOf(first)
    const locked = await signOn(account, 60)
    const replace = (more: object = {}, seconds = 60, session = locked) =>
      choosePassphraseBySheet(at(seconds), session, { code, passphrase: ANOTHER, ...more })
    expect(await replace({ code: 'kein Code' })).toEqual(WRONG)
    expect(await replace({ passphrase: 'kurz' })).toEqual({ done: false, reason: 'short' })
    expect(await replace({}, 12 * 60)).toEqual({ done: false, reason: 'confirm' })
    expect(await replace({}, 0, first)).toEqual({ done: false, reason: 'changed' })
    expect(await stepsOf(account)).toEqual([{ payload: { step: 'recoverySheet' } }])
    expect(hexOf(await after(await replace(), 60))).toBe(hexOf(first))
    const again = await signOn(account, 120)
    expect(hexOf(await after(await unlockByPassphrase(at(120), again, ANOTHER), 120))).toBe(hexOf(first))
  })
})

describe('whoever has a password and signs in elsewhere', () => {
  test('opens their key, and their team’s, by showing the password', async () => {
    const account = await anAccount(owner())
    const { session: first } = await aSignIn(at(), account)
    await inTeam(account)
    const locked = await signOn(account, 60)
    expect(locked.userKey).toBeUndefined()
    const ctx = at(120)
    const proof = { password: PASSWORD, code: totpCode(account.totp!, ctx.clock.now()) }
    const opened = await after(await stepUp(ctx, locked, proof), 120)
    expect(hexOf(opened)).toBe(hexOf(first))
    expect(await teamStateOf(opened)).toBe('open')
  })
})

test('a key that is given up is open in no session any more', async () => {
  const account = await stranger()
  const open = await choose(await signOn(account))
  expect(await giveUpKey(at(60), await signOn(account, 60))).toMatchObject({ done: true })
  expect(await makeRecoverySheet(at(60), open, randomUUID())).toEqual({ done: false, reason: 'gone' })
  const anew = await choose(await signOn(account, 90), ANOTHER, 90)
  expect(hexOf(anew)).not.toBe(hexOf(open))
})
