import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { openMail } from '#platform/mail/server/sealedMail.ts'
import type { SoftwareAuthenticator } from '#testing/softwareAuthenticator.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import {
  aBegunSession,
  anAccount,
  aPasskey,
  aSignedIn,
  aSignIn,
  PASSWORD,
  type TestAccount
} from '../testing/factories.ts'
import {
  beginPasskeyCheck,
  confirmByPasskey,
  findSession,
  findUserKeyState,
  removeSecondFactor,
  signIn,
  stepUpByPasskey,
  unlockByPasskey
} from './index.ts'
import { forgetPasswordWay } from './userKeys.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
const site = { id: 'hilfe.verein.example', origin: 'https://hilfe.verein.example' }
let organisation: OrganisationId
const at = (seconds = 0) => db.ctx('app_auth', organisation, fixedClock(start.add({ seconds }).toString()))
const owner = () => db.ctx('owner', organisation)
const hexOf = ({ userKey }: SignedIn) => userKey && Buffer.from(userKey).toString('hex')
const rows = async <Row extends Record<string, unknown>>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row>(db.owner, statement, values)).rows
const wrapsOf = ({ id }: TestAccount) =>
  rows<{ way: string; factor_id: string | null }>(
    'SELECT way, factor_id FROM access_user_key_wrap WHERE account_id = $1 ORDER BY way',
    id
  )
const mailsTo = async ({ email }: TestAccount) => {
  const kept = await rows<{ id: string; sealed: Buffer }>('SELECT id, sealed FROM platform_outbox')
  return kept
    .map(({ id, sealed }) => openMail(at().serverKey, organisation, id, sealed))
    .filter(({ to }) => to === email)
    .map(({ subject }) => subject)
}

/** The secret as the passkey computes it, unless told another; none where it is ''. */
type Secret = string | undefined
const answerOf = async (
  session: SignedIn,
  device: SoftwareAuthenticator,
  seconds: number,
  secret?: Secret
) => {
  const { options } = (await beginPasskeyCheck(at(seconds), session, site))!
  return { answer: device.get(options), secret: secret ?? device.secret(options) }
}
/** Completes a sign-in by a passkey. */
const show = async (session: SignedIn, device: SoftwareAuthenticator, seconds: number, secret?: Secret) => {
  const shown = await answerOf(session, device, seconds, secret)
  const outcome = await confirmByPasskey(at(seconds), session, site, shown)
  if (!outcome.done) throw new Error(outcome.reason)
  return (await findSession(at(seconds), outcome.value.token))!
}
const byPassword = async (account: TestAccount, device: SoftwareAuthenticator, seconds: number) => {
  const begun = await signIn(at(seconds), { email: account.email, password: PASSWORD, device: '' })
  if (!begun.done) throw new Error(begun.reason)
  return show((await findSession(at(seconds), begun.value.token))!, device, seconds)
}
const bySignOn = async (
  account: TestAccount,
  device: SoftwareAuthenticator,
  seconds: number,
  secret?: Secret
) => show((await aBegunSession(at(seconds), account)).session, device, seconds, secret)

/** Somebody whose passkey opens their key: they have signed in by password and passkey once. */
const withPasskey = async (): Promise<[TestAccount, SoftwareAuthenticator, SignedIn]> => {
  const account = await anAccount(owner())
  const device = await aPasskey(at(), account, site)
  return [account, device, await byPassword(account, device, 60)]
}

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})

