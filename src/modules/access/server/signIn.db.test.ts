import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { aBegunSession, anAccount, aSignedIn, PASSWORD } from '../testing/factories.ts'
import {
  confirmByOneTimeCode,
  confirmByTotp,
  endOtherSessions,
  endSession,
  findSession,
  listSessions,
  signIn
} from './index.ts'
import { openAttemptAt } from './attempts.ts'
import { countPasswordWork } from './passwords/passwordWork.ts'
import { totpCode } from './totp.ts'

const db = useTestDatabase()
const START = '2026-09-15T09:10:00+02:00'
const start = Temporal.Instant.from(START)
let organisation: OrganisationId
let other: OrganisationId
/** Sign-in at some seconds after the start. */
const at = (seconds = 0, of = organisation) =>
  db.ctx('app_auth', of, fixedClock(start.add({ milliseconds: Math.round(seconds * 1000) }).toString()))
const owner = () => db.ctx('owner', organisation)
const device = 'Firefox, Linux'
const attempt = (ctx: Ctx, email: string, password = PASSWORD) => signIn(ctx, { email, password, device })
const eventsOf = (id: string) => eventsAbout(db.owner, id)

beforeAll(async () => {
  organisation = await db.addOrganisation()
  other = await db.addOrganisation()
})

describe('sign-in', () => {
  test('takes password and second factor, and opens nothing before both', async () => {
    const { id, email, totp } = await anAccount(owner(), { roles: ['counsellor', 'editor'] })
    const begun = await attempt(at(), ` ${email.toUpperCase()} `)
    expect(begun).toMatchObject({ done: true, value: { next: 'secondFactor' } })
    const { token } = begun.done ? begun.value : { token: '' }
    const waiting = (await findSession(at(), token))!
    expect(waiting).toMatchObject({ accountId: id, stage: 'password', actor: { grants: [] } })
    const confirmed = await confirmByTotp(at(), waiting, totpCode(totp!, start))
    const next = confirmed.done ? confirmed.value.token : ''
    expect(await findSession(at(), token)).toBeUndefined()
    const session = (await findSession(at(), next))!
    expect(session).toMatchObject({ stage: 'full', sessionId: waiting.sessionId })
    expect(session.actor.grants).toEqual([{ role: 'counsellor' }, { role: 'editor' }])
    expect(session.actor.confirmedAt.toString()).toBe(start.toString())
    expect(await eventsOf(id)).toEqual(['access.userKey.made', 'access.session.started'])
  })

  test('leads whoever has no second factor to making one', async () => {
    const { email } = await anAccount(owner(), { secondFactor: false })
    expect(await attempt(at(), email)).toMatchObject({ done: true, value: { next: 'enrol' } })
  })

  test('refuses what is wrong in one way, with one Argon2id each', async () => {
    const { email } = await anAccount(owner())
    const disabled = await anAccount(owner())
    await queryAsOwner(db.owner, "UPDATE access_account SET state = 'disabled' WHERE id = $1", [disabled.id])
    const elsewhere = await anAccount(db.ctx('owner', other))
    const tries = [
      [email, 'vier rote Stühle'],
      [email, ''],
      [email, 'x'.repeat(10_000)],
      ['nobody@verein.example', PASSWORD],
      [disabled.email, PASSWORD],
      [elsewhere.email, PASSWORD],
      [email.replace('e', 'е'), PASSWORD],
      [email.replace('verein', 'ｖerein'), PASSWORD],
      ['', ''],
      ['%', PASSWORD]
    ] as const
    for (const [address, password] of tries) {
      const before = countPasswordWork()
      expect(await attempt(at(), address, password), address).toEqual({ done: false, reason: 'wrong' })
      expect(countPasswordWork() - before).toBe(1)
    }
  })

  test('takes the same password however its letters are composed', async () => {
    const { email } = await anAccount(owner())
    expect(await attempt(at(), email, PASSWORD.normalize('NFD'))).toMatchObject({ done: true })
  })

  test('tells the audit of wrong attempts once an account and hour', async () => {
    const { id, email } = await anAccount(owner())
    for (const seconds of [0, 1, 2, 3599, 3600]) await attempt(at(seconds), email, 'falsch')
    expect(await eventsOf(id)).toEqual(['access.signIn.failed', 'access.signIn.failed'])
  })
})

