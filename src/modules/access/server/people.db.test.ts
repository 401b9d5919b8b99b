import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, GrantId, Role, TeamId } from '../model.ts'
import {
  aColleague,
  aCounsellor,
  aDataProtectionOfficer,
  anOrganisationAdmin,
  aTeam,
  aTeamLead
} from '../testing/factories.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import {
  changeProfile,
  disableAccount,
  enableAccount,
  endRole,
  getPerson,
  grantRole,
  listAdministrators,
  listPeople,
  resetSecondFactors
} from './index.ts'

const db = useTestDatabase()
let organisationId: OrganisationId
let owner: Ctx
let admin: Actor
let team: TeamId

beforeAll(async () => {
  organisationId = await db.addOrganisation('Beispielhaus')
  owner = db.ctx('owner', organisationId)
  admin = await anOrganisationAdmin(owner, { name: 'Änne Admin' })
  team = await aTeam(owner, 'Team Nord')
})

const as = (actor: Actor) => db.ctx('app_work', actor.organisationId, undefined, actor)
const id = (): never => randomUUID() as never
const rowsOf = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(db.owner, statement, values)).rows
const sessionsOf = async ({ accountId }: Actor) =>
  (await rowsOf('SELECT id FROM access_session WHERE account_id = $1', [accountId])).length
const eventsOf = (record: string) => eventsAbout(db.owner, record)
const wish = (accountId: AccountId, role: Role, more: object = {}) => ({
  id: id(),
  accountId,
  role,
  validFrom: '2026-09-15',
  ...more
})
const grantsOf = async ({ accountId }: Actor) =>
  rowsOf('SELECT id, role, ended_at FROM access_role_grant WHERE account_id = $1 ORDER BY granted_at', [
    accountId
  ])

describe('colleagues', () => {
  test('are listed with what the reader may see of them, closed accounts only for those who may', async () => {
    const other = await aTeam(owner, 'Team Süd')
    const reader = await aCounsellor(owner, other, { name: 'Leo Leser' })
    const near = await aCounsellor(owner, other, { name: 'Nele Nah' })
    await aCounsellor(owner, team, { name: 'Fritz Fern' })
    await aCounsellor(owner, team, { name: 'Gisa Gegangen', disabled: true })
    const seen = await listPeople(as(reader), reader)
    const names = seen.people.map(({ name }) => name)
    expect(names).toEqual([...names].sort(new Intl.Collator('de').compare))
    expect(names).not.toContain('Gisa Gegangen')
    expect(seen.people.find(({ name }) => name === 'Fritz Fern')).toEqual({
      id: expect.any(String) as string,
      name: 'Fritz Fern',
      roles: [expect.objectContaining({ role: 'counsellor', teamId: team, teamName: 'Team Nord' })]
    })
    expect(seen.people.find(({ name }) => name === 'Nele Nah')).toMatchObject({ email: near.email })
    const all = await listPeople(as(admin), admin, { search: ' GÉGANGEN' })
    expect(all.people).toEqual([
      expect.objectContaining({ name: 'Gisa Gegangen', state: 'disabled', factors: 1 })
    ])
    const teamOnly = await listPeople(as(reader), reader, { teamId: other })
    expect(teamOnly.people.map(({ name }) => name)).toEqual(['Leo Leser', 'Nele Nah'])
    expect(await eventsOf(near.accountId)).toEqual([])
    const lists = `SELECT 1 FROM access_audit_event WHERE event = 'access.people.listed' AND actor_id = $1`
    expect(await rowsOf(lists, [reader.accountId])).toHaveLength(1)
  })

  test('are opened with their history by those who may, and that leaves an event they can see', async () => {
    const lead = await aTeamLead(owner, team)
    const person = await aCounsellor(owner, team, { name: 'Pia Person' })
    await grantRole(as(admin), admin, wish(person.accountId, 'groupLeader'))
    const byLead = await getPerson(as(lead), lead, person.accountId)
    expect(byLead.done && byLead.value).toMatchObject({
      person: { name: 'Pia Person', state: 'active' },
      may: ['people.view']
    })
    expect(byLead.done && byLead.value.history).toBeUndefined()
    const byAdmin = await getPerson(as(admin), admin, person.accountId)
    expect(byAdmin.done && byAdmin.value.history).toEqual([
      {
        event: 'access.role.granted',
        at: expect.any(Temporal.Instant) as unknown,
        by: { id: admin.accountId, name: 'Änne Admin' },
        payload: expect.objectContaining({ role: 'groupLeader', from: '2026-09-15' }) as unknown
      }
    ])
    expect(byAdmin.done && byAdmin.value.may).toContain('roles.grant')
    const own = await getPerson(as(person), person, person.accountId)
    expect(own.done && own.value.person.email).toBe(person.email)
    expect(await eventsOf(person.accountId)).toEqual([
      'access.role.granted',
      'access.account.viewed',
      'access.account.viewed'
    ])
  })

  test('change how they are called and how the workspace looks, themselves', async () => {
    const person = await aCounsellor(owner, team)
    expect(
      await changeProfile(as(person), person, {
        name: 'Neuer Name',
        language: 'en',
        theme: 'dark',
        textSize: 'large',
        keyboard: false
      })
    ).toEqual({
      done: true,
      value: undefined
    })
    const [row] = await rowsOf(
      'SELECT display_name, language, theme, text_size, keyboard FROM access_account WHERE id = $1',
      [person.accountId]
    )
    expect(row).toEqual({
      display_name: 'Neuer Name',
      language: 'en',
      theme: 'dark',
      text_size: 'large',
      keyboard: false
    })
  })

  test('who give roles are named to those who ask', async () => {
    const reader = await aCounsellor(owner, team)
    await aColleague(owner, {
      name: 'Später',
      grants: [{ role: 'organisationAdmin', validFrom: '2026-12-01' }]
    })
    await aColleague(owner, { name: 'Weg', disabled: true, grants: [{ role: 'organisationAdmin' }] })
    const names = await listAdministrators(as(reader), reader)
    expect(names).toContain('Änne Admin')
    expect(names).not.toContain('Später')
    expect(names).not.toContain('Weg')
  })

  test('are asked for by nobody but the one who acts', async () => {
    const other = await aCounsellor(owner, team)
    await expect(listPeople(as(other), admin)).rejects.toThrow('The one who asks is not the one who acts')
  })
})

