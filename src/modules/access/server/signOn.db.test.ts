import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { createLog } from '#platform/log/server/log.ts'
import {
  CLIENT,
  followToCallback,
  OTHER_CLIENT,
  startOidcProvider,
  type TestOidcProvider
} from '#testing/oidcProvider.ts'
import { openMail } from '#platform/mail/server/sealedMail.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { anAccount, anOpenInvitation, aSignedIn, PASSWORD } from '../testing/factories.ts'
import {
  completeSignOn,
  createSignOnProvider,
  findSession,
  listIdentities,
  signIn,
  startAccepting,
  startLinking,
  startSignOn,
  unlinkIdentity,
  type SignOnProvider,
  type StartedSignOn
} from './index.ts'

const db = useTestDatabase()
const PUBLIC = new URL('https://help.example.org')
const BACK = 'https://help.example.org/sign-in/with/back'
const start = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
const device = 'Firefox, Linux'
let peer: TestOidcProvider
let ours: SignOnProvider
let organisation: OrganisationId
let other: OrganisationId

const at = (seconds = 0, of = organisation) =>
  db.ctx('app_auth', of, fixedClock(start.add({ seconds }).toString()))
const owner = (of = organisation) => db.ctx('owner', of)
const providerOf = (more: Partial<TestOidcProvider['settings']> = {}) =>
  createSignOnProvider({
    settings: { ...peer.settings, ...more },
    publicUrl: PUBLIC,
    log: createLog('error')
  })

beforeAll(async () => {
  peer = await startOidcProvider(BACK)
  ours = providerOf()
  organisation = await db.addOrganisation()
  other = await db.addOrganisation()
})
afterAll(() => peer.stop())

/** Goes to the provider as `subject`, and answers with what the browser then brings. */
const goThere = async ({ address, sealed }: StartedSignOn, subject: string, amr?: readonly string[]) => {
  peer.signedIn = { subject, ...(amr && { amr }) }
  const { searchParams: answer } = await followToCallback(address, BACK)
  return { sealed, answer, session: undefined as SignedIn | undefined, device }
}
const started = (
  outcome: Awaited<ReturnType<typeof startAccepting | typeof startLinking>>
): StartedSignOn => {
  if (!outcome.done) throw new Error(`Not begun: ${outcome.reason}`)
  return outcome.value
}
const begin = async (ctx: Ctx, provider = ours, back?: string) =>
  started(await startSignOn(ctx, provider, { back }))
const signOnAs = async (ctx: Ctx, subject: string, provider = ours, amr?: readonly string[]) =>
  completeSignOn(ctx, provider, await goThere(await begin(ctx, provider), subject, amr))

const link = async (ctx: Ctx, session: SignedIn, subject: string, provider = ours) => {
  const way = started(await startLinking(ctx, provider, session, '/work/profile/sign-on'))
  return completeSignOn(ctx, provider, { ...(await goThere(way, subject)), session })
}
/** An account that has linked the identity `subject`. */
const aLinked = async (subject: string, of = organisation) => {
  const account = await anAccount(owner(of))
  const { session } = await aSignedIn(at(0, of), account)
  expect(await link(at(0, of), session, subject)).toMatchObject({ done: true })
  return account
}
const eventsOf = (id: string) => eventsAbout(db.owner, id)
const countOf = async (table: 'access_account' | 'access_identity' | 'access_session') =>
  (await queryAsOwner<{ n: number }>(db.owner, `SELECT count(*)::int AS n FROM ${table}`)).rows[0]!.n

