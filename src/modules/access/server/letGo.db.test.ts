import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountId, Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, TeamId } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import {
  aColleague,
  aCounsellor,
  anOrganisationAdmin,
  aTeam,
  aTeamMember,
  aUserKey
} from '../testing/factories.ts'
import {
  enableAccount,
  getPerson,
  giveDuty,
  inviteColleague,
  letGo,
  listHandover,
  nameRecoveryHolders
} from './index.ts'

const db = useTestDatabase()
let organisationId: OrganisationId
let owner: Ctx
let admin: Actor
let team: TeamId

beforeEach(async () => {
  organisationId = await db.addOrganisation(`Haus ${randomUUID()}`)
  owner = db.ctx('owner', organisationId)
  admin = await anOrganisationAdmin(owner, { name: 'Änne Admin' })
  team = await aTeam(owner, 'Team Nord')
})

const as = (actor: Actor) => db.ctx('app_work', actor.organisationId, undefined, actor)
const id = (): never => randomUUID() as never
const rowsOf = async (statement: string, values: unknown[] = []) =>
  (await queryAsOwner<Record<string, unknown>>(db.owner, statement, values)).rows
const handoverOf = async (person: { readonly accountId: AccountId }) => {
  const outcome = await listHandover(as(admin), admin, person.accountId)
  return outcome.done ? outcome.value : outcome.reason
}
/** Makes the key of a colleague one that its owner can open. */
const openable = ({ accountId }: { readonly accountId: AccountId }) =>
  rowsOf(
    `INSERT INTO access_user_key_wrap (organisation_id, account_id, way, sealed, made_at)
     VALUES ($1, $2, 'password', decode(repeat('00', 93), 'hex'), now())`,
    [organisationId, accountId]
  )

describe('what has to be handed over', () => {
  test('is nothing of who shares everything', async () => {
    const person = await aCounsellor(owner, team)
    await aCounsellor(owner, team)
    expect(await handoverOf(person)).toEqual([])
  })

  test('is a role nobody else has, a stand-in, a duty and an invitation, with their names', async () => {
    const absent = await aCounsellor(owner, await aTeam(owner, 'Team Süd'), { name: 'Anna Abwesend' })
    const [grant] = await rowsOf('SELECT team_id FROM access_role_grant WHERE account_id = $1', [
      absent.accountId
    ])
    const deputy = {
      role: 'counsellor',
      teamId: grant!['team_id'] as TeamId,
      deputyFor: absent.accountId
    } as const
    const person = await aCounsellor(owner, team, {
      grants: [{ role: 'organisationAdmin' }, { ...deputy, validUntil: '2026-12-31' }]
    })
    await giveDuty(as(admin), admin, { duty: 'mistakeReports', teamId: team })
    const invitation = {
      id: id(),
      email: 'neu@example.org',
      name: 'Nora Neu',
      language: 'de',
      role: 'editor'
    } as const
    await inviteColleague(as(person), person, invitation, 'https://verein.example')
    expect(await handoverOf(person)).toMatchObject([
      { kind: 'duty', duty: 'mistakeReports', team: { id: team, name: 'Team Nord' } },
      { kind: 'role', role: { role: 'counsellor', teamName: 'Team Nord' } },
      { kind: 'deputy', role: { deputyFor: absent.accountId, deputyForName: 'Anna Abwesend' } },
      { kind: 'invitations', count: 1 }
    ])
  })

  test('is not what somebody would take over whose account is closed', async () => {
    const person = await aCounsellor(owner, team)
    await aCounsellor(owner, team, { disabled: true })
    expect(await handoverOf(person)).toMatchObject([{ kind: 'role' }])
  })

  test('is the administration of the organisation where nobody else has it for good', async () => {
    const passing = await aColleague(owner, {
      grants: [{ role: 'organisationAdmin', validUntil: '2026-12-31' }]
    })
    const outcome = await listHandover(as(passing), passing, admin.accountId)
    expect(outcome).toEqual({ done: true, value: [{ kind: 'administration' }] })
    expect(await letGo(as(passing), passing, admin.accountId)).toEqual({ done: false, reason: 'last' })
    expect(await rowsOf('SELECT 1 FROM access_role_grant WHERE ended_at IS NOT NULL')).toEqual([])
  })

  test('is a team’s key that no other member can open', async () => {
    const holder = await aTeamMember(owner, team)
    const other = await aCounsellor(owner, team)
    const alone = [{ kind: 'teamKey', team: { id: team, name: 'Team Nord' }, recoverable: false }]
    expect(await handoverOf(holder)).toEqual(alone)

    await aUserKey(owner, other.accountId)
    await rowsOf(
      `INSERT INTO access_team_key_wrap (team_id, version, account_id, organisation_id, sealed, made_at)
       SELECT team_id, version, $2, organisation_id, sealed, made_at FROM access_team_key_wrap WHERE team_id = $1`,
      [team, other.accountId]
    )
    expect(await handoverOf(holder)).toEqual(alone)
    await openable(other)
    expect(await handoverOf(holder)).toEqual([])
    await letGo(as(admin), admin, other.accountId)
    expect(await handoverOf(holder)).toMatchObject([...alone, { kind: 'role' }])
  })

  test('is the office of a recovery holder', async () => {
    const named = [await aColleague(owner), await aColleague(owner)]
    for (const each of named) {
      await aUserKey(owner, each.accountId)
      await openable(each)
    }
    const ids = named.map(({ accountId }) => accountId)
    expect(await nameRecoveryHolders(as(admin), admin, ids)).toMatchObject({ done: true })
    expect(await handoverOf(named[0]!)).toEqual([{ kind: 'recovery', left: 1 }])
  })

  test('is told to who may close the account, of colleagues of their own organisation', async () => {
    const person = await aCounsellor(owner, team)
    const elsewhere = await aColleague(db.ctx('owner', await db.addOrganisation('Fremdes Haus')))
    expect(await listHandover(as(person), person, admin.accountId)).toEqual({
      done: false,
      reason: 'forbidden'
    })
    expect(await handoverOf(elsewhere)).toBe('missing')
    expect(await handoverOf({ accountId: id() })).toBe('missing')
    expect(await handoverOf(admin)).toBe('oneself')
  })
})