describe('a role', () => {
  test('is given once, in a team and for a time, and ends the sessions of the one who gets it', async () => {
    const person = await aColleague(owner)
    const form = wish(person.accountId, 'counsellor', { teamId: team, validUntil: '2026-12-31' })
    const given = await Promise.all([1, 2].map(() => grantRole(as(admin), admin, form)))
    expect(given).toEqual([1, 2].map(() => ({ done: true, value: form.id })))
    expect(await grantsOf(person)).toHaveLength(1)
    expect(await sessionsOf(person)).toBe(0)
    expect(await eventsOf(person.accountId)).toEqual(['access.role.granted'])
  })

  test('is ended once, with the sessions of the one who had it', async () => {
    const person = await aCounsellor(owner, team)
    const [grant] = await grantsOf(person)
    const end = { accountId: person.accountId, grantId: grant!['id'] as GrantId }
    const ended = await Promise.all([1, 2].map(() => endRole(as(admin), admin, end)))
    expect(ended).toContainEqual({ done: true, value: undefined })
    expect(ended).toContainEqual({ done: false, reason: 'changed' })
    expect(await sessionsOf(person)).toBe(0)
    const stranger = await aCounsellor(owner, team)
    expect(await endRole(as(admin), admin, { ...end, accountId: stranger.accountId })).toEqual({
      done: false,
      reason: 'missing'
    })
  })

  test('is refused to oneself, to closed accounts, in closed teams, and where it does not fit', async () => {
    const person = await aCounsellor(owner, team)
    const gone = await aCounsellor(owner, team, { disabled: true })
    const officer = await aDataProtectionOfficer(owner)
    const refused = async (...args: Parameters<typeof wish>) => {
      const outcome = await grantRole(as(admin), admin, wish(...args))
      return !outcome.done && outcome.reason
    }
    expect(await refused(admin.accountId, 'systemAdmin')).toBe('oneself')
    expect(await refused(gone.accountId, 'editor')).toBe('closed')
    expect(await refused(person.accountId, 'teamLead', { teamId: id() })).toBe('team')
    expect(await refused(person.accountId, 'teamLead')).toBe('scope')
    expect(await refused(person.accountId, 'counsellor', { teamId: team })).toBe('held')
    expect(await refused(person.accountId, 'editor', { validFrom: '2026-09-14' })).toBe('days')
    expect(await refused(officer.accountId, 'systemAdmin')).toBe('conflict')
    expect(await refused(id(), 'editor')).toBe('missing')
  })

  test('holds in a centre or a team, and a deputy’s where the absent colleague has it', async () => {
    const [centreId, elsewhere] = [id(), id()]
    const absent = await aColleague(owner)
    const person = await aColleague(owner)
    const give = async (to: Actor, more: object) => {
      const outcome = await grantRole(as(admin), admin, wish(to.accountId, 'counsellor', more))
      return outcome.done || outcome.reason
    }
    expect(await give(absent, { centreId, teamId: team })).toBe('scope')
    expect(await give(absent, { centreId })).toBe(true)
    const deputy = { deputyFor: absent.accountId, validUntil: '2026-10-01' }
    expect(await give(person, { ...deputy, centreId: elsewhere })).toBe('deputy')
    expect(await give(person, { ...deputy, teamId: team })).toBe('deputy')
    expect(await give(person, { ...deputy, centreId })).toBe(true)
    const { people } = await listPeople(as(admin), admin, { search: person.name })
    const found = people.find((each) => each.id === person.accountId)
    expect(found?.roles).toMatchObject([{ role: 'counsellor', centreId, deputyFor: absent.accountId }])
  })

  test('of a deputy has a last day, and is one that the absent colleague holds', async () => {
    const absent = await aCounsellor(owner, team)
    const person = await aColleague(owner)
    const deputy = (more: object) =>
      grantRole(
        as(admin),
        admin,
        wish(person.accountId, 'counsellor', { teamId: team, deputyFor: absent.accountId, ...more })
      )
    expect(await deputy({})).toEqual({ done: false, reason: 'deputy' })
    expect(await deputy({ validUntil: '2026-10-01', role: 'teamLead' })).toEqual({
      done: false,
      reason: 'deputy'
    })
    expect(await deputy({ validUntil: '2026-10-01', deputyFor: id() })).toEqual({
      done: false,
      reason: 'deputy'
    })
    expect(await deputy({ validUntil: '2026-10-01' })).toMatchObject({ done: true })
  })
})