describe('wrong attempts', () => {
  const guessesIn = async (email: string, hours: number) => {
    let [guesses, seconds] = [0, 0]
    while (seconds < hours * 3600) {
      const opened = await openAttemptAt(at(seconds), email)
      if ('done' in opened) seconds += opened.seconds
      else guesses += 1
    }
    return guesses
  }

  test.each([true, false])('slow an account down, there or not: %s', async (exists) => {
    const email = exists ? (await anAccount(owner())).email : 'nobody-else@verein.example'
    expect(await guessesIn(email, 1)).toBe(16)
    expect(await attempt(at(3600), email)).toMatchObject({ reason: 'slow' })
  })

  test('are counted one by one, however many come at once', async () => {
    const { email } = await anAccount(owner())
    const tries = await Promise.all(Array.from({ length: 15 }, () => attempt(at(), email, 'falsch')))
    const slow = tries.filter((outcome) => !outcome.done && outcome.reason === 'slow')
    expect(tries.length - slow.length).toBe(5)
  })

  test('cost no time as long as they are free, in whatever order those of one moment are counted', async () => {
    const { email } = await anAccount(owner())
    expect(await attempt(at(1), email)).toMatchObject({ done: true })
    expect(await attempt(at(0.999), email)).toMatchObject({ done: true })
    expect(await attempt(at(0.998), email, 'falsch')).toMatchObject({ reason: 'wrong' })
    expect(await attempt(at(0.997), email, 'falsch')).toMatchObject({ reason: 'wrong' })
    expect(await attempt(at(0.996), email)).toMatchObject({ done: true })
  })

  test('are forgotten once both factors were right, and not before', async () => {
    const account = await anAccount(owner())
    for (let n = 0; n < 4; n++) await attempt(at(), account.email, 'falsch')
    await attempt(at(), account.email)
    const failuresAt = async (seconds: number) => {
      const opened = await openAttemptAt(at(seconds), account.email)
      return 'done' in opened ? opened.seconds : opened.failures
    }
    expect(await failuresAt(9)).toBe(5)
    await aSignedIn(at(30), account)
    expect(await failuresAt(31)).toBe(1)
  })

  test('count for the second factor as well', async () => {
    const account = await anAccount(owner())
    const { email } = account
    const { session } = await aBegunSession(at(), account)
    const outcomes = []
    for (let n = 0; n < 6; n++) outcomes.push(await confirmByTotp(at(), session, '000000'))
    expect(outcomes.map((outcome) => !outcome.done && outcome.reason)).toEqual([
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      'slow'
    ])
    expect(await attempt(at(), email)).toMatchObject({ reason: 'slow', seconds: 2 })
    expect(await attempt(at(2), email)).toMatchObject({ done: true })
  })

  test('do not bind for longer than they may where the clock has jumped', async () => {
    const account = await anAccount(owner())
    const years = 5 * 365 * 86_400
    for (let n = 0; n < 6; n++) await attempt(at(years), account.email, 'falsch')
    expect(await attempt(at(), account.email)).toMatchObject({ done: true })
  })
})

