import { beforeAll, describe, expect, test } from 'vitest'
import { Secret } from 'otpauth'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn } from '../model.ts'
import { aBegunSession, anAccount, aSignedIn } from '../testing/factories.ts'
import {
  beginTotp,
  confirmByOneTimeCode,
  confirmByTotp,
  endSession,
  enrolTotp,
  findSession,
  listSecondFactors,
  removeSecondFactor,
  renewOneTimeCodes
} from './index.ts'
import { totpCode } from './totp.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
let organisation: OrganisationId
let other: OrganisationId
const at = (seconds = 0, of = organisation) =>
  db.ctx('app_auth', of, fixedClock(start.add({ seconds }).toString()))
const owner = () => db.ctx('owner', organisation)
const codeOf = (secret: string, seconds = 0) =>
  totpCode(Secret.fromBase32(secret).bytes, start.add({ seconds }))

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
  other = await db.addOrganisation()
})

const begin = async (session: SignedIn, seconds = 0) => {
  const begun = await beginTotp(at(seconds), session)
  if (!begun.done) throw new Error(begun.reason)
  return begun.value
}

describe('a first second factor', () => {
  test('is an app that shows its code, and gives ten one-time codes', async () => {
    const account = await anAccount(owner(), { secondFactor: false })
    const { token, session } = await aBegunSession(at(), account)
    const { factorId, secret, uri } = await begin(session)
    expect(uri).toBe(
      `otpauth://totp/Anlaufstelle%20Beispielverein:${encodeURIComponent(account.email)}` +
        `?issuer=Anlaufstelle%20Beispielverein&secret=${secret}&algorithm=SHA1&digits=6&period=30`
    )
    expect(await beginTotp(at(), session, factorId)).toMatchObject({ value: { factorId, secret, uri } })
    const wrong = await enrolTotp(at(), session, { factorId, code: '000000', label: 'Telefon' })
    expect(wrong).toEqual({ done: false, reason: 'wrong' })
    expect(await confirmByTotp(at(), session, codeOf(secret))).toMatchObject({ reason: 'wrong' })
    const enrolled = await enrolTotp(at(), session, { factorId, code: codeOf(secret), label: 'Telefon' })
    if (!enrolled.done) throw new Error(enrolled.reason)
    expect(await findSession(at(), token)).toBeUndefined()
    const full = (await findSession(at(), enrolled.value.token!))!
    expect(full.stage).toBe('full')
    expect(await listSecondFactors(at(), full)).toMatchObject({
      factors: [{ id: factorId, kind: 'totp', label: 'Telefon', createdAt: start, lastUsedAt: start }],
      codesLeft: 10
    })
    expect(new Set(enrolled.value.codes).size).toBe(10)
    for (const code of enrolled.value.codes) expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/)
    const again = await aBegunSession(at(10), account)
    expect(await confirmByTotp(at(10), again.session, codeOf(secret))).toMatchObject({ reason: 'wrong' })
    expect(await confirmByOneTimeCode(at(10), again.session, enrolled.value.codes[3]!)).toMatchObject({
      done: true
    })
  })

  test('keeps its secret sealed, and its codes as hashes', async () => {
    const account = await anAccount(owner(), { secondFactor: false })
    const { session } = await aBegunSession(at(), account)
    const { factorId, secret } = await begin(session)
    const enrolled = await enrolTotp(at(), session, { factorId, code: codeOf(secret), label: 'App' })
    const codes = enrolled.done ? enrolled.value.codes : []
    const { rows } = await queryAsOwner<{ text: string }>(
      db.owner,
      'SELECT access_second_factor::text AS text FROM access_second_factor UNION ALL SELECT access_one_time_code::text FROM access_one_time_code'
    )
    const secrets = [secret, ...codes].map((text) =>
      Secret.fromBase32(text.replaceAll('-', '')).hex.toLowerCase()
    )
    for (const hex of secrets) expect(rows.some(({ text }) => text.includes(hex))).toBe(false)
  })

  test('is made once, also when two sessions make one at the same moment', async () => {
    const account = await anAccount(owner(), { secondFactor: false })
    const [one, two] = [await aBegunSession(at(), account), await aBegunSession(at(), account)]
    const [first, second] = [await begin(one.session), await begin(two.session)]
    const tries = await Promise.all([
      enrolTotp(at(), one.session, { factorId: first.factorId, code: codeOf(first.secret), label: 'A' }),
      enrolTotp(at(), two.session, { factorId: second.factorId, code: codeOf(second.secret), label: 'B' })
    ])
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
    expect(tries.find(({ done }) => !done)).toEqual({ done: false, reason: 'gone' })
  })

  test('takes 15 minutes at most, and belongs to its account alone', async () => {
    const account = await anAccount(owner(), { secondFactor: false })
    const { session } = await aBegunSession(at(), account)
    const { factorId, secret } = await begin(session)
    const stranger = await aBegunSession(at(), await anAccount(owner(), { secondFactor: false }))
    const enrolment = { factorId, code: codeOf(secret), label: 'App' }
    expect(await enrolTotp(at(), stranger.session, enrolment)).toEqual({ done: false, reason: 'gone' })
    for (const named of [factorId, 'keine-kennung']) {
      const begun = await beginTotp(at(), stranger.session, named)
      expect(begun.done && begun.value.factorId).toMatch(/^[0-9a-f-]{36}$/)
      expect(begun).not.toMatchObject({ value: { factorId } })
    }
    expect(await enrolTotp(at(0, other), session, enrolment)).toEqual({ done: false, reason: 'gone' })
    await queryAsOwner(
      db.owner,
      "UPDATE access_second_factor SET created_at = created_at - interval '15 min' WHERE id = $1",
      [factorId]
    )
    expect(await enrolTotp(at(), session, enrolment)).toEqual({ done: false, reason: 'gone' })
  })
})

