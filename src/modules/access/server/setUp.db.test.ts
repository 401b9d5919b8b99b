import { beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { aDemonstration, anAccount, aRealInstallation } from '../testing/factories.ts'
import {
  beginTotp,
  completeSetUp,
  enrolTotp,
  findInstallation,
  findSession,
  findSetUp,
  forgetOldSignIns,
  openSetUp,
  signIn
} from './index.ts'
import { totpCode } from './totp.ts'
import { Secret } from 'otpauth'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
const clockAt = (hours: number) => fixedClock(start.add({ hours }).toString())
const owner = (hours = 0) => db.ctx('owner', undefined, clockAt(hours))
const auth = (hours = 0, organisation?: OrganisationId) => db.ctx('app_auth', organisation, clockAt(hours))
const wish = (token: string, email = 'leitung@verein.example') => ({
  token,
  organisation: 'Beispielverein',
  displayName: 'Leitung (Beispiel)',
  email,
  password: 'vier blaue Stühle',
  language: 'de' as const,
  device: 'Firefox, Linux'
})

beforeEach(() =>
  queryAsOwner(db.owner, 'TRUNCATE access_organisation, access_installation, access_entry CASCADE')
)

describe('the set-up', () => {
  test('makes association and first administrator, who then makes a second factor', async () => {
    const { token } = (await openSetUp(owner()))!
    expect(await findSetUp(auth(), token)).toEqual({ organisation: undefined })
    const begun = await completeSetUp(auth(), wish(token))
    const installation = (await findInstallation(db.ctx('app_portal')))!
    expect(installation).toMatchObject({ name: 'Beispielverein', demo: false })
    const ctx = auth(0, installation.id)
    const session = (await findSession(ctx, begun.done ? begun.value.token : ''))!
    expect(session).toMatchObject({ stage: 'password', actor: { grants: [], name: 'Leitung (Beispiel)' } })
    const totp = await beginTotp(ctx, session)
    if (!totp.done) throw new Error(totp.reason)
    const code = totpCode(Secret.fromBase32(totp.value.secret).bytes, start)
    const enrolled = await enrolTotp(ctx, session, { factorId: totp.value.factorId, code, label: 'Telefon' })
    if (!enrolled.done) throw new Error(enrolled.reason)
    expect(enrolled.value.codes).toHaveLength(10)
    const full = (await findSession(ctx, enrolled.value.token!))!
    const { password } = wish(token)
    const again = await signIn(ctx, { email: wish(token).email, password, device: 'Firefox, Linux' })
    const later = (await findSession(ctx, again.done ? again.value.token : ''))!
    expect(full.userKey, 'a key of their own').toBeDefined()
    expect(later.userKey, 'which each sign-in opens').toEqual(full.userKey)
    expect(full.actor.grants).toEqual([{ role: 'organisationAdmin' }, { role: 'systemAdmin' }])
    const { rows } = await queryAsOwner(
      db.owner,
      'SELECT event FROM access_audit_event WHERE organisation_id = $1 ORDER BY position',
      [installation.id]
    )
    expect(rows.map(({ event }) => event as string)).toEqual([
      'access.organisation.setUp',
      'access.account.created',
      'access.role.granted',
      'access.role.granted',
      'access.userKey.made',
      'access.factor.added',
      'access.session.started'
    ])
    expect(await findSetUp(ctx, token)).toBeUndefined()
    expect(await completeSetUp(ctx, wish(token))).toEqual({ done: false, reason: 'gone' })
    expect(await openSetUp(owner())).toBeUndefined()
  })

  test('finds the association where there is one, and keeps its name', async () => {
    await aRealInstallation(owner(), 'Verein')
    const { token } = (await openSetUp(owner()))!
    expect(await findSetUp(auth(), token)).toEqual({ organisation: 'Verein' })
    expect(await completeSetUp(auth(), wish(token))).toMatchObject({ done: true })
    expect(await findInstallation(db.ctx('app_portal'))).toMatchObject({ name: 'Verein' })
  })

  test('happens once, also when twenty come at once', async () => {
    const { token } = (await openSetUp(owner()))!
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, n) => completeSetUp(auth(), wish(token, `leitung${n}@verein.example`)))
    )
    expect(tries.filter(({ done }) => done)).toHaveLength(1)
    const { rows } = await queryAsOwner(db.owner, 'SELECT email FROM access_account')
    expect(rows).toHaveLength(1)
  })

  test('has one address at a time, for a day, and keeps of it a hash alone', async () => {
    const { token: first } = (await openSetUp(owner()))!
    const { token } = (await openSetUp(owner()))!
    expect(await findSetUp(auth(), first)).toBeUndefined()
    expect(await findSetUp(auth(23), token)).toBeDefined()
    expect(await findSetUp(auth(24), token)).toBeUndefined()
    expect(await completeSetUp(auth(24), wish(token))).toEqual({ done: false, reason: 'gone' })
    for (const wrong of ['', 'x', token.slice(1), `${token}A`])
      expect(await findSetUp(auth(), wrong)).toBeUndefined()
    const { rows } = await queryAsOwner<{ text: string }>(
      db.owner,
      'SELECT access_entry::text AS text FROM access_entry'
    )
    expect(rows[0]!.text).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
    await forgetOldSignIns(owner(49))
    expect((await queryAsOwner(db.owner, 'SELECT FROM access_entry')).rows).toEqual([])
  })

  test.each([
    ['kurz', 'short'],
    ['leitung@verein.example', 'personal'],
    ['Beispielverein 2026', 'personal'],
    ['passwordpassword', 'common']
  ])('keeps its address where the password is not taken: %s', async (password, reason) => {
    const { token } = (await openSetUp(owner()))!
    expect(await completeSetUp(auth(), { ...wish(token), password })).toEqual({ done: false, reason })
    expect(await findSetUp(auth(), token)).toBeDefined()
  })

  test('keeps its address where the account is there already', async () => {
    const organisation = await aRealInstallation(owner())
    const { email } = await anAccount(db.ctx('owner', organisation))
    const { token } = (await openSetUp(owner()))!
    expect(await completeSetUp(auth(), wish(token, email.toUpperCase()))).toEqual({
      done: false,
      reason: 'taken'
    })
    expect(await findSetUp(auth(), token)).toBeDefined()
  })

  test('is open again once nobody gives roles any more', async () => {
    const organisation = await aRealInstallation(owner())
    const { id } = await anAccount(db.ctx('owner', organisation), { roles: ['organisationAdmin'] })
    expect(await openSetUp(owner())).toBeUndefined()
    await queryAsOwner(db.owner, "UPDATE access_account SET state = 'disabled' WHERE id = $1", [id])
    expect(await openSetUp(owner())).toBeDefined()
  })

  test('is not open in a demonstration', async () => {
    const { token } = (await openSetUp(owner()))!
    await aDemonstration(owner())
    expect(await completeSetUp(auth(), wish(token))).toEqual({ done: false, reason: 'gone' })
    expect(await openSetUp(owner())).toBeUndefined()
  })

  test('is seen by nobody but through its address', async () => {
    const organisation = await aRealInstallation(owner())
    await openSetUp(owner())
    for (const role of ['app_auth', 'app_work'] as const) {
      const ctx = db.ctx(role, organisation)
      const look = ctx.read(async (tx) =>
        tx.$extendTables<{ access_entry: { id: string } }>().selectFrom('access_entry').select('id').execute()
      )
      if (role === 'app_auth') expect(await look).toEqual([])
      else await expect(look).rejects.toMatchObject({ code: '42501' })
    }
  })
})