describe('sign-in through the provider', () => {
  test('waits for our second factor, in a session of its own', async () => {
    const { id } = await aLinked('anna')
    const way = await begin(at(60), ours, '/work/people?page=2')
    const outcome = await completeSignOn(at(60), ours, await goThere(way, 'anna'))
    expect(outcome).toMatchObject({
      done: true,
      value: { next: 'secondFactor', back: '/work/people?page=2' }
    })
    const { token } = outcome.done ? outcome.value : { token: '' }
    expect(await findSession(at(61), token)).toMatchObject({
      accountId: id,
      stage: 'password',
      actor: { grants: [] }
    })
    expect(await eventsOf(id)).toEqual(['access.session.started', 'access.identity.linked'])
  })

  test('asks for code, PKCE, state, nonce and a recent sign-in, and names only our own address', async () => {
    const { address } = await begin(at())
    const asked = Object.fromEntries(new URL(address).searchParams)
    expect(asked).toEqual({
      client_id: CLIENT.id,
      redirect_uri: BACK,
      response_type: 'code',
      scope: 'openid',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      max_age: '600'
    })
    expect(address).not.toContain(encodeURIComponent(CLIENT.secret))
    expect((await begin(at())).address).not.toBe(address)
  })

  test('ends the session that the browser was in', async () => {
    const account = await aLinked('bert')
    const { session, token } = await aSignedIn(at(120), account)
    const visit = await goThere(await begin(at(120)), 'bert')
    expect(await completeSignOn(at(120), ours, { ...visit, session })).toMatchObject({ done: true })
    expect(await findSession(at(120), token)).toBeUndefined()
    expect((await eventsOf(account.id)).at(-1)).toBe('access.session.ended')
  })

  test('says the same of everyone who may not come in, makes no account and slows down who asks on', async () => {
    const { id } = await aLinked('carla')
    await queryAsOwner(db.owner, "UPDATE access_account SET state = 'disabled' WHERE id = $1", [id])
    await aLinked('dora', other)
    const before = [await countOf('access_account'), await countOf('access_session')]
    for (const subject of ['carla', 'dora', 'nobody'])
      expect(await signOnAs(at(), subject), subject).toEqual({ done: false, reason: 'unknown' })
    expect([await countOf('access_account'), await countOf('access_session')]).toEqual(before)
    expect((await eventsOf(id)).at(-1)).toBe('access.signIn.failed')
    for (let more = 0; more < 4; more++) await signOnAs(at(), 'nobody')
    expect(await signOnAs(at(), 'nobody')).toMatchObject({ done: false, reason: 'slow' })
    expect(await signOnAs(at(), 'somebody-else')).toEqual({ done: false, reason: 'unknown' })
  })

  test('knows nobody by a mail address', async () => {
    const { email } = await anAccount(owner())
    expect(await signOnAs(at(), email)).toEqual({ done: false, reason: 'unknown' })
  })

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/work/../../evil',
    '/workers',
    '/work//evil.example:x',
    '/work\r\nset-cookie: a=b',
    'javascript:alert(1)',
    '/sign-in',
    `/work/${'a'.repeat(700)}`
  ])('leads back into the workspace and nowhere else: %j', async (back) => {
    await queryAsOwner(db.owner, 'DELETE FROM access_identity')
    await aLinked('emma')
    const outcome = await completeSignOn(at(), ours, await goThere(await begin(at(), ours, back), 'emma'))
    const leads = outcome.done ? outcome.value.back : ''
    expect(new URL(leads, PUBLIC).origin).toBe(PUBLIC.origin)
    expect(leads).toMatch(/^\/work(?:$|\/\/evil\.example:x$|\/\.\.)/)
  })
})