describe('a passkey that computes a secret', () => {
  test('opens the key from the first sign-in on at which it is open, told by mail and audit once', async () => {
    const [account, device, session] = await withPasskey()
    expect(session.userKey).toHaveLength(64)
    expect((await wrapsOf(account)).map(({ way }) => way)).toEqual(['passkey', 'password'])
    await byPassword(account, device, 120)
    const events = await eventsAbout(db.owner, account.id)
    expect(events.filter((event) => event === 'access.userKey.wayAdded')).toHaveLength(1)
    const told = (await mailsTo(account)).filter((subject) => subject.includes('öffnet Ihren Schlüssel'))
    expect(told).toHaveLength(1)
    expect(await findUserKeyState(at(), session)).toMatchObject({
      ways: [{ way: 'password' }, { way: 'passkey', label: 'Diensthandy (Beispiel)' }]
    })
  })

  test('opens it without a sheet after a password was set anew by mail, and the password again once it is shown', async () => {
    const [account, device, before] = await withPasskey()
    await owner().write((tx) => forgetPasswordWay(tx, account.id))
    expect((await aSignIn(at(120), account)).session.userKey).toBeUndefined()
    const session = await byPassword(account, device, 180)
    expect(hexOf(session)).toBe(hexOf(before))
    expect(await eventsAbout(db.owner, account.id)).toContain('access.userKey.opened')
    const shown = await answerOf(session, device, 200)
    expect(await stepUpByPasskey(at(200), session, site, { password: PASSWORD, ...shown })).toMatchObject({
      done: true
    })
    expect(hexOf((await aSignIn(at(240), account)).session)).toBe(hexOf(before))
  })

  test('opens it after single sign-on, and makes it where there is none', async () => {
    const account = await anAccount(owner(), { password: false })
    const device = await aPasskey(at(), account, site)
    const first = await bySignOn(account, device, 60)
    expect(first.userKey).toHaveLength(64)
    expect(hexOf(await bySignOn(account, device, 120))).toBe(hexOf(first))
    expect((await aSignedIn(at(180), account)).session.userKey, 'the app opens nothing').toBeUndefined()
  })

  test('leaves it locked with another secret or none, and nothing is suspected', async () => {
    const [account, device] = await withPasskey()
    for (const [seconds, secret] of [
      [120, 'A'.repeat(43)],
      [180, '']
    ] as const) {
      const session = await bySignOn(account, device, seconds, secret)
      expect(session).toMatchObject({ stage: 'full', userKey: undefined })
    }
    expect(await eventsAbout(db.owner, account.id)).not.toContain('access.userKey.suspected')
    expect(await bySignOn(account, device, 240)).toHaveProperty('userKey.length', 64)
  })

  test('leaves it locked where the public half was exchanged, and the audit is told', async () => {
    const [account, device] = await withPasskey()
    const [, , other] = await withPasskey()
    await rows(
      `UPDATE access_user_key SET public_key = (SELECT public_key FROM access_user_key WHERE account_id = $2)
       WHERE account_id = $1`,
      account.id,
      other.accountId
    )
    expect((await bySignOn(account, device, 120)).userKey).toBeUndefined()
    expect(await eventsAbout(db.owner, account.id)).toContain('access.userKey.suspected')
  })

  test('has a place of its own beside others: what is moved between them opens nothing', async () => {
    const [account, one, first] = await withPasskey()
    const two = await aPasskey(at(90), account, site)
    await byPassword(account, two, 120)
    expect(await wrapsOf(account)).toHaveLength(3)
    for (const [seconds, device] of [
      [180, one],
      [210, two]
    ] as const)
      expect(hexOf(await bySignOn(account, device, seconds))).toBe(hexOf(first))
    await rows(
      `UPDATE access_user_key_wrap mine SET sealed = theirs.sealed FROM access_user_key_wrap theirs
       WHERE mine.account_id = $1 AND theirs.account_id = $1 AND mine.way = 'passkey' AND theirs.way = 'passkey'
         AND mine.factor_id <> theirs.factor_id`,
      account.id
    )
    expect((await bySignOn(account, one, 240)).userKey).toBeUndefined()
  })

  test('does not open it with what another passkey computed', async () => {
    const [account, device] = await withPasskey()
    const [, stranger] = await withPasskey()
    const { session } = await aBegunSession(at(120), account)
    const { options } = (await beginPasskeyCheck(at(120), session, site))!
    expect((await show(session, device, 120, stranger.secret(options))).userKey).toBeUndefined()
  })

  test('is written down once where five sessions show it at the same moment', async () => {
    const account = await anAccount(owner(), { password: false })
    const device = await aPasskey(at(), account, site)
    const waiting = []
    for (let n = 0; n < 5; n++) {
      const { session } = await aBegunSession(at(60), account)
      waiting.push({ session, shown: await answerOf(session, device, 60) })
    }
    const opened = await Promise.all(
      waiting.map(({ session, shown }) => confirmByPasskey(at(60), session, site, shown))
    )
    expect(await wrapsOf(account)).toHaveLength(1)
    const events = await eventsAbout(db.owner, account.id)
    expect(events.filter((event) => event === 'access.userKey.made')).toHaveLength(1)
    const keys = new Set<string | undefined>()
    for (const each of opened) if (each.done) keys.add(hexOf((await findSession(at(60), each.value.token))!))
    expect(keys.size).toBe(1)
  })

  test('opens nothing any more once it is removed, and is not removed while nothing else opens the key', async () => {
    const account = await anAccount(owner(), { password: false })
    const device = await aPasskey(at(), account, site)
    const session = await bySignOn(account, device, 60)
    const id = (await wrapsOf(account))[0]!.factor_id!
    expect(await removeSecondFactor(at(60), session, id)).toEqual({ done: false, reason: 'lastWay' })
    const second = await aPasskey(at(90), account, site)
    const open = await bySignOn(account, device, 120)
    const shown = await answerOf(open, second, 130)
    expect(await unlockByPasskey(at(130), open, site, shown)).toMatchObject({ value: { key: 'open' } })
    const after = await bySignOn(account, second, 150)
    expect(hexOf(after)).toBe(hexOf(session))
    expect(await removeSecondFactor(at(150), after, id)).toMatchObject({ done: true })
    expect(await wrapsOf(account)).toHaveLength(1)
    expect(hexOf(await bySignOn(account, second, 180))).toBe(hexOf(session))
  })

  test('that is removed takes its way with it', async () => {
    const [account, , session] = await withPasskey()
    const id = (await wrapsOf(account)).find(({ way }) => way === 'passkey')!.factor_id!
    expect(await removeSecondFactor(at(60), session, id)).toMatchObject({ done: true })
    expect((await wrapsOf(account)).map(({ way }) => way)).toEqual(['password'])
  })

  test('is of the same account, the database says', async () => {
    const [account] = await withPasskey()
    const [other] = await withPasskey()
    await expect(
      rows(
        `UPDATE access_user_key_wrap SET factor_id = (SELECT factor_id FROM access_user_key_wrap
           WHERE account_id = $2 AND way = 'passkey') WHERE account_id = $1 AND way = 'passkey'`,
        account.id,
        other.id
      )
    ).rejects.toThrow('foreign key')
  })
})