describe('the second factor', () => {
  test('takes each code once, also from fifty who show it at once', async () => {
    const account = await anAccount(owner())
    const { totp } = account
    const { session } = await aBegunSession(at(), account)
    const code = totpCode(totp!, start)
    const tries = await Promise.all(Array.from({ length: 50 }, () => confirmByTotp(at(), session, code)))
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
    const again = await aBegunSession(at(10), account)
    expect(await confirmByTotp(at(10), again.session, code)).toMatchObject({ reason: 'wrong' })
    const earlier = totpCode(totp!, start.subtract({ seconds: 30 }))
    expect(await confirmByTotp(at(10), again.session, earlier)).toMatchObject({ reason: 'wrong' })
    const next = totpCode(totp!, start.add({ seconds: 30 }))
    expect(await confirmByTotp(at(10), again.session, next)).toMatchObject({ done: true })
  })

  test.each([
    [-60, 'wrong'],
    [-30, undefined],
    [0, undefined],
    [30, undefined],
    [60, 'wrong']
  ])('takes a code that is %i seconds off: %s', async (seconds, reason) => {
    const account = await anAccount(owner())
    const { session } = await aBegunSession(at(), account)
    const outcome = await confirmByTotp(at(), session, totpCode(account.totp!, start.add({ seconds })))
    expect(outcome.done ? undefined : outcome.reason).toBe(reason)
  })

  test('takes a one-time code once, also from twenty who show it at once', async () => {
    const account = await anAccount(owner())
    const { codes } = account
    const sessions = await Promise.all([0, 1, 2].map(() => aBegunSession(at(), account)))
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, n) => confirmByOneTimeCode(at(), sessions[n % 3]!.session, codes[0]!))
    )
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
    const { session } = await aBegunSession(at(1), account)
    expect(await confirmByOneTimeCode(at(1), session, codes[0]!)).toMatchObject({ reason: 'wrong' })
    const typed = codes[1]!.toLowerCase().replaceAll('-', ' ').replaceAll('o', '0').replaceAll('b', '8')
    expect(await confirmByOneTimeCode(at(1), session, typed)).toMatchObject({ done: true })
  })

  test("does not take another account's", async () => {
    const [one, two] = [await anAccount(owner()), await anAccount(owner())]
    const { session } = await aBegunSession(at(), one)
    expect(await confirmByTotp(at(), session, totpCode(two.totp!, start))).toMatchObject({ reason: 'wrong' })
    expect(await confirmByOneTimeCode(at(), session, two.codes[0]!)).toMatchObject({ reason: 'wrong' })
    const { session: theirs } = await aBegunSession(at(), two)
    expect(await confirmByOneTimeCode(at(), theirs, two.codes[0]!)).toMatchObject({ done: true })
  })

  test('is not asked for twice, and not of a session that has ended', async () => {
    const account = await anAccount(owner())
    const { session } = await aSignedIn(at(), account)
    expect(await confirmByOneTimeCode(at(), session, account.codes[0]!)).toMatchObject({ reason: 'wrong' })
    const waiting = await aBegunSession(at(), account)
    await endSession(at(), waiting.session, waiting.session.sessionId)
    expect(await confirmByOneTimeCode(at(), waiting.session, account.codes[0]!)).toMatchObject({
      reason: 'wrong'
    })
    const late = await aBegunSession(at(), account)
    expect(await confirmByOneTimeCode(at(300), late.session, account.codes[0]!)).toMatchObject({
      reason: 'wrong'
    })
    const inTime = await aBegunSession(at(300), account)
    expect(await confirmByOneTimeCode(at(300), inTime.session, account.codes[0]!)).toMatchObject({
      done: true
    })
  })
})

