import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import {
  createSoftwareAuthenticator,
  type Otherwise,
  type SoftwareAuthenticator
} from '#testing/softwareAuthenticator.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import { aBegunSession, anAccount, aPasskey, aSignedIn, type TestAccount } from '../testing/factories.ts'
import { beginPasskey, enrolPasskey, findSession, signIn } from './index.ts'

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

/** An account with a passkey, and the authenticator that holds it. */
const withPasskey = async (of = organisation): Promise<[TestAccount, SoftwareAuthenticator]> => {
  const account = await anAccount(owner(of))
  return [account, await aPasskey(at(0, of), account, site)]
}

beforeAll(async () => {
  organisation = await db.addOrganisation()
  other = await db.addOrganisation()
})

describe('a new passkey', () => {
  test('as the first second factor completes the sign-in and brings one-time codes', async () => {
    const account = await anAccount(owner(), { secondFactor: false })
    const { token: before, session } = await aBegunSession(at(), account)
    const authenticator = createSoftwareAuthenticator(site.origin)
    const options = await begun(session)
    expect(JSON.parse(options)).toMatchObject({
      rp: { id: site.id, name: 'Anlaufstelle Organisation 1' },
      user: { name: account.email },
      attestation: 'none',
      timeout: 300_000,
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' }
    })
    const outcome = await enrolPasskey(at(1), session, site, { answer: authenticator.create(options), label })
    const { token = '', codes } = outcome.done ? outcome.value : { codes: [] }
    expect(codes).toHaveLength(10)
    expect(await findSession(at(1), before)).toBeUndefined()
    expect(await findSession(at(1), token)).toMatchObject({ stage: 'full', sessionId: session.sessionId })
    expect(await factorsOf(account.id)).toEqual([{ label, sign_count: '1', transports: ['internal'] }])
    expect(await eventsOf(account.id)).toMatchObject([
      { event: 'access.factor.added', payload: { kind: 'passkey' } },
      { event: 'access.session.started', payload: { by: 'passkey' } }
    ])
    expect(await signIn(at(2), { email: account.email, password: 'x', device: '' })).toMatchObject({
      reason: 'wrong'
    })
  })

  test('stands beside an authenticator app, and the browser is told of those that are there', async () => {
    const [account, authenticator] = await withPasskey()
    const { session } = await aSignedIn(at(60), account)
    const options = JSON.parse(await begun(session, at(60))) as { excludeCredentials: unknown }
    expect(options.excludeCredentials).toEqual([
      { id: authenticator.id, transports: ['internal'], type: 'public-key' }
    ])
    const second = createSoftwareAuthenticator(site.origin)
    const answer = second.create(JSON.stringify(options))
    expect(await enrolPasskey(at(61), session, site, { answer, label })).toEqual({
      done: true,
      value: { codes: [] }
    })
  })

  test('is not added by the password alone where there is a second factor, nor long after both were shown', async () => {
    const account = await anAccount(owner())
    const { session: waiting } = await aBegunSession(at(), account)
    expect(await beginPasskey(at(), waiting, site)).toEqual({ done: false, reason: 'gone' })
    const { session } = await aSignedIn(at(), account)
    const options = await begun(session, at(590))
    const answer = createSoftwareAuthenticator(site.origin).create(options)
    expect(await enrolPasskey(at(610), session, site, { answer, label })).toMatchObject({ reason: 'confirm' })
    expect(await beginPasskey(at(610), session, site)).toEqual({ done: false, reason: 'confirm' })
    expect(await enrolPasskey(at(600), waiting, site, { answer, label })).toMatchObject({ reason: 'gone' })
    expect(await enrolPasskey(at(600), session, site, { answer, label })).toMatchObject({ done: true })
  })

  const faults: readonly (readonly [string, Otherwise])[] = [
    ['made on another page', { origin: elsewhere.origin }],
    ['made on another port', { origin: `${site.origin}:8443` }],
    ['bound to another host', { rpId: elsewhere.id }],
    ['made inside a page of somebody else', { crossOrigin: true }],
    ['made without recognising the person', { userVerified: false }],
    ['to a challenge of its own', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['to no challenge', { challenge: '' }],
    ['that is an answer to another question', { type: 'webauthn.get' }],
    ['under another id', { id: 'AAAA' }],
    ["with a maker's certificate", { format: 'packed', certificates: [new Uint8Array(8)] }],
    ["with a maker's statement of another form", { format: 'tpm' }]
  ]
  test.each(faults)('is not taken %s', async (_, otherwise) => {
    const account = await anAccount(owner())
    const { session } = await aSignedIn(at(), account)
    const answer = createSoftwareAuthenticator(site.origin).create(await begun(session), otherwise)
    expect(await enrolPasskey(at(), session, site, { answer, label })).toMatchObject({ reason: 'wrong' })
    expect(await factorsOf(account.id)).toEqual([])
  })

  test('is taken within five minutes, once, and in the session that asked', async () => {
    const account = await anAccount(owner())
    const [{ session }, { session: sibling }] = [
      await aSignedIn(at(), account),
      await aSignedIn(at(30), account)
    ]
    const enrol = (answer: string, seconds: number, by = session) =>
      enrolPasskey(at(seconds), by, site, { answer, label })
    const make = (options: string) => createSoftwareAuthenticator(site.origin).create(options)
    const late = await begun(session)
    expect(await enrol(make(late), 300)).toMatchObject({ reason: 'wrong' })
    expect(await enrol(make(late), 10)).toMatchObject({ reason: 'wrong' })
    const options = await begun(session, at(30))
    expect(await enrol(make(options), 31, sibling)).toMatchObject({ reason: 'wrong' })
    expect(await enrol(make(options), 329)).toMatchObject({ done: true })
    expect(await enrol(make(options), 329)).toMatchObject({ reason: 'wrong' })
    expect(await factorsOf(account.id)).toHaveLength(1)
  })

  test("is nobody else's already, also not in another organisation", async () => {
    const [, authenticator] = await withPasskey()
    for (const of of [organisation, other]) {
      const { session } = await aSignedIn(at(0, of), await anAccount(owner(of)))
      const answer = authenticator.create(await begun(session, at(0, of)))
      expect(await enrolPasskey(at(0, of), session, site, { answer, label })).toMatchObject({
        reason: 'wrong'
      })
    }
  })

  test('keeps no more than five challenges a session', async () => {
    const { session } = await aSignedIn(at(), await anAccount(owner()))
    const first = await begun(session)
    for (let seconds = 1; seconds <= 5; seconds++) await begun(session, at(seconds))
    expect(
      await rows('SELECT 1 FROM access_passkey_challenge WHERE session_id = $1', session.sessionId)
    ).toHaveLength(5)
    const answer = createSoftwareAuthenticator(site.origin).create(first)
    expect(await enrolPasskey(at(6), session, site, { answer, label })).toMatchObject({ reason: 'wrong' })
  })
})
