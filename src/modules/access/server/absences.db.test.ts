import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, TeamId } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import {
  aColleague,
  aCounsellor,
  aDataProtectionOfficer,
  anOrganisationAdmin,
  aTeam
} from '../testing/factories.ts'
import {
  disableAccount,
  endAbsence,
  eraseAccount,
  exportAccount,
  forgetOldAbsences,
  getPerson,
  listAbsentColleagues,
  listPeople,
  nameStandIn,
  noteAbsence
} from './index.ts'

const db = useTestDatabase()
/** The clock of the tests stands on 15 September 2026. */
const TODAY = '2026-09-15'
let owner: Ctx
let admin: Actor
let team: TeamId

beforeAll(async () => {
  owner = db.ctx('owner', await db.addOrganisation('Beispielhaus'))
  admin = await anOrganisationAdmin(owner)
  team = await aTeam(owner, 'Team Nord')
})

const as = (actor: Actor, day = TODAY) =>
  db.ctx('app_work', actor.organisationId, fixedClock(`${day}T09:00:00+02:00`), actor)
const rowsOf = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(db.owner, statement, values)).rows
const absencesOf = ({ accountId }: { readonly accountId: AccountId }) =>
  rowsOf(
    `SELECT starts_on::text AS from, ends_on::text AS until, stand_in FROM access_absence WHERE account_id = $1`,
    [accountId]
  )
const deputyRolesOf = ({ accountId }: Actor) =>
  rowsOf(
    `SELECT role, valid_from::text AS from, valid_until::text AS until FROM access_role_grant
     WHERE account_id = $1 AND deputy_for IS NOT NULL AND ended_at IS NULL ORDER BY role`,
    [accountId]
  )
const sessionsOf = async ({ accountId }: Actor) =>
  (await rowsOf('SELECT 1 FROM access_session WHERE account_id = $1', [accountId])).length
const note = (actor: Actor, { accountId }: Actor, until = '2026-09-30', from = TODAY, day = TODAY) =>
  noteAbsence(as(actor, day), actor, { accountId, from, until })
const standIn = (absent: Actor, other: { readonly accountId: AccountId }, by = admin) =>
  nameStandIn(as(by), by, { accountId: absent.accountId, standIn: other.accountId })
const seenBy = async (reader: Actor, { accountId }: Actor, day = TODAY) => {
  const found = await getPerson(as(reader, day), reader, accountId)
  return found.done && found.value.person.absence
}
const refused = (reason: string) => ({ done: false, reason })
const DONE = { done: true, value: undefined }