describe('a session', () => {
  test('is kept as a hash, and found by its token alone', async () => {
    const { token } = await aSignedIn(at(), await anAccount(owner()))
    const { rows } = await queryAsOwner<{ text: string }>(
      db.owner,
      'SELECT access_session::text AS text FROM access_session'
    )
    const bits = Buffer.from(token, 'base64url')
    for (const form of [token, bits.toString('hex')])
      expect(rows.some(({ text }) => text.includes(form))).toBe(false)
    expect(await findSession(at(), token)).toBeDefined()
    const last = token.at(-1)!
    const twin = token.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1)
    for (const wrong of ['', token.slice(1), `${token}A`, twin, token.toLowerCase(), 'x'.repeat(10_000)])
      expect(await findSession(at(), wrong), wrong).toBeUndefined()
  })

  test('ends after 30 minutes without a request', async () => {
    const { token } = await aSignedIn(at(), await anAccount(owner()))
    expect(await findSession(at(29 * 60), token)).toBeDefined()
    expect(await findSession(at(58 * 60), token)).toBeDefined()
    expect(await findSession(at(88 * 60), token)).toBeUndefined()
  })

  test('ends after 12 hours, whatever happens in it', async () => {
    const { token } = await aSignedIn(at(), await anAccount(owner()))
    for (let minutes = 20; minutes < 720; minutes += 20)
      expect(await findSession(at(minutes * 60), token), `${minutes} minutes`).toBeDefined()
    expect(await findSession(at(720 * 60), token)).toBeUndefined()
  })

  test('ends after five minutes while it waits for the second factor', async () => {
    const { token } = await aBegunSession(at(), await anAccount(owner()))
    expect(await findSession(at(299), token)).toBeDefined()
    expect(await findSession(at(300), token)).toBeUndefined()
  })

  test('is not made longer by a clock that is put back', async () => {
    const { token } = await aSignedIn(at(), await anAccount(owner()))
    expect(await findSession(at(600), token)).toBeDefined()
    expect(await findSession(at(-3600), token)).toBeUndefined()
    expect(await findSession(at(570), token)).toBeDefined()
    expect(await findSession(at(5 * 365 * 86_400), token)).toBeUndefined()
  })

  test('ends at once with the account', async () => {
    const { id, ...account } = await anAccount(owner())
    const { token } = await aSignedIn(at(), { id, ...account })
    await queryAsOwner(db.owner, "UPDATE access_account SET state = 'disabled' WHERE id = $1", [id])
    expect(await findSession(at(), token)).toBeUndefined()
  })

  test('is nothing to another organisation', async () => {
    const { token, session } = await aSignedIn(at(), await anAccount(owner()))
    expect(await findSession(at(0, other), token)).toBeUndefined()
    expect(await listSessions(at(0, other), session)).toEqual([])
    expect(await endSession(at(0, other), session, session.sessionId)).toEqual({
      done: false,
      reason: 'gone'
    })
    expect(
      await endOtherSessions(at(0, other), { ...session, sessionId: crypto.randomUUID() as never })
    ).toBe(0)
    expect(await findSession(at(), token)).toBeDefined()
  })

  test('is listed and ended by its owner', async () => {
    const account = await anAccount(owner())
    const stranger = await aSignedIn(at(), await anAccount(owner()))
    const [one, two, three] = [
      await aSignedIn(at(), account),
      await aSignedIn(at(30), account),
      await aSignedIn(at(60), account)
    ]
    const list = await listSessions(at(90), one.session)
    expect(list.map(({ id, current }) => [id, current])).toEqual([
      [three.session.sessionId, false],
      [two.session.sessionId, false],
      [one.session.sessionId, true]
    ])
    expect(list[0]).toMatchObject({ device, startedAt: start.add({ seconds: 60 }) })
    expect(await endSession(at(90), one.session, stranger.session.sessionId)).toMatchObject({
      reason: 'gone'
    })
    expect(await endSession(at(90), one.session, two.session.sessionId)).toMatchObject({ done: true })
    expect(await findSession(at(90), two.token)).toBeUndefined()
    expect(await endOtherSessions(at(90), one.session)).toBe(1)
    expect(await findSession(at(90), three.token)).toBeUndefined()
    expect(await findSession(at(90), one.token)).toBeDefined()
    expect(await findSession(at(90), stranger.token)).toBeDefined()
    expect(await eventsOf(account.id)).toEqual([
      'access.session.started',
      'access.session.started',
      'access.session.started',
      'access.session.ended',
      'access.session.ended'
    ])
  })
})
