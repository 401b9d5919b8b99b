import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import {
  createSoftwareAuthenticator,
  type Otherwise,
  type SoftwareAuthenticator
} from '#testing/softwareAuthenticator.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import {
  aBegunSession,
  anAccount,
  aPasskey,
  aSignedIn,
  PASSWORD,
  type TestAccount
} from '../testing/factories.ts'
import {
  beginPasskey,
  beginPasskeyCheck,
  confirmByOneTimeCode,
  confirmByPasskey,
  enrolPasskey,
  findSession,
  stepUpByPasskey
} from './index.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
const site = { id: 'hilfe.verein.example', origin: 'https://hilfe.verein.example' }
const elsewhere = { id: 'verein.test', origin: 'https://verein.test' }
const label = 'Diensthandy (Beispiel)'
let organisation: OrganisationId
let other: OrganisationId
/** Sign-in at some seconds after the start. */
const at = (seconds = 0, of = organisation) =>
  db.ctx('app_auth', of, fixedClock(start.add({ seconds }).toString()))
const owner = (of = organisation) => db.ctx('owner', of)
const rows = async <Row extends Record<string, unknown>>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row>(db.owner, statement, values)).rows
const eventsOf = (id: string) =>
  rows<{ event: string; payload: unknown }>(
    'SELECT event, payload FROM access_audit_event WHERE record_id = $1 ORDER BY position',
    id
  )
const factorsOf = (id: string) =>
  rows<{ label: string; sign_count: string; transports: string[] }>(
    "SELECT label, sign_count, transports FROM access_second_factor WHERE account_id = $1 AND kind = 'passkey'",
    id
  )

/** Options for a new passkey. */
const begun = async (session: SignedIn, ctx = at()) => {
  const outcome = await beginPasskey(ctx, session, site)
  if (!outcome.done) throw new Error(`No passkey was begun: ${outcome.reason}`)
  return outcome.value.options
}
const confirmBy = (ctx: Ctx, session: SignedIn, at: PasskeySite, answer: string) =>
  confirmByPasskey(ctx, session, at, { answer })
const asked = async (session: SignedIn, ctx = at()) => (await beginPasskeyCheck(ctx, session, site))!.options

/** An account with a passkey, and the authenticator that holds it. */
const withPasskey = async (of = organisation): Promise<[TestAccount, SoftwareAuthenticator]> => {
  const account = await anAccount(owner(of))
  return [account, await aPasskey(at(0, of), account, site)]
}

beforeAll(async () => {
  organisation = await db.addOrganisation()
  other = await db.addOrganisation()
})