describe('an absence', () => {
  test('is noted by oneself, however often it is sent, and seen by everyone', async () => {
    const person = await aCounsellor(owner, team)
    const reader = await aCounsellor(owner, await aTeam(owner))
    const twice = await Promise.all([1, 2].map(() => note(person, person)))
    expect(twice).toEqual([DONE, DONE])
    expect(await absencesOf(person)).toEqual([{ from: TODAY, until: '2026-09-30', stand_in: null }])
    expect(await seenBy(reader, person)).toEqual({ from: TODAY, until: '2026-09-30' })
    const { people } = await listPeople(as(reader), reader)
    expect(people.find(({ id }) => id === person.accountId)?.absence).toBeDefined()
    expect(await seenBy(reader, person, '2026-10-01')).toBeUndefined()
    expect((await eventsAbout(db.owner, person.accountId))[0]).toBe('access.absence.noted')
  })

  test('is noted by an administrator, and changed', async () => {
    const person = await aCounsellor(owner, team)
    await note(admin, person, '2026-12-31', '2026-12-20')
    expect(await seenBy(person, person)).toEqual({ from: '2026-12-20', until: '2026-12-31' })
    expect(await note(person, person, '2027-01-06', '2026-12-20')).toEqual(DONE)
    expect(await absencesOf(person)).toMatchObject([{ until: '2027-01-06' }])
    expect(await eventsAbout(db.owner, person.accountId)).toEqual([
      'access.absence.noted',
      'access.absence.changed'
    ])
  })

  test('is refused for days that do not fit, of others, in closed accounts and elsewhere', async () => {
    const person = await aCounsellor(owner, team)
    const closed = await aCounsellor(owner, team, { disabled: true })
    const there = db.ctx('owner', await db.addOrganisation('Fremdes Haus'))
    const stranger = await aColleague(there)
    expect(await note(person, person, '2026-09-14', '2026-09-01')).toEqual(refused('over'))
    expect(await note(person, person, '2026-09-19', '2026-09-20')).toEqual(refused('order'))
    expect(await note(person, person, '2031-01-01')).toEqual(refused('long'))
    expect(await note(person, admin)).toEqual(refused('forbidden'))
    expect(await note(admin, closed)).toEqual(refused('closed'))
    expect(await note(admin, stranger)).toEqual(refused('missing'))
    expect(await note(admin, { ...admin, accountId: randomUUID() as AccountId })).toEqual(refused('missing'))
    expect(await endAbsence(as(admin), admin, stranger.accountId)).toEqual(refused('missing'))
    expect(await endAbsence(as(person), person, admin.accountId)).toEqual(refused('forbidden'))
    for (const each of [person, admin, closed, stranger]) expect(await absencesOf(each)).toEqual([])
  })

  test('is ended once: one to come is gone, of one that had begun the days stay', async () => {
    const [coming, begun] = [await aCounsellor(owner, team), await aCounsellor(owner, team)]
    await note(coming, coming, '2026-12-31', '2026-12-20')
    await note(begun, begun, '2026-09-30', '2026-09-10')
    for (const each of [coming, begun]) {
      expect(await endAbsence(as(each), each, each.accountId)).toEqual(DONE)
      expect(await endAbsence(as(each), each, each.accountId)).toEqual(refused('changed'))
    }
    expect(await absencesOf(coming)).toEqual([])
    expect(await absencesOf(begun)).toMatchObject([{ from: '2026-09-10', until: '2026-09-14' }])
    expect(await seenBy(admin, begun)).toBeUndefined()
    expect(await note(begun, begun)).toEqual(DONE)
  })

  test('is kept until a year after its last day', async () => {
    const person = await aCounsellor(owner, team)
    await note(person, person, '2026-09-20')
    await forgetOldAbsences(as(admin, '2027-09-20'))
    expect(await absencesOf(person)).toHaveLength(1)
    await forgetOldAbsences(as(admin, '2027-09-21'))
    expect(await absencesOf(person)).toEqual([])
  })

  test('holds no reason', async () => {
    const columns = await rowsOf(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'access_absence' ORDER BY 1`
    )
    expect(columns.map(({ name }) => name)).toEqual([
      'account_id',
      'ends_on',
      'id',
      'noted_at',
      'organisation_id',
      'stand_in',
      'starts_on'
    ])
  })

  test('is theirs to take and the officer’s, and goes with the account', async () => {
    const officer = await aDataProtectionOfficer(owner)
    const [person, other] = [await aCounsellor(owner, team), await aColleague(owner)]
    await note(person, person)
    await standIn(person, other)
    for (const each of [person, other]) {
      const data = await exportAccount(as(officer), officer, each.accountId)
      expect(data.done && data.value.absences).toEqual([
        expect.objectContaining({
          account_id: person.accountId,
          stand_in: other.accountId,
          ends_on: '2026-09-30'
        })
      ])
    }
    for (const { accountId } of [other, person]) {
      await disableAccount(as(admin), admin, accountId)
      await eraseAccount(as(admin), admin, accountId)
      expect(await absencesOf(person)).toEqual(
        accountId === other.accountId ? [expect.objectContaining({ stand_in: null })] : []
      )
    }
  })

  test('is not noted where the audit fails', async () => {
    const person = await aCounsellor(owner, team)
    await rowsOf('ALTER TABLE access_audit_head RENAME TO access_audit_head_away')
    await expect(note(person, person)).rejects.toThrow('access_audit_head')
    await rowsOf('ALTER TABLE access_audit_head_away RENAME TO access_audit_head')
    expect(await absencesOf(person)).toEqual([])
  })
})

describe('whoever stands in', () => {
  test('gets the roles of teams as deputy until the last day, is signed out, and is named to everyone', async () => {
    const absent = await aCounsellor(owner, team, {
      grants: [{ role: 'editor' }, { role: 'teamLead', teamId: team }]
    })
    const other = await aColleague(owner, { name: 'Esra Ersatz' })
    await note(absent, absent)
    expect(await standIn(absent, other)).toEqual(DONE)
    const days = { from: TODAY, until: '2026-09-30' }
    expect(await deputyRolesOf(other)).toEqual([
      { role: 'counsellor', ...days },
      { role: 'teamLead', ...days }
    ])
    expect(await sessionsOf(other)).toBe(0)
    expect(await seenBy(other, absent)).toEqual({
      ...days,
      standIn: { id: other.accountId, name: 'Esra Ersatz' }
    })
    expect(await eventsAbout(db.owner, other.accountId)).toEqual([
      'access.role.granted',
      'access.role.granted'
    ])
    expect(await standIn(absent, other)).toEqual(DONE)
    expect(await deputyRolesOf(other)).toHaveLength(2)
  })

  test('keeps the roles no longer than the absence', async () => {
    const [absent, other] = [await aCounsellor(owner, team), await aColleague(owner)]
    await note(absent, absent)
    await standIn(absent, other)
    await note(absent, absent, '2026-09-20')
    expect(await deputyRolesOf(other)).toMatchObject([{ until: '2026-09-20' }])
    await note(absent, absent, '2026-10-31')
    expect(await deputyRolesOf(other)).toMatchObject([{ until: '2026-09-20' }])
    await standIn(absent, other)
    expect(await deputyRolesOf(other)).toMatchObject([{ until: '2026-10-31' }])
    await endAbsence(as(absent), absent, absent.accountId)
    expect(await deputyRolesOf(other)).toEqual([])
    expect((await eventsAbout(db.owner, other.accountId)).at(-1)).toBe('access.role.ended')
  })

  test('gives way to another, and roles to come end where the absence ends before them', async () => {
    const [absent, one, other] = [
      await aCounsellor(owner, team),
      await aColleague(owner),
      await aColleague(owner)
    ]
    await note(absent, absent, '2026-10-31', '2026-10-01')
    await standIn(absent, one)
    await standIn(absent, other)
    expect(await deputyRolesOf(one)).toEqual([])
    expect(await deputyRolesOf(other)).toMatchObject([{ from: '2026-10-01' }])
    await note(absent, absent, '2026-09-20')
    expect(await deputyRolesOf(other)).toEqual([])
  })

  test('is named in the same way where there is no role to take over', async () => {
    const [absent, other] = [
      await aColleague(owner, { grants: [{ role: 'editor' }] }),
      await aColleague(owner)
    ]
    await note(absent, absent)
    expect(await standIn(absent, other)).toEqual(DONE)
    expect(await deputyRolesOf(other)).toEqual([])
    expect(await absencesOf(absent)).toMatchObject([{ stand_in: other.accountId }])
  })

  test('is named by administrators alone, and is another colleague of theirs whose account is open', async () => {
    const [absent, other] = [await aCounsellor(owner, team), await aColleague(owner)]
    const closed = await aColleague(owner, { disabled: true })
    const there = db.ctx('owner', await db.addOrganisation('Fremdes Haus'))
    const stranger = await aColleague(there)
    expect(await standIn(absent, other)).toEqual(refused('changed'))
    await note(absent, absent)
    expect(await standIn(absent, other, absent)).toEqual(refused('forbidden'))
    expect(await standIn(absent, admin)).toEqual(refused('oneself'))
    expect(await standIn(absent, absent)).toEqual(refused('deputy'))
    expect(await standIn(absent, closed)).toEqual(refused('closed'))
    expect(await standIn(absent, stranger)).toEqual(refused('standIn'))
    expect(await standIn(absent, { accountId: randomUUID() as AccountId })).toEqual(refused('standIn'))
    expect(await standIn(stranger, other)).toEqual(refused('missing'))
    expect(await absencesOf(absent)).toMatchObject([{ stand_in: null }])
  })
})

describe('who is away today', () => {
  test('is told to colleagues of the same team, by name, and to nobody else', async () => {
    const place = await aTeam(owner, 'Team West')
    const [reader, away, coming] = [
      await aCounsellor(owner, place),
      await aCounsellor(owner, place),
      await aCounsellor(owner, place)
    ]
    const stranger = await aCounsellor(owner, await aTeam(owner, 'Team Ost'))
    await note(away, away)
    await note(coming, coming, '2026-10-10', '2026-10-01')
    const seen = (actor: Actor, day = TODAY) => listAbsentColleagues(as(actor, day), actor)
    expect(await seen(reader)).toMatchObject([{ id: away.accountId, name: away.name, until: '2026-09-30' }])
    expect(await seen(reader, '2026-10-01')).toMatchObject([{ id: coming.accountId }])
    expect(await seen(away)).toEqual([])
    expect(await seen(stranger)).toEqual([])
  })
})
