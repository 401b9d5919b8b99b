import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { openMail } from '#platform/mail/server/sealedMail.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { aBegunSession, anAccount, aSignedIn, PASSWORD } from '../testing/factories.ts'
import {
  acceptInvitation,
  changePassword,
  findInvitation,
  findPasswordReset,
  findSession,
  forgetOldSignIns,
  requestPasswordReset,
  resetPassword,
  signIn,
  stepUp
} from './index.ts'
import { makeToken } from './tokens.ts'
import { totpCode } from './totp.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
const OTHER = 'drei gelbe Lampen'
let organisation: OrganisationId
let other: OrganisationId
const at = (seconds = 0, of = organisation) =>
  db.ctx('app_auth', of, fixedClock(start.add({ seconds }).toString()))
const owner = (seconds = 0) => db.ctx('owner', organisation, fixedClock(start.add({ seconds }).toString()))
const device = 'Firefox, Linux'
const origin = 'https://hilfe.example.org'

/** The mails to an address, the last one first. */
const mailsTo = async (email: string) => {
  const { rows } = await queryAsOwner<{ id: string; sealed: Buffer }>(
    db.owner,
    'SELECT id, sealed FROM platform_outbox ORDER BY created_at DESC, id'
  )
  const { serverKey } = at()
  return rows
    .map(({ id, sealed }) => openMail(serverKey, organisation, id, sealed))
    .filter(({ to }) => to === email)
}
const tokenIn = (text: string) => /\/password\/([\w-]{43})\n/.exec(text)?.[1] ?? ''
const eventsOf = (id: string) => eventsAbout(db.owner, id)

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
  other = await db.addOrganisation()
})

describe('a forgotten password', () => {
  test('is set anew by mail, which ends all sessions and skips no second factor', async () => {
    const account = await anAccount(owner())
    const { token: before } = await aSignedIn(at(), account)
    await requestPasswordReset(at(), { email: account.email.toUpperCase(), origin })
    const [mail] = await mailsTo(account.email)
    expect(mail!.text).toContain(`${origin}/password/`)
    const token = tokenIn(mail!.text)
    expect(await findPasswordReset(at(), token)).toEqual({ email: account.email })
    expect(await findPasswordReset(at(0, other), token)).toBeUndefined()
    expect(await resetPassword(at(), { token, password: OTHER })).toMatchObject({ done: true })
    expect(await findSession(at(), before)).toBeUndefined()
    expect(await signIn(at(), { email: account.email, password: PASSWORD, device })).toMatchObject({
      reason: 'wrong'
    })
    expect(await signIn(at(), { email: account.email, password: OTHER, device })).toMatchObject({
      value: { next: 'secondFactor' }
    })
    expect(await resetPassword(at(), { token, password: OTHER })).toEqual({ done: false, reason: 'gone' })
    expect(await mailsTo(account.email)).toHaveLength(2)
    expect(await eventsOf(account.id)).toEqual([
      'access.session.started',
      'access.password.requested',
      'access.session.ended',
      'access.password.reset',
      'access.signIn.failed',
      'access.userKey.made'
    ])
  })

  test('is set anew once, also when ten come at once, and by no earlier mail', async () => {
    const { email } = await anAccount(owner())
    await requestPasswordReset(at(), { email, origin })
    const earlier = tokenIn((await mailsTo(email))[0]!.text)
    await requestPasswordReset(at(1), { email, origin })
    const tokens = (await mailsTo(email)).map(({ text }) => tokenIn(text))
    const token = tokens.find((one) => one !== earlier)!
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => resetPassword(at(2), { token, password: OTHER }))
    )
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
    expect(await findPasswordReset(at(2), earlier)).toBeUndefined()
  })

  test('is mailed three times an hour at most, and for an hour', async () => {
    const { email } = await anAccount(owner())
    for (let n = 0; n < 4; n++) await requestPasswordReset(at(n), { email, origin })
    const mails = await mailsTo(email)
    expect(mails).toHaveLength(3)
    const tokens = mails.map(({ text }) => tokenIn(text))
    expect(await findPasswordReset(at(3_599), tokens[0]!)).toBeDefined()
    expect(await findPasswordReset(at(3_602), tokens[0]!)).toBeUndefined()
    expect(await resetPassword(at(3_602), { token: tokens[0]!, password: OTHER })).toMatchObject({
      reason: 'gone'
    })
    await requestPasswordReset(at(3_602), { email, origin })
    expect(await mailsTo(email)).toHaveLength(4)
  })

  test('of nobody, of a disabled account or of another organisation is no mail, and takes as long', async () => {
    const disabled = await anAccount(owner())
    await queryAsOwner(db.owner, "UPDATE access_account SET state = 'disabled' WHERE id = $1", [disabled.id])
    const elsewhere = await anAccount(db.ctx('owner', other))
    for (const email of ['nobody@verein.example', disabled.email, elsewhere.email, '']) {
      const started = performance.now()
      await requestPasswordReset(at(), { email, origin })
      expect(performance.now() - started, email).toBeGreaterThan(240)
      expect(await mailsTo(email)).toEqual([])
    }
  })

  test('is not set anew for an account that was disabled since', async () => {
    const { id, email } = await anAccount(owner())
    await requestPasswordReset(at(), { email, origin })
    const token = tokenIn((await mailsTo(email))[0]!.text)
    await queryAsOwner(db.owner, "UPDATE access_account SET state = 'disabled' WHERE id = $1", [id])
    expect(await resetPassword(at(), { token, password: OTHER })).toMatchObject({ reason: 'gone' })
  })

  test.each(['kurz', 'passwordpassword', 'Beispielverein!'])('keeps its address: %s', async (password) => {
    const { email } = await anAccount(owner())
    await requestPasswordReset(at(), { email, origin })
    const token = tokenIn((await mailsTo(email))[0]!.text)
    expect(await resetPassword(at(), { token, password })).toMatchObject({ done: false })
    expect(await findPasswordReset(at(), token)).toBeDefined()
  })
})