describe('a way through the provider', () => {
  test('is taken once', async () => {
    await aLinked('frida')
    const visit = await goThere(await begin(at()), 'frida')
    const all = await Promise.all([1, 2, 3].map(() => completeSignOn(at(), ours, visit)))
    expect(all.filter((one) => one.done)).toHaveLength(1)
    expect(await completeSignOn(at(), ours, visit)).toEqual({ done: false, reason: 'stale' })
  })

  test('is gone in the browser that began it, in ten minutes, to the same provider and organisation', async () => {
    await aLinked('gerd')
    const visit = await goThere(await begin(at()), 'gerd')
    const elsewhere = await begin(at())
    const stale = { done: false, reason: 'stale' }
    expect(await completeSignOn(at(), ours, { ...visit, sealed: undefined })).toEqual(stale)
    expect(await completeSignOn(at(), ours, { ...visit, sealed: elsewhere.sealed })).toEqual(stale)
    expect(await completeSignOn(at(), ours, { ...visit, sealed: `${visit.sealed}A` })).toEqual(stale)
    expect(await completeSignOn(at(), ours, { ...visit, sealed: visit.sealed.slice(2) })).toEqual(stale)
    expect(await completeSignOn(at(600), ours, visit)).toEqual(stale)
    expect(await completeSignOn(at(-1), ours, visit)).toEqual(stale)
    expect(await completeSignOn(at(0, other), ours, visit)).toEqual(stale)
    const renamed = { ...ours, issuer: 'https://login.example.org/' }
    expect(await completeSignOn(at(), renamed, visit)).toEqual(stale)
    for (const state of ['', 'x', visit.answer.get('state')!.slice(1), 'ä'.repeat(43)]) {
      const answer = new URLSearchParams(visit.answer)
      answer.set('state', state)
      expect(await completeSignOn(at(), ours, { ...visit, answer }), state).toEqual(stale)
    }
    expect(await completeSignOn(at(599), ours, visit)).toMatchObject({ done: true })
  })

  test('ends where the provider says no, or the answer is not its answer', async () => {
    await aLinked('hanna')
    const changes: ((answer: URLSearchParams) => void)[] = [
      (answer) => {
        answer.delete('code')
        answer.set('error', 'access_denied')
      },
      (answer) => answer.delete('code'),
      (answer) => answer.set('code', 'another'),
      (answer) => answer.append('code', 'another'),
      (answer) => answer.set('iss', 'https://evil.example'),
      (answer) => answer.delete('iss'),
      (answer) => answer.append('state', answer.get('state')!),
      (answer) => answer.set('response', 'a.b.c'),
      (answer) => answer.set('id_token', 'a.b.c')
    ]
    for (const change of changes) {
      const visit = await goThere(await begin(at()), 'hanna')
      change(visit.answer)
      expect(await completeSignOn(at(), ours, visit), change.toString()).toEqual({
        done: false,
        reason: 'refused'
      })
    }
  })

  test('takes no code that was given to another way or another program', async () => {
    await aLinked('ines')
    const mine = await goThere(await begin(at()), 'ines')
    const theirs = await goThere(await begin(at()), 'ines')
    mine.answer.set('code', theirs.answer.get('code')!)
    expect(await completeSignOn(at(), ours, mine)).toEqual({ done: false, reason: 'refused' })
    const another = providerOf({ clientId: OTHER_CLIENT.id, clientSecret: OTHER_CLIENT.secret })
    const foreign = await goThere(await begin(at(), another), 'ines')
    const visit = await goThere(await begin(at()), 'ines')
    visit.answer.set('code', foreign.answer.get('code')!)
    expect(await completeSignOn(at(), ours, visit)).toEqual({ done: false, reason: 'refused' })
    const wrong = providerOf({ clientSecret: 'not the secret' })
    expect(await signOnAs(at(), 'ines', wrong)).toEqual({ done: false, reason: 'refused' })
  })
})

describe('the provider’s second factor', () => {
  test('is enough where the installation says so and the token says that it was shown', async () => {
    const { id } = await aLinked('jan')
    const theirs = providerOf({ secondFactor: 'theirs' })
    const outcome = await signOnAs(at(), 'jan', theirs, ['pwd', 'otp'])
    expect(outcome).toMatchObject({ done: true, value: { next: 'in' } })
    const session = await findSession(at(), outcome.done ? outcome.value.token : '')
    expect(session).toMatchObject({ accountId: id, stage: 'full' })
    for (const amr of [['pwd'], ['pwd', 'sms'], ['otp'], []])
      expect(await signOnAs(at(), 'jan', theirs, amr)).toEqual({ done: false, reason: 'weak' })
    expect(await signOnAs(at(), 'nobody-of-jan', theirs, ['pwd'])).toEqual({ done: false, reason: 'weak' })
    expect(await signOnAs(at(), 'jan', ours, ['pwd', 'otp'])).toMatchObject({
      value: { next: 'secondFactor' }
    })
  })
})