describe('a passkey', () => {
  test('completes a sign-in under a new token and counts on', async () => {
    const [account, authenticator] = await withPasskey()
    const { token: before, session } = await aBegunSession(at(60), account)
    const options = await asked(session, at(60))
    expect(JSON.parse(options)).toMatchObject({
      rpId: site.id,
      userVerification: 'required',
      allowCredentials: [{ id: authenticator.id }]
    })
    const outcome = await confirmBy(at(61), session, site, authenticator.get(options))
    expect(await findSession(at(61), before)).toBeUndefined()
    expect(await findSession(at(61), outcome.done ? outcome.value.token : '')).toMatchObject({
      stage: 'full',
      sessionId: session.sessionId
    })
    expect(await factorsOf(account.id)).toMatchObject([{ sign_count: '2' }])
    expect((await eventsOf(account.id)).at(-1)).toMatchObject({
      event: 'access.session.started',
      payload: { by: 'passkey' }
    })
  })

  test('is not asked for where there is none', async () => {
    const { session } = await aBegunSession(at(), await anAccount(owner()))
    expect(await beginPasskeyCheck(at(), session, site)).toBeUndefined()
  })

  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const faults: readonly (readonly [string, Otherwise])[] = [
    ['on another page', { origin: elsewhere.origin }],
    ['on another port', { origin: `${site.origin}:8443` }],
    ['for another host', { rpId: elsewhere.id }],
    ['inside a page of somebody else', { crossOrigin: true }],
    ['without recognising the person', { userVerified: false }],
    ['for a challenge of its own', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['for another question', { type: 'webauthn.create' }],
    ['by another key', { key: stranger }],
    ['under an id that nobody has', { id: 'AAAA' }],
    ["in another account's name", { userHandle: Buffer.alloc(16, 7).toString('base64url') }]
  ]
  test.each(faults)('does not sign %s', async (_, otherwise) => {
    const [account, authenticator] = await withPasskey()
    const { session } = await aBegunSession(at(), account)
    const options = await asked(session)
    const shown = authenticator.get(options, otherwise)
    expect(await confirmBy(at(1), session, site, shown)).toEqual({ done: false, reason: 'wrong' })
    expect((await eventsOf(account.id)).at(-1)).toMatchObject({
      event: 'access.signIn.failed',
      payload: { step: 'passkey' }
    })
    if (otherwise.challenge === undefined && otherwise.crossOrigin === undefined)
      expect(await confirmBy(at(1), session, site, authenticator.get(options))).toMatchObject({
        reason: 'wrong'
      })
    const again = authenticator.get(await asked(session, at(2)))
    expect(await confirmBy(at(2), session, site, again)).toMatchObject({ done: true })
  })

  test('answers within five minutes, once, in the session that asked', async () => {
    const [account, authenticator] = await withPasskey()
    const [one, two] = [await aBegunSession(at(), account), await aBegunSession(at(), account)]
    const confirm = (session: SignedIn, seconds: number, options: string) =>
      confirmBy(at(seconds), session, site, authenticator.get(options))
    const options = await asked(one.session)
    expect(await confirm(two.session, 1, options)).toMatchObject({ reason: 'wrong' })
    const back = await asked(two.session, at(60))
    expect(await confirm(two.session, 30, back)).toMatchObject({ reason: 'wrong' })
    const late = await asked(two.session, at(-2))
    expect(await confirm(two.session, 298, late)).toMatchObject({ reason: 'wrong' })
    expect(await confirm(one.session, 299, options)).toMatchObject({ done: true })
    expect(await confirm(one.session, 299, options)).toMatchObject({ reason: 'wrong' })
    expect(
      await rows('SELECT 1 FROM access_passkey_challenge WHERE session_id = $1', one.session.sessionId)
    ).toEqual([])
  })

  test('lets one of twenty in that come at the same moment with the same answer', async () => {
    const [account, authenticator] = await withPasskey()
    const { session } = await aBegunSession(at(), account)
    const shown = authenticator.get(await asked(session))
    await queryAsOwner(db.owner, 'UPDATE access_delay SET failures = -100, next_at = last_at')
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => confirmBy(at(), session, site, shown))
    )
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1)
    const started = (await eventsOf(account.id)).filter(({ event }) => event === 'access.session.started')
    expect(started).toHaveLength(2)
  })

  test('that has counted back is refused as a copy, and the audit says so', async () => {
    const [account, authenticator] = await withPasskey()
    for (const count of [1, 0]) {
      const { session } = await aBegunSession(at(60), account)
      const shown = authenticator.get(await asked(session, at(60)), { count })
      expect(await confirmBy(at(60), session, site, shown)).toMatchObject({ reason: 'wrong' })
    }
    const events = await eventsOf(account.id)
    expect(events.filter(({ event }) => event === 'access.factor.suspected')).toHaveLength(2)
    expect(await factorsOf(account.id)).toMatchObject([{ sign_count: '1' }])
  })

  test('that never counts is taken', async () => {
    const account = await anAccount(owner())
    const authenticator = createSoftwareAuthenticator(site.origin)
    const { session } = await aSignedIn(at(), account)
    const answer = authenticator.create(await begun(session), { count: 0 })
    await enrolPasskey(at(), session, site, { answer, label })
    for (const seconds of [1, 2]) {
      const { session: waiting } = await aBegunSession(at(seconds), account)
      const shown = authenticator.get(await asked(waiting, at(seconds)), { count: 0 })
      expect(await confirmBy(at(seconds), waiting, site, shown)).toMatchObject({ done: true })
    }
  })

  test("of a colleague or of another organisation opens nobody else's account", async () => {
    const [account] = await withPasskey()
    for (const of of [organisation, other]) {
      const [, theirs] = await withPasskey(of)
      const { session } = await aBegunSession(at(), account)
      const handle = Buffer.from(account.id.replaceAll('-', ''), 'hex').toString('base64url')
      for (const userHandle of [undefined, handle]) {
        const shown = theirs.get(await asked(session), userHandle === undefined ? {} : { userHandle })
        expect(await confirmBy(at(), session, site, shown)).toMatchObject({ reason: 'wrong' })
      }
    }
    const { session } = await aBegunSession(at(), account)
    expect(await beginPasskeyCheck(at(0, other), session, site)).toBeUndefined()
  })

  test('is slowed down after five wrong answers, as codes are', async () => {
    const [account, authenticator] = await withPasskey()
    const { session } = await aBegunSession(at(), account)
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await confirmBy(at(), session, site, '{}')).toMatchObject({ reason: 'wrong' })
    const options = await asked(session)
    const shown = authenticator.get(options)
    expect(await confirmBy(at(), session, site, shown)).toEqual({
      done: false,
      reason: 'slow',
      seconds: 2
    })
    expect(await confirmByOneTimeCode(at(1), session, account.codes[0]!)).toMatchObject({ reason: 'slow' })
    expect(await confirmBy(at(2), session, site, shown)).toMatchObject({ done: true })
  })

  test('is nothing to a session that has ended or is complete', async () => {
    const [account, authenticator] = await withPasskey()
    const { session } = await aBegunSession(at(), account)
    const options = await asked(session)
    expect(await confirmBy(at(300), session, site, authenticator.get(options))).toMatchObject({
      reason: 'wrong'
    })
    expect(await beginPasskeyCheck(at(300), session, site)).toBeUndefined()
    const { session: full } = await aSignedIn(at(310), account)
    const shown = authenticator.get(await asked(full, at(310)))
    expect(await confirmBy(at(310), full, site, shown)).toMatchObject({ reason: 'wrong' })
  })
})