describe('whoever looks after the organisation', () => {
  test('is never the last to go, not even when two go at once', async () => {
    const second = await db.addOrganisation('Zweites Haus')
    const ownerOfSecond = db.ctx('owner', second)
    const [one, other] = [await anOrganisationAdmin(ownerOfSecond), await anOrganisationAdmin(ownerOfSecond)]
    await aColleague(ownerOfSecond, { grants: [{ role: 'organisationAdmin', validUntil: '2026-12-31' }] })
    const both = await Promise.all([
      disableAccount(as(one), one, other.accountId),
      disableAccount(as(other), other, one.accountId)
    ])
    expect(both.filter(({ done }) => done)).toHaveLength(1)
    expect(both).toContainEqual({ done: false, reason: 'last' })
    const left = both[0].done ? one : other
    const [grant] = await grantsOf(left)
    expect(
      await endRole(as(left), left, { accountId: left.accountId, grantId: grant!['id'] as GrantId })
    ).toEqual({
      done: false,
      reason: 'last'
    })
  })

  test('can hand over and step down', async () => {
    const one = await anOrganisationAdmin(owner)
    const [grant] = await grantsOf(one)
    const end = { accountId: one.accountId, grantId: grant!['id'] as GrantId }
    expect(await endRole(as(one), one, end)).toEqual({ done: true, value: undefined })
  })
})

describe('an account', () => {
  test('is closed with its sessions and one-time addresses, and opened again', async () => {
    const person = await aCounsellor(owner, team)
    await rowsOf(
      `INSERT INTO access_entry (id, organisation_id, purpose, account_id, token_hash, created_at, expires_at)
       VALUES ($1, $2, 'resetPassword', $3, sha256($4), now(), now())`,
      [id(), organisationId, person.accountId, Buffer.from(person.accountId)]
    )
    expect(await disableAccount(as(admin), admin, person.accountId)).toEqual({ done: true, value: undefined })
    expect(await sessionsOf(person)).toBe(0)
    expect(await rowsOf('SELECT 1 FROM access_entry WHERE account_id = $1', [person.accountId])).toEqual([])
    expect(await disableAccount(as(admin), admin, person.accountId)).toEqual({
      done: false,
      reason: 'changed'
    })
    expect(await enableAccount(as(admin), admin, person.accountId)).toEqual({ done: true, value: undefined })
    expect(await enableAccount(as(admin), admin, person.accountId)).toEqual({
      done: false,
      reason: 'changed'
    })
    expect(await eventsOf(person.accountId)).toEqual(['access.account.disabled', 'access.account.enabled'])
  })

  test('is never one’s own to close', async () => {
    expect(await disableAccount(as(admin), admin, admin.accountId)).toEqual({
      done: false,
      reason: 'oneself'
    })
    expect(await resetSecondFactors(as(admin), admin, { id: admin.accountId, mailId: id() })).toEqual({
      done: false,
      reason: 'oneself'
    })
  })

  test('loses its second factors and codes, its sessions end, and one mail says so', async () => {
    const person = await aCounsellor(owner, team)
    const form = { id: person.accountId, mailId: id() }
    expect(await resetSecondFactors(as(admin), admin, form)).toEqual({ done: true, value: undefined })
    expect(await resetSecondFactors(as(admin), admin, form)).toEqual({ done: false, reason: 'changed' })
    for (const table of ['access_second_factor', 'access_one_time_code', 'access_session'])
      expect(await rowsOf(`SELECT 1 FROM ${table} WHERE account_id = $1`, [person.accountId])).toEqual([])
    expect(await rowsOf('SELECT 1 FROM platform_outbox WHERE id = $1', [form.mailId])).toHaveLength(1)
  })

  test('stays as it was where the audit fails', async () => {
    const person = await aCounsellor(owner, team)
    await rowsOf('ALTER TABLE access_audit_head RENAME TO access_audit_head_away')
    await expect(disableAccount(as(admin), admin, person.accountId)).rejects.toThrow('access_audit_head')
    await rowsOf('ALTER TABLE access_audit_head_away RENAME TO access_audit_head')
    expect(await sessionsOf(person)).toBe(1)
  })
})
