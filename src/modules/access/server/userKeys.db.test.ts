import { beforeAll, describe, expect, test } from 'vitest'
import { halvesOf, openWith, sealTo } from '#platform/crypto/server/sealingPair.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, SignedIn, UserKey } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { anAccount, anOrganisationAdmin, aSignIn, PASSWORD, type TestAccount } from '../testing/factories.ts'
import {
  changePassword,
  eraseAccount,
  exportAccount,
  findSession,
  requestPasswordReset,
  resetPassword,
  signIn,
  stepUp
} from './index.ts'
import { openMail } from '#platform/mail/server/sealedMail.ts'
import { totpCode } from './totp.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
let organisation: OrganisationId

/** Sign-in at some seconds after the start; a code of an app counts once, so each has its own half minute. */
const at = (seconds = 0) => db.ctx('app_auth', organisation, fixedClock(start.add({ seconds }).toString()))
const owner = () => db.ctx('owner', organisation)
const device = 'Firefox, Linux'

const rows = async <Row extends object>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & Record<string, unknown>>(db.owner, statement, values)).rows
const sessionOf = async (token: string, seconds = 0): Promise<SignedIn> =>
  (await findSession(at(seconds), token))!

/** Whoever shows the password, and nothing more yet. */
const showPassword = async ({ email }: TestAccount, seconds = 0, password = PASSWORD) => {
  const begun = await signIn(at(seconds), { email, password, device })
  if (!begun.done) throw new Error(begun.reason)
  return sessionOf(begun.value.token, seconds)
}
/** Whoever shows both factors. */
const wholly = (account: TestAccount, seconds = 0, password = PASSWORD) =>
  aSignIn(at(seconds), account, password)
/** Whether what is sealed to the stored public half opens with the key. */
const opens = async (account: TestAccount, key: UserKey | undefined) => {
  const [row] = await rows<{ public_key: Buffer }>(
    'SELECT public_key FROM access_user_key WHERE account_id = $1',
    account.id
  )
  const sealed = await sealTo(row!.public_key, 'here', Buffer.from('confided'))
  return (await openWith(halvesOf(key!), 'here', sealed)).toString()
}
const hexOf = (key: UserKey | undefined) => key && Buffer.from(key).toString('hex')

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})