describe('a password', () => {
  test('is changed by who knows it, which ends all other sessions and gives this one another token', async () => {
    const account = await anAccount(owner())
    const [here, elsewhere] = [await aSignedIn(at(), account), await aSignedIn(at(30), account)]
    const changed = await changePassword(at(31), here.session, { current: PASSWORD, password: OTHER })
    const token = changed.done ? changed.value.token : ''
    expect(await findSession(at(31), token)).toMatchObject({ sessionId: here.session.sessionId })
    expect(await findSession(at(31), here.token)).toBeUndefined()
    expect(await findSession(at(31), elsewhere.token)).toBeUndefined()
    expect(await signIn(at(31), { email: account.email, password: OTHER, device })).toMatchObject({
      done: true
    })
    expect((await eventsOf(account.id)).slice(2)).toEqual([
      'access.userKey.made',
      'access.session.ended',
      'access.password.changed'
    ])
    expect(await mailsTo(account.email)).toHaveLength(1)
  })

  test('is not changed with a wrong one, a bad one or a session that waits', async () => {
    const account = await anAccount(owner())
    const { token, session } = await aSignedIn(at(), account)
    const change = (current: string, password: string) => changePassword(at(), session, { current, password })
    expect(await change('falsch', OTHER)).toEqual({ done: false, reason: 'wrong' })
    expect(await change(PASSWORD, 'kurz')).toEqual({ done: false, reason: 'short' })
    expect(await change(PASSWORD, account.email)).toEqual({ done: false, reason: 'personal' })
    expect(await findSession(at(), token)).toBeDefined()
    const waiting = await aBegunSession(at(), account)
    expect(await changePassword(at(), waiting.session, { current: PASSWORD, password: OTHER })).toMatchObject(
      {
        reason: 'wrong'
      }
    )
  })
})

describe('showing password and second factor once more', () => {
  test('gives the session another token and the same end', async () => {
    const account = await anAccount(owner())
    const { token, session } = await aSignedIn(at(), account)
    const code = totpCode(account.totp!, start.add({ seconds: 1200 }))
    const outcome = await stepUp(at(1200), session, { password: PASSWORD, code })
    const next = outcome.done ? outcome.value.token : ''
    expect(await findSession(at(1200), token)).toBeUndefined()
    const confirmed = (await findSession(at(1200), next))!
    expect(confirmed.actor.confirmedAt).toEqual(start.add({ seconds: 1200 }))
    for (let minutes = 40; minutes < 720; minutes += 20)
      expect(await findSession(at(minutes * 60), next), `${minutes} minutes`).toBeDefined()
    expect(await findSession(at(720 * 60), next)).toBeUndefined()
    expect(await eventsOf(account.id)).toEqual([
      'access.session.started',
      'access.userKey.made',
      'access.session.confirmed'
    ])
  })

  test('takes a one-time code too, and each once', async () => {
    const account = await anAccount(owner())
    const { session } = await aSignedIn(at(), account)
    const proof = { password: PASSWORD, code: account.codes[0]! }
    const tries = await Promise.all([1, 2, 3, 4].map(() => stepUp(at(), session, proof)))
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
  })

  test('refuses what is wrong without saying which, and counts it', async () => {
    const account = await anAccount(owner())
    const { session } = await aSignedIn(at(), account)
    const code = totpCode(account.totp!, start.add({ seconds: 30 }))
    const wrong = { done: false, reason: 'wrong' }
    expect(await stepUp(at(30), session, { password: 'falsch', code })).toEqual(wrong)
    expect(await stepUp(at(30), session, { password: PASSWORD, code: '000000' })).toEqual(wrong)
    const waiting = await aBegunSession(at(30), account)
    expect(await stepUp(at(30), waiting.session, { password: PASSWORD, code })).toEqual(wrong)
    for (let n = 0; n < 3; n++) await stepUp(at(30), session, { password: 'falsch', code })
    expect(await stepUp(at(30), session, { password: PASSWORD, code })).toEqual({
      done: false,
      reason: 'slow',
      seconds: 2
    })
    expect(await stepUp(at(32), session, { password: PASSWORD, code })).toMatchObject({ done: true })
  })
})