describe('password and passkey shown again', () => {
  test('count as fresh under a new token, and the session ends when it would have ended', async () => {
    const [account, authenticator] = await withPasskey()
    const { token: before, session } = await aSignedIn(at(60), account)
    const answer = authenticator.get(await asked(session, at(900)))
    const outcome = await stepUpByPasskey(at(901), session, site, { password: PASSWORD, answer })
    const token = outcome.done ? outcome.value.token : ''
    expect(await findSession(at(901), before)).toBeUndefined()
    const renewed = (await findSession(at(901), token))!
    expect(renewed).toMatchObject({ stage: 'full', sessionId: session.sessionId })
    expect(renewed.actor.confirmedAt).toEqual(start.add({ seconds: 901 }))
    expect((await eventsOf(account.id)).at(-1)).toMatchObject({ event: 'access.session.confirmed' })
    expect(await stepUpByPasskey(at(902), session, site, { password: PASSWORD, answer })).toMatchObject({
      reason: 'wrong'
    })
  })

  test('are both needed, and of the same account', async () => {
    const [account, authenticator] = await withPasskey()
    const [, theirs] = await withPasskey()
    const { session } = await aSignedIn(at(60), account)
    const stepUp = (password: string, answer: string) =>
      stepUpByPasskey(at(61), session, site, { password, answer })
    const options = await asked(session, at(60))
    expect(await stepUp('vier rote Stühle', authenticator.get(options))).toMatchObject({ reason: 'wrong' })
    expect(await stepUp(PASSWORD, '')).toMatchObject({ reason: 'wrong' })
    expect(await stepUp(PASSWORD, theirs.get(options))).toMatchObject({ reason: 'wrong' })
    const { session: waiting } = await aBegunSession(at(60), account)
    const shown = authenticator.get(await asked(waiting, at(60)))
    expect(await stepUpByPasskey(at(61), waiting, site, { password: PASSWORD, answer: shown })).toEqual({
      done: false,
      reason: 'wrong'
    })
    expect(await stepUp(PASSWORD, authenticator.get(await asked(session, at(60))))).toMatchObject({
      done: true
    })
  })
})

describe('challenges', () => {
  test('are seen by nobody but sign-in in their organisation', async () => {
    const [account] = await withPasskey()
    const { session } = await aBegunSession(at(), account)
    await asked(session)
    const seen = (role: 'app_auth' | 'app_work' | 'app_portal', of: OrganisationId) =>
      db.ctx(role, of).read(async (tx) => {
        const { rows: found } = await sql`SELECT 1 FROM access_passkey_challenge`.execute(tx)
        return found.length
      })
    expect(await seen('app_auth', organisation)).toBeGreaterThan(0)
    expect(await seen('app_auth', other)).toBe(0)
    for (const role of ['app_work', 'app_portal'] as const)
      await expect(seen(role, organisation)).rejects.toThrow('permission denied')
  })
})
