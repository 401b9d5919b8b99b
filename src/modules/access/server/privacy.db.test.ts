import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, InvitationId } from '../model.ts'
import { dropPolicies } from '../testing/accessWorld.ts'
import {
  aColleague,
  aDataProtectionOfficer,
  anOpenInvitation,
  anOrganisationAdmin
} from '../testing/factories.ts'
import { disableAccount, eraseAccount, exportAccount, inviteColleague, listPeople } from './index.ts'
import { forgetFormerColleagues } from './privacy.ts'

const db = useTestDatabase()
const ADDRESS = 'einzige.adresse@example.org'
const NAME = 'Einziger Name'
let owner: Ctx
let admin: Actor
let officer: Actor

beforeAll(async () => {
  owner = db.ctx('owner', await db.addOrganisation())
  admin = await anOrganisationAdmin(owner)
  officer = await aDataProtectionOfficer(owner)
})

const as = (actor: Actor) => db.ctx('app_work', actor.organisationId, undefined, actor)
const rowsOf = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(db.owner, statement, values)).rows
const invite = (email: string) =>
  inviteColleague(
    as(admin),
    admin,
    { id: randomUUID() as InvitationId, email, name: NAME, language: 'de', role: 'editor' },
    'https://verein.example'
  )
const addReset = (accountId: AccountId) =>
  rowsOf(
    `INSERT INTO access_entry (id, organisation_id, purpose, account_id, token_hash, created_at, expires_at)
     SELECT gen_random_uuid(), organisation_id, 'resetPassword', id, sha256($1), now(), now() FROM access_account WHERE id = $2`,
    [Buffer.from(accountId), accountId]
  )