describe('who leaves', () => {
  test('has no role any more and an account that is closed, at once and once', async () => {
    const person = await aCounsellor(owner, team, {
      grants: [{ role: 'editor' }, { role: 'statistics', validFrom: '2026-12-01' }]
    })
    const gone = await Promise.all([1, 2].map(() => letGo(as(admin), admin, person.accountId)))
    expect(gone).toContainEqual({ done: true, value: undefined })
    expect(gone).toContainEqual({ done: false, reason: 'changed' })
    const grants = await rowsOf('SELECT ended_by FROM access_role_grant WHERE account_id = $1', [
      person.accountId
    ])
    expect(grants).toEqual(Array(3).fill({ ended_by: admin.accountId }))
    expect(await rowsOf('SELECT 1 FROM access_session WHERE account_id = $1', [person.accountId])).toEqual([])
    expect(await eventsAbout(db.owner, person.accountId)).toEqual([
      'access.role.ended',
      'access.role.ended',
      'access.role.ended',
      'access.account.disabled'
    ])
    await enableAccount(as(admin), admin, person.accountId)
    const found = await getPerson(as(admin), admin, person.accountId)
    expect(found.done && found.value.person).toMatchObject({ state: 'active', roles: [] })
  })

  test('is nobody who asks for themselves, is unknown or of another organisation, nor at the word of who may not', async () => {
    const person = await aCounsellor(owner, team)
    const elsewhere = await aColleague(db.ctx('owner', await db.addOrganisation('Fremdes Haus')))
    const refused = async (actor: Actor, who: AccountId) => {
      const outcome = await letGo(as(actor), actor, who)
      return !outcome.done && outcome.reason
    }
    expect(await refused(admin, admin.accountId)).toBe('oneself')
    expect(await refused(admin, elsewhere.accountId)).toBe('missing')
    expect(await refused(admin, id())).toBe('missing')
    expect(await refused(person, admin.accountId)).toBe('forbidden')
  })

  test('keeps everything where the audit fails', async () => {
    const person = await aCounsellor(owner, team)
    await rowsOf('ALTER TABLE access_audit_head RENAME TO access_audit_head_away')
    await expect(letGo(as(admin), admin, person.accountId)).rejects.toThrow('access_audit_head')
    await rowsOf('ALTER TABLE access_audit_head_away RENAME TO access_audit_head')
    const [grant] = await rowsOf('SELECT ended_at FROM access_role_grant WHERE account_id = $1', [
      person.accountId
    ])
    expect(grant).toEqual({ ended_at: null })
  })
})