/** The subjects of the mails to an address. */
const toldTo = async (email: string) => {
  const statement = 'SELECT id, sealed FROM platform_outbox WHERE organisation_id = $1 ORDER BY ctid'
  const { rows } = await queryAsOwner<{ id: string; sealed: Buffer }>(db.owner, statement, [organisation])
  const mails = rows.map(({ id, sealed }) => openMail(at().serverKey, organisation, id, sealed))
  return mails.filter(({ to }) => to === email).map(({ subject }) => subject)
}

describe('linking', () => {
  test('happens in the account’s own fresh session, which goes on under a new token', async () => {
    const account = await anAccount(owner())
    const { session, token } = await aSignedIn(at(), account)
    expect(await startLinking(at(601), ours, session, '/work')).toEqual({ done: false, reason: 'confirm' })
    const outcome = await link(at(), session, 'kim')
    expect(outcome).toMatchObject({ done: true, value: { next: 'linked', back: '/work/profile/sign-on' } })
    expect(await findSession(at(), token)).toBeUndefined()
    const next = await findSession(at(), outcome.done ? outcome.value.token : '')
    expect(next).toMatchObject({ sessionId: session.sessionId, stage: 'full' })
    expect(await listIdentities(at(), session)).toMatchObject([
      { issuer: peer.settings.issuer.origin, lastUsedAt: undefined }
    ])
    expect(await toldTo(account.email)).toEqual(['Anmeldung über einen Anbieter verknüpft'])
  })

  test('refuses another session, an ended one, and what is linked already', async () => {
    const [one, two] = [await anAccount(owner()), await anAccount(owner())]
    const [mine, foreign] = [await aSignedIn(at(), one), await aSignedIn(at(), two)]
    const way = started(await startLinking(at(), ours, mine.session, '/work'))
    const visit = await goThere(way, 'lena')
    expect(await completeSignOn(at(), ours, { ...visit, session: foreign.session })).toEqual({
      done: false,
      reason: 'gone'
    })
    const again = await goThere(started(await startLinking(at(), ours, mine.session, '/work')), 'lena')
    expect(await completeSignOn(at(), ours, again)).toEqual({ done: false, reason: 'gone' })
    expect(await link(at(), mine.session, 'lena')).toMatchObject({ done: true })
    expect(await link(at(), foreign.session, 'lena')).toEqual({ done: false, reason: 'taken' })
    expect(await link(at(), mine.session, 'lena-2')).toEqual({ done: false, reason: 'taken' })
    const late = await goThere(started(await startLinking(at(), ours, foreign.session, '/work')), 'mia')
    await queryAsOwner(db.owner, 'DELETE FROM access_session WHERE account_id = $1', [two.id])
    expect(await completeSignOn(at(), ours, { ...late, session: foreign.session })).toEqual({
      done: false,
      reason: 'gone'
    })
  })

  test('is undone in a fresh session; an account keeps a way in', async () => {
    const account = await aLinked('nora')
    const { session } = await aSignedIn(at(60), account)
    const { id } = (await listIdentities(at(), session))[0]!
    const stranger = await aSignedIn(at(60), await anAccount(owner()))
    expect(await unlinkIdentity(at(60), stranger.session, id)).toEqual({ done: false, reason: 'gone' })
    expect(await unlinkIdentity(at(900), session, id)).toEqual({ done: false, reason: 'confirm' })
    await queryAsOwner(
      db.owner,
      `UPDATE access_account SET password_salt = NULL, password_verifier = NULL, password_format = NULL,
        password_changed_at = NULL WHERE id = $1`,
      [account.id]
    )
    expect(await unlinkIdentity(at(60), session, id)).toEqual({ done: false, reason: 'last' })
    const kept = await aLinked('olga')
    const mine = await aSignedIn(at(60), kept)
    const linked = (await listIdentities(at(), mine.session))[0]!
    expect(await unlinkIdentity(at(60), mine.session, linked.id)).toEqual({ done: true, value: undefined })
    expect(await signOnAs(at(60), 'olga')).toEqual({ done: false, reason: 'unknown' })
    expect((await eventsOf(kept.id)).at(-1)).toBe('access.identity.unlinked')
    expect((await toldTo(kept.email)).at(-1)).toBe('Verknüpfung mit einem Anbieter gelöst')
  })
})