describe('whoever knows the password alone', () => {
  test('adds no second factor to an account that has one, and changes none', async () => {
    const account = await anAccount(owner())
    const { session } = await aBegunSession(at(), account)
    const gone = { done: false, reason: 'gone' }
    expect(await beginTotp(at(), session)).toEqual(gone)
    expect(await renewOneTimeCodes(at(), session)).toEqual(gone)
    const { factors } = await listSecondFactors(at(), session)
    expect(await removeSecondFactor(at(), session, factors[0]!.id)).toEqual(gone)
  })

  test('cannot use what was begun before the account had one', async () => {
    const account = await anAccount(owner(), { secondFactor: false })
    const early = await aBegunSession(at(), account)
    const begun = await begin(early.session)
    const { session } = await aBegunSession(at(), account)
    const own = await begin(session)
    await enrolTotp(at(), session, { factorId: own.factorId, code: codeOf(own.secret), label: 'App' })
    const late = await enrolTotp(at(), early.session, {
      factorId: begun.factorId,
      code: codeOf(begun.secret),
      label: 'App'
    })
    expect(late).toEqual({ done: false, reason: 'gone' })
  })
})

describe('a signed-in person', () => {
  test('adds and removes apps, but never the last one', async () => {
    const account = await anAccount(owner())
    const { token, session } = await aSignedIn(at(), account)
    const { factorId, secret } = await begin(session)
    const added = await enrolTotp(at(), session, { factorId, code: codeOf(secret), label: 'Zweites Telefon' })
    expect(added).toEqual({ done: true, value: { codes: [] } })
    expect(await findSession(at(), token)).toBeDefined()
    const { factors } = await listSecondFactors(at(), session)
    expect(factors.map(({ label }) => label).sort()).toEqual(['App', 'Zweites Telefon'])
    const [first, second] = factors.map(({ id }) => id)
    const both = await Promise.all([
      removeSecondFactor(at(), session, first!),
      removeSecondFactor(at(), session, second!)
    ])
    expect(both.filter(({ done }) => done)).toHaveLength(1)
    expect(both.find(({ done }) => !done)).toEqual({ done: false, reason: 'last' })
    expect(await removeSecondFactor(at(), session, crypto.randomUUID())).toEqual({
      done: false,
      reason: 'gone'
    })
  })

  test("removes nobody else's", async () => {
    const [one, two] = [
      await aSignedIn(at(), await anAccount(owner())),
      await aSignedIn(at(), await anAccount(owner()))
    ]
    const { factors } = await listSecondFactors(at(), two.session)
    expect(await removeSecondFactor(at(), one.session, factors[0]!.id)).toEqual({
      done: false,
      reason: 'gone'
    })
    expect((await listSecondFactors(at(0, other), two.session)).factors).toEqual([])
  })

  test('renews one-time codes, and the earlier ones are worth nothing', async () => {
    const account = await anAccount(owner())
    const { session } = await aSignedIn(at(), account)
    const renewed = await renewOneTimeCodes(at(), session)
    const codes = renewed.done ? renewed.value.codes : []
    expect(codes).toHaveLength(10)
    const waiting = await aBegunSession(at(), account)
    expect(await confirmByOneTimeCode(at(), waiting.session, account.codes[0]!)).toMatchObject({
      reason: 'wrong'
    })
    expect(await confirmByOneTimeCode(at(), waiting.session, codes[0]!)).toMatchObject({ done: true })
    expect(await listSecondFactors(at(), session)).toMatchObject({ codesLeft: 9 })
  })

  test('shows password and second factor first where that is ten minutes ago', async () => {
    const { session } = await aSignedIn(at(), await anAccount(owner()))
    const confirm = { done: false, reason: 'confirm' }
    const { factors } = await listSecondFactors(at(601), session)
    expect(await beginTotp(at(601), session)).toEqual(confirm)
    expect(await renewOneTimeCodes(at(601), session)).toEqual(confirm)
    expect(await removeSecondFactor(at(601), session, factors[0]!.id)).toEqual(confirm)
    expect(await renewOneTimeCodes(at(600), session)).toMatchObject({ done: true })
  })

  test('changes nothing any more in a session that has ended', async () => {
    const { session } = await aSignedIn(at(), await anAccount(owner()))
    await endSession(at(), session, session.sessionId)
    const gone = { done: false, reason: 'gone' }
    expect(await renewOneTimeCodes(at(), session)).toEqual(gone)
    const factorId = crypto.randomUUID()
    expect(await enrolTotp(at(), session, { factorId, code: '000000', label: 'App' })).toEqual(gone)
  })
})