describe('an invitation', () => {
  const anInvitation = async (email = `${crypto.randomUUID()}@verein.example`, of = organisation) => {
    const { token, hash } = makeToken()
    const now = new Date(start.epochMilliseconds)
    await queryAsOwner(
      db.owner,
      `INSERT INTO access_invitation (id, organisation_id, email, display_name, language, role, token_hash, created_at, expires_at)
       VALUES (gen_random_uuid(), $1, $2, 'Eingeladen', 'en', 'editor', $3, $4, $5)`,
      [of, email, hash, now, new Date(now.getTime() + 7 * 86_400_000)]
    )
    return { token, email }
  }
  const accept = (token: string, seconds = 0) =>
    acceptInvitation(at(seconds), { token, displayName: 'Redaktion (Beispiel)', password: OTHER, device })

  test('makes an account with its address, role and language', async () => {
    const { token, email } = await anInvitation()
    expect(await findInvitation(at(), token)).toEqual({
      organisation: 'Beispielverein',
      email,
      displayName: 'Eingeladen',
      language: 'en',
      role: 'editor'
    })
    const outcome = await accept(token)
    const session = (await findSession(at(), outcome.done ? outcome.value.token : ''))!
    expect(session).toMatchObject({
      stage: 'password',
      actor: { email, name: 'Redaktion (Beispiel)', language: 'en' }
    })
    const { rows } = await queryAsOwner(
      db.owner,
      'SELECT role, valid_from::text FROM access_role_grant WHERE account_id = $1',
      [session.accountId]
    )
    expect(rows).toEqual([{ role: 'editor', valid_from: '2026-09-15' }])
    expect(await eventsOf(session.accountId)).toEqual([
      'access.account.created',
      'access.role.granted',
      'access.userKey.made'
    ])
    expect(await findInvitation(at(), token)).toBeUndefined()
  })

  test('is used once, also by ten at once', async () => {
    const { token, email } = await anInvitation()
    const tries = await Promise.all(Array.from({ length: 10 }, () => accept(token)))
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
    const { rows } = await queryAsOwner(db.owner, 'SELECT FROM access_account WHERE email = $1', [email])
    expect(rows).toHaveLength(1)
  })

  test('is no good once it expired, was withdrawn, or belongs to another organisation', async () => {
    const expired = await anInvitation()
    expect(await findInvitation(at(7 * 86_400), expired.token)).toBeUndefined()
    expect(await accept(expired.token, 7 * 86_400)).toEqual({ done: false, reason: 'gone' })
    const withdrawn = await anInvitation()
    await queryAsOwner(db.owner, 'UPDATE access_invitation SET withdrawn_at = now() WHERE email = $1', [
      withdrawn.email
    ])
    expect(await accept(withdrawn.token)).toEqual({ done: false, reason: 'gone' })
    const foreign = await anInvitation(undefined, other)
    expect(await accept(foreign.token)).toEqual({ done: false, reason: 'gone' })
    expect(await accept(makeToken().token)).toEqual({ done: false, reason: 'gone' })
  })

  test('stays good where the password is not taken, and makes no second account of an address', async () => {
    const { token } = await anInvitation()
    const short = await acceptInvitation(at(), { token, displayName: 'X', password: 'kurz', device })
    expect(short).toEqual({ done: false, reason: 'short' })
    expect(await findInvitation(at(), token)).toBeDefined()
    const { email } = await anAccount(owner())
    const second = await anInvitation(email.toUpperCase())
    expect(await accept(second.token)).toEqual({ done: false, reason: 'gone' })
  })
})

test('what is over is deleted, and nothing else', async () => {
  const account = await anAccount(owner())
  const { token } = await aSignedIn(at(), account)
  await signIn(at(), { email: 'nobody@verein.example', password: 'falsch', device })
  expect(await forgetOldSignIns(owner(60))).toEqual({
    sessions: 0,
    drafts: 0,
    releases: 0,
    attempts: 0,
    entries: 0,
    invitations: 0
  })
  expect(await findSession(at(60), token)).toBeDefined()
  const later = await forgetOldSignIns(owner(40 * 86_400))
  expect(later.sessions).toBeGreaterThan(0)
  expect(later.attempts).toBeGreaterThan(0)
  expect(later.invitations).toBeGreaterThan(0)
  const { rows } = await queryAsOwner(db.owner, 'SELECT FROM access_session')
  expect(rows).toEqual([])
})