describe('an invitation', () => {
  test('is taken up with the identity of the provider, without a password', async () => {
    const invitation = await anOpenInvitation(owner(), { email: 'paula@verein.example', role: 'counsellor' })
    const way = started(await startAccepting(at(), ours, invitation.token))
    const outcome = await completeSignOn(at(), ours, await goThere(way, 'paula'))
    expect(outcome).toMatchObject({ done: true, value: { next: 'enrol', back: '/work' } })
    const session = await findSession(at(), outcome.done ? outcome.value.token : '')
    expect(session).toMatchObject({ stage: 'password', actor: { email: 'paula@verein.example' } })
    expect(await eventsOf(session!.accountId)).toEqual([
      'access.account.created',
      'access.role.granted',
      'access.identity.linked'
    ])
    expect(await signOnAs(at(), 'paula')).toMatchObject({ done: true })
    const credentials = { email: 'paula@verein.example', password: PASSWORD, device }
    expect(await signIn(at(), credentials)).toEqual({ done: false, reason: 'wrong' })
    expect(await startAccepting(at(), ours, invitation.token)).toEqual({ done: false, reason: 'gone' })
  })

  test('is worth nothing without its token, late, twice, or for an identity that is taken', async () => {
    expect(await startAccepting(at(), ours, 'x')).toEqual({ done: false, reason: 'gone' })
    const invitation = await anOpenInvitation(owner(), { email: 'quirin@verein.example', role: 'editor' })
    expect(await startAccepting(at(0, other), ours, invitation.token)).toEqual({
      done: false,
      reason: 'gone'
    })
    await aLinked('rosa')
    const before = await countOf('access_account')
    const taken = await goThere(started(await startAccepting(at(), ours, invitation.token)), 'rosa')
    expect(await completeSignOn(at(), ours, taken)).toEqual({ done: false, reason: 'taken' })
    const both = [
      await goThere(started(await startAccepting(at(), ours, invitation.token)), 'quirin'),
      await goThere(started(await startAccepting(at(), ours, invitation.token)), 'quirin-2')
    ]
    const late = await goThere(started(await startAccepting(at(), ours, invitation.token)), 'quirin-3')
    const outcomes = await Promise.all(both.map((visit) => completeSignOn(at(), ours, visit)))
    expect(outcomes.filter((one) => one.done)).toHaveLength(1)
    expect(outcomes.find((one) => !one.done)).toEqual({ done: false, reason: 'gone' })
    expect(await completeSignOn(at(), ours, late)).toEqual({ done: false, reason: 'gone' })
    expect(await countOf('access_account')).toBe(before + 1)
  })
})

describe('identities', () => {
  test('are seen by their organisation alone', async () => {
    await aLinked('svea')
    const seen = (of: OrganisationId) =>
      at(0, of).read(async (tx) => {
        const rows = await tx
          .$extendTables<{ access_identity: { organisation_id: string } }>()
          .selectFrom('access_identity')
          .select('organisation_id')
          .execute()
        return new Set(rows.map((row) => row.organisation_id))
      })
    expect([...(await seen(organisation))]).toEqual([organisation])
    expect([...(await seen(other))].filter((id) => id !== other)).toEqual([])
  })
})