describe('a colleague’s key', () => {
  test('is made at the first sign-in, and opens what is sealed to its public half', async () => {
    const account = await anAccount(owner())
    const { userKey } = await showPassword(account)
    expect(userKey).toHaveLength(64)
    expect(await opens(account, userKey)).toBe('confided')
    expect(await eventsAbout(db.owner, account.id)).toContain('access.userKey.made')
  })

  test('is the same in every session, and through every step of it', async () => {
    const account = await anAccount(owner())
    const first = await wholly(account)
    const second = await wholly(account, 60)
    expect(hexOf(second.session.userKey)).toBe(hexOf(first.session.userKey))
    const ctx = at(120)
    const proof = { password: PASSWORD, code: totpCode(account.totp!, ctx.clock.now()) }
    const confirmed = await stepUp(ctx, second.session, proof)
    if (!confirmed.done) throw new Error(confirmed.reason)
    expect(hexOf((await sessionOf(confirmed.value.token, 120)).userKey)).toBe(hexOf(first.session.userKey))
    expect(await eventsAbout(db.owner, account.id)).toEqual(
      expect.not.arrayContaining(['access.userKey.suspected'])
    )
  })

  test('is made once where four sign in at the same moment', async () => {
    const account = await anAccount(owner())
    const sessions = await Promise.all(Array.from({ length: 4 }, () => showPassword(account)))
    expect(new Set(sessions.map(({ userKey }) => hexOf(userKey))).size).toBe(1)
    const events = await eventsAbout(db.owner, account.id)
    expect(events.filter((event) => event === 'access.userKey.made')).toHaveLength(1)
  })

  test('stands nowhere as it is', async () => {
    const account = await anAccount(owner())
    const { session } = await wholly(account)
    const secret = Buffer.from(session.userKey!.subarray(0, 32))
    for (const table of ['access_user_key', 'access_user_key_wrap', 'access_session', 'access_audit_event']) {
      const [found] = await rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0`,
        secret.toString('hex'),
        secret.toString('base64')
      )
      expect(found!.n, table).toBe(0)
    }
  })
})

describe('another password', () => {
  const NEXT = 'neun stille Treppen am Fluss'

  test('opens the same key, and the one before no more', async () => {
    const account = await anAccount(owner())
    const { session } = await wholly(account)
    const before = await rows<{ sealed: Buffer }>(
      'SELECT sealed FROM access_user_key_wrap WHERE account_id = $1',
      account.id
    )
    const changed = await changePassword(at(), session, { current: PASSWORD, password: NEXT })
    if (!changed.done) throw new Error(changed.reason)
    expect(hexOf((await sessionOf(changed.value.token)).userKey)).toBe(hexOf(session.userKey))
    const later = await wholly(account, 60, NEXT)
    expect(hexOf(later.session.userKey)).toBe(hexOf(session.userKey))
    const after = await rows<{ sealed: Buffer }>(
      'SELECT sealed FROM access_user_key_wrap WHERE account_id = $1',
      account.id
    )
    expect(after).toHaveLength(1)
    expect(after[0]!.sealed.equals(before[0]!.sealed)).toBe(false)
  })

  test('that is set anew by mail opens nothing that was sealed before', async () => {
    const account = await anAccount(owner())
    const { session } = await wholly(account)
    await requestPasswordReset(at(), { email: account.email, origin: 'https://hilfe.example.org' })
    const outbox = await rows<{ id: string; sealed: Buffer }>('SELECT id, sealed FROM platform_outbox')
    const mail = outbox
      .map(({ id, sealed }) => openMail(at().serverKey, organisation, id, sealed))
      .find(({ to, text }) => to === account.email && text.includes('/password/'))!
    const token = /\/password\/([\w-]{43})/.exec(mail.text)![1]!
    expect(await resetPassword(at(), { token, password: NEXT })).toMatchObject({ done: true })
    const kept = await rows('SELECT way FROM access_user_key_wrap WHERE account_id = $1', account.id)
    expect(kept).toEqual([])
    const anew = await wholly(account, 60, NEXT)
    expect(hexOf(anew.session.userKey)).not.toBe(hexOf(session.userKey))
    expect(await opens(account, anew.session.userKey)).toBe('confided')
    await expect(opens(account, session.userKey)).rejects.toThrow()
  })
})

describe('what somebody exchanges in the database', () => {
  const suspected = async ({ id }: TestAccount) =>
    (await eventsAbout(db.owner, id)).includes('access.userKey.suspected')

  test('is proven anew at the next sign-in, where the server’s word on it does not hold', async () => {
    const account = await anAccount(owner())
    const { session } = await wholly(account)
    const proven = () =>
      rows('SELECT public_key, signing_key, proof FROM access_user_key WHERE account_id = $1', account.id)
    const before = await proven()
    await rows(
      'UPDATE access_user_key SET signing_key = sha256(signing_key), proof = sha256(proof) WHERE account_id = $1',
      account.id
    )
    const again = await wholly(account, 60)
    expect(hexOf(again.session.userKey)).toBe(hexOf(session.userKey))
    expect(await proven()).toEqual(before)
    await wholly(account, 120)
    const told = await eventsAbout(db.owner, account.id)
    expect(told.filter((event) => event === 'access.userKey.provenAnew')).toHaveLength(1)
    expect(await suspected(account)).toBe(false)
  })

  test('leaves the key locked, and is told: another public half', async () => {
    const [account, thief] = [await anAccount(owner()), await anAccount(owner())]
    await wholly(account)
    const stolen = await wholly(thief)
    await rows(
      'UPDATE access_user_key SET public_key = $2 WHERE account_id = $1',
      account.id,
      halvesOf(stolen.session.userKey!).publicKey
    )
    expect((await wholly(account, 60)).session.userKey).toBeUndefined()
    expect(await suspected(account)).toBe(true)
  })

  test('leaves the key locked, and is told: the sealed key of another', async () => {
    const [account, other] = [await anAccount(owner()), await anAccount(owner())]
    await wholly(account)
    await wholly(other)
    await rows(
      `UPDATE access_user_key_wrap SET sealed = (SELECT sealed FROM access_user_key_wrap WHERE account_id = $2)
       WHERE account_id = $1`,
      account.id,
      other.id
    )
    expect((await wholly(account, 60)).session.userKey).toBeUndefined()
    expect(await suspected(account)).toBe(true)
  })

  test('leaves the key locked: the open key of another session', async () => {
    const account = await anAccount(owner())
    const [one, two] = [await wholly(account), await wholly(account, 60)]
    await rows(
      'UPDATE access_session SET user_key = (SELECT user_key FROM access_session WHERE id = $2) WHERE id = $1',
      one.session.sessionId,
      two.session.sessionId
    )
    expect((await sessionOf(one.token, 60)).userKey).toBeUndefined()
    expect((await sessionOf(two.token, 60)).userKey).toBeDefined()
  })
})

test('another organisation sees neither half', async () => {
  await wholly(await anAccount(owner()))
  const other = await db.addOrganisation('Anderer Verein')
  const seen = await db.ctx('app_auth', other).read(async (tx) => {
    const tables = tx.$extendTables<{ access_user_key: object; access_user_key_wrap: object }>()
    return [
      await tables.selectFrom('access_user_key').selectAll().execute(),
      await tables.selectFrom('access_user_key_wrap').selectAll().execute()
    ]
  })
  expect(seen).toEqual([[], []])
})

test('an export names the ways; an erased account has no key', async () => {
  const account = await anAccount(owner())
  const { session } = await wholly(account)
  const admin = await anOrganisationAdmin(owner())
  const as = (actor: Actor) => db.ctx('app_work', organisation, undefined, actor)
  const told = await exportAccount(as(session.actor), session.actor, account.id)
  expect(told).toMatchObject({ done: true, value: { keys: [{ way: 'password' }] } })
  await rows(`UPDATE access_account SET state = 'disabled' WHERE id = $1`, account.id)
  expect(await eraseAccount(as(admin), admin, account.id)).toMatchObject({ done: true })
  for (const table of ['access_user_key', 'access_user_key_wrap'])
    expect(await rows(`SELECT account_id FROM ${table} WHERE account_id = $1`, account.id)).toEqual([])
})