/** Everything the module's tables hold, as text; of the audit, whose ids stay, nothing. */
const everything = async () => {
  const tables = await rowsOf(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname LIKE 'access\\_%'`
  )
  const found: string[] = []
  for (const { name } of tables)
    found.push(
      ...(await rowsOf(`SELECT t::text AS row FROM ${String(name)} t`)).map(({ row }) => String(row))
    )
  return found.join('\n')
}

describe('what is stored of a person', () => {
  test('is theirs to take, and the officer’s, without secrets', async () => {
    const person = await aColleague(owner, { name: NAME, grants: [{ role: 'editor' }] })
    await addReset(person.accountId)
    const own = await exportAccount(as(person), person, person.accountId)
    const given = await exportAccount(as(officer), officer, person.accountId)
    if (!own.done || !given.done) throw new Error('The export was refused')
    expect(own.value).toMatchObject({
      account: { email: person.email, display_name: NAME },
      secondFactors: [{ kind: 'totp' }],
      sessions: [{ device: 'Firefox, Linux' }],
      roles: [{ role: 'editor', valid_from: '2026-01-01' }],
      passwordRequests: 1
    })
    expect(own.value.oneTimeCodes.length).toBeGreaterThan(0)
    expect(given.value.events).toContainEqual(
      expect.objectContaining({ event: 'access.account.exported', actor_id: person.accountId })
    )
    expect(JSON.stringify(given.value)).not.toMatch(/hash|secret|verifier|salt/)
    expect(await exportAccount(as(admin), admin, person.accountId)).toEqual({
      done: false,
      reason: 'forbidden'
    })
  })

  test('is erased with name, address and all means of sign-in, when the account is closed; ids stay', async () => {
    await invite(ADDRESS)
    const person = await aColleague(owner, { name: NAME, email: ADDRESS, grants: [{ role: 'editor' }] })
    await addReset(person.accountId)
    expect(await eraseAccount(as(admin), admin, person.accountId)).toEqual({ done: false, reason: 'open' })
    await disableAccount(as(admin), admin, person.accountId)
    expect(await everything()).toContain(ADDRESS)
    expect(await eraseAccount(as(admin), admin, person.accountId)).toEqual({ done: true, value: undefined })
    expect(await eraseAccount(as(admin), admin, person.accountId)).toEqual({ done: false, reason: 'open' })
    const left = await everything()
    expect(left).not.toContain(ADDRESS)
    expect(left).toContain(person.accountId)
    const [row] = await rowsOf('SELECT * FROM access_account WHERE id = $1', [person.accountId])
    expect(row).toMatchObject({
      state: 'erased',
      display_name: '–',
      password_verifier: null,
      password_salt: null
    })
    for (const table of ['access_second_factor', 'access_one_time_code', 'access_session', 'access_entry'])
      expect(await rowsOf(`SELECT 1 FROM ${table} WHERE account_id = $1`, [person.accountId])).toEqual([])
    expect((await listPeople(as(admin), admin)).people.map(({ id }) => id)).not.toContain(person.accountId)
    expect(await invite(ADDRESS)).toMatchObject({ done: true })
  })
})

test('of the last who looks after the organisation, and of oneself, is not erased', async () => {
  const ours = db.ctx('owner', await db.addOrganisation())
  const last = await anOrganisationAdmin(ours)
  const substitute = await aColleague(ours, {
    grants: [{ role: 'organisationAdmin', validUntil: '2026-12-31' }]
  })
  const { accountId } = last
  expect(await disableAccount(as(substitute), substitute, accountId)).toEqual({ done: false, reason: 'last' })
  expect(await eraseAccount(as(substitute), substitute, accountId)).toEqual({ done: false, reason: 'open' })
  expect(await eraseAccount(as(last), last, accountId)).toEqual({ done: false, reason: 'oneself' })
  const [row] = await rowsOf('SELECT state, email FROM access_account WHERE id = $1', [accountId])
  expect(row).toEqual({ state: 'active', email: last.email })
})

describe('without row-level security', () => {
  const open = useTestDatabase()

  test('what another organisation stored stays with it', async () => {
    const [ours, theirs] = [
      open.ctx('owner', await open.addOrganisation()),
      open.ctx('owner', await open.addOrganisation())
    ]
    const person = await aColleague(ours)
    const gone = await aColleague(theirs, { disabled: true })
    await anOpenInvitation(theirs, { email: person.email, role: 'editor' })
    await dropPolicies(open)
    const ctx = open.ctx('app_work', person.organisationId, undefined, person)
    const own = await exportAccount(ctx, person, person.accountId)
    expect(own).toMatchObject({ done: true, value: { invitations: [] } })
    await forgetFormerColleagues(
      open.ctx('app_work', person.organisationId, fixedClock('2030-01-01T03:00:00+01:00'))
    )
    const { rows } = await queryAsOwner(open.owner, 'SELECT 1 FROM access_audit_event WHERE record_id = $1', [
      gone.accountId
    ])
    expect(rows).toEqual([])
  })
})

describe('what is over', () => {
  const stateOf = async ({ accountId }: Actor) =>
    (await rowsOf('SELECT state FROM access_account WHERE id = $1', [accountId]))[0]!['state']
  const forgetAt = (iso: string) =>
    forgetFormerColleagues(db.ctx('app_work', owner.organisationId, fixedClock(iso)))

  test('is erased two years after the account was closed', async () => {
    const gone = await aColleague(owner, { disabled: true })
    const present = await aColleague(owner)
    await forgetAt('2028-09-15T03:00:00+02:00')
    expect(await stateOf(gone)).toBe('disabled')
    await forgetAt('2028-09-16T03:00:00+02:00')
    expect([await stateOf(gone), await stateOf(present)]).toEqual(['erased', 'active'])
    const events = await rowsOf('SELECT actor_id FROM access_audit_event WHERE record_id = $1', [
      gone.accountId
    ])
    expect(events).toEqual([{ actor_id: null }])
  })

  test('of another organisation stays', async () => {
    const other = db.ctx('owner', await db.addOrganisation())
    const gone = await aColleague(other, { disabled: true })
    await forgetAt('2030-01-01T03:00:00+01:00')
    expect(await stateOf(gone)).toBe('disabled')
  })
})