describe('a passkey shown in a running session', () => {
  const unlock = async (session: SignedIn, device: SoftwareAuthenticator, seconds: number, secret?: Secret) =>
    unlockByPasskey(at(seconds), session, site, await answerOf(session, device, seconds, secret))

  test('opens a locked key under a new token', async () => {
    const [account, device, first] = await withPasskey()
    const { token: before, session } = await aSignedIn(at(120), account)
    expect(session.userKey).toBeUndefined()
    const outcome = await unlock(session, device, 120)
    expect(outcome).toMatchObject({ done: true, value: { key: 'open' } })
    const token = outcome.done ? outcome.value.token : ''
    expect(hexOf((await findSession(at(120), token))!)).toBe(hexOf(first))
    expect(await findSession(at(120), before)).toBeUndefined()
  })

  test('opens an open key from now on, and says where it cannot', async () => {
    const account = await anAccount(owner())
    const device = await aPasskey(at(), account, site)
    const { session } = await aSignIn(at(60), account)
    const first = await unlock(session, device, 60, '')
    expect(first).toMatchObject({ value: { key: 'noSecret' } })
    expect(await wrapsOf(account)).toHaveLength(1)
    const again = (await findSession(at(60), first.done ? first.value.token : ''))!
    expect(await unlock(again, device, 60)).toMatchObject({ value: { key: 'open' } })
    expect(await wrapsOf(account)).toHaveLength(2)
  })

  test('leaves a key locked that it does not open', async () => {
    const [account, device] = await withPasskey()
    const { session } = await aSignedIn(at(120), account)
    expect(await unlock(session, device, 120, 'B'.repeat(43))).toMatchObject({ value: { key: 'locked' } })
  })

  test('is refused of somebody else, before the second factor, and slows down who tries', async () => {
    const [account, device] = await withPasskey()
    const [, stranger] = await withPasskey()
    const wrong = { done: false, reason: 'wrong' }
    const { session: begun } = await aBegunSession(at(120), account)
    expect(await unlock(begun, device, 120)).toEqual(wrong)
    const { session } = await aSignedIn(at(120), account)
    const tries = []
    for (let n = 0; n < 6; n++) tries.push(await unlock(session, stranger, 120))
    expect(tries.map((each) => !each.done && each.reason)).toEqual([
      ...Array<string>(5).fill('wrong'),
      'slow'
    ])
    const other = db.ctx('app_auth', await db.addOrganisation(), fixedClock(start.toString()))
    expect(await unlockByPasskey(other, session, site, await answerOf(session, device, 130))).toEqual(wrong)
  })
})
