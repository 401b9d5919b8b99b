import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, type TestDatabase } from '#testing/testDatabase.ts'
import {
  ROLES,
  type Actor,
  type Grant,
  type GrantId,
  type InvitationId,
  type Role,
  type TeamId
} from '../model.ts'
import { inviteColleague } from '../server/index.ts'
import { insertGrant } from '../server/peopleRepository.ts'
import { nowOf } from '../server/times.ts'
import { aColleague, anOrganisationAdmin, aTeam } from './factories.ts'

/** How what someone asks about stands to them. */
export const WHERE = ['own', 'team', 'other team', 'other organisation', 'unknown'] as const
export type Where = (typeof WHERE)[number]
/** A role, held where it usually is; or none. */
export const ASKING = [...ROLES, 'nobody'] as const
export type Asking = (typeof ASKING)[number]

/** Something to ask about. What does not exist has ids all the same. */
export interface Target {
  readonly accountId: AccountId
  /** A role of that account. */
  readonly grantId: GrantId
  readonly teamId: TeamId
  readonly teamName: string
  readonly invitationId: InvitationId
}

/** Stands in every name and address of the other organisation, and nowhere else. */
export const FOREIGN_MARK = 'fremdes'

const TEAM_ROLES: readonly Role[] = ['counsellor', 'teamLead', 'mentoringCoordinator', 'groupLeader']
const ORIGIN = 'https://verein.example'

/** Two organisations, colleagues of every role in one of them, and things to ask about in both. */
export interface AccessWorld {
  readonly ours: OrganisationId
  readonly theirs: OrganisationId
  actor(asking: Asking): Actor
  ctxOf(actor: Actor): Ctx
  /** A new target that nothing was done to; `closed`: of a closed account. */
  target(asking: Asking, where: Where, closed: boolean): Promise<Target>
  /** What was done in the other organisation by anyone, and what its chain tells of others than its own. */
  foreignHarm(): Promise<string[]>
}

const unknownTarget = (): Target => {
  const ids = Array.from({ length: 4 }, () => randomUUID() as string) as [string, string, string, string]
  return {
    accountId: ids[0] as AccountId,
    grantId: ids[1] as GrantId,
    teamId: ids[2] as TeamId,
    teamName: 'Team',
    invitationId: ids[3] as InvitationId
  }
}

/** Builds the world in a test database that holds nothing yet. */
export const anAccessWorld = async (db: TestDatabase): Promise<AccessWorld> => {
  const [ours, theirs] = [
    await db.addOrganisation('Unser Haus'),
    await db.addOrganisation(`${FOREIGN_MARK} Haus`)
  ]
  const [owner, foreignOwner] = [db.ctx('owner', ours), db.ctx('owner', theirs)]
  const ctxOf = (actor: Actor) => db.ctx('app_work', actor.organisationId, undefined, actor)
  const [admin, foreignAdmin] = [
    await anOrganisationAdmin(owner),
    await anOrganisationAdmin(foreignOwner, {
      name: `${FOREIGN_MARK} Konto`,
      email: `${FOREIGN_MARK}@example.org`
    })
  ]
  const [ourTeam, otherTeam] = [await aTeam(owner), await aTeam(owner)]
  const actors = new Map<Asking, Actor>()
  for (const asking of ASKING)
    actors.set(asking, await aColleague(owner, { grants: grantsOf(asking, ourTeam) }))

  const made = async (at: Ctx, by: Actor, teamId: TeamId, closed: boolean): Promise<Target> => {
    const mark = at === foreignOwner ? FOREIGN_MARK : 'unser'
    const who = { name: `${mark} Ziel`, email: `${mark}-${randomUUID()}@example.org`, disabled: closed }
    const { accountId } = await aColleague(at, { ...who, grants: [{ role: 'groupLeader', teamId }] })
    return { accountId, ...(await madeAround(at, by, accountId, mark)) }
  }
  const madeAround = async (at: Ctx, by: Actor, accountId: AccountId, mark: string) => {
    const [grantId, invitationId] = [randomUUID() as GrantId, randomUUID() as InvitationId]
    const { organisationId } = by
    const grant = {
      role: 'translator',
      validFrom: '2026-01-01',
      grantedBy: by.accountId,
      at: nowOf(at)
    } as const
    await at.write((tx) => insertGrant(tx, { ...grant, id: grantId, accountId, organisationId }))
    const person = {
      email: `${mark}-${randomUUID()}@example.org`,
      name: mark,
      language: 'de',
      role: 'editor'
    } as const
    await inviteColleague(ctxOf(by), by, { ...person, id: invitationId }, ORIGIN)
    const teamName = `${mark} Team ${randomUUID()}`
    return { grantId, invitationId, teamName, teamId: await aTeam(at, teamName) }
  }
  return {
    ours,
    theirs,
    actor: (asking) => actors.get(asking)!,
    ctxOf,
    async target(asking, where, closed) {
      if (where === 'unknown') return unknownTarget()
      if (where === 'other organisation')
        return made(
          foreignOwner,
          foreignAdmin,
          await aTeam(foreignOwner, `${FOREIGN_MARK} ${randomUUID()}`),
          closed
        )
      if (where !== 'own') return made(owner, admin, where === 'team' ? ourTeam : otherTeam, closed)
      const { accountId } = actors.get(asking)!
      return { accountId, ...(await madeAround(owner, admin, accountId, 'unser')) }
    },
    foreignHarm: () => harmIn(db, theirs, foreignAdmin)
  }
}

const grantsOf = (asking: Asking, teamId: TeamId): Grant[] =>
  asking === 'nobody' ? [] : [TEAM_ROLES.includes(asking) ? { role: asking, teamId } : { role: asking }]

/** Every table with rows of organisations. */
export const tenantTables = async (db: TestDatabase): Promise<string[]> => {
  const { rows } = await queryAsOwner<{ name: string }>(
    db.owner,
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
     WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1`
  )
  return rows.map(({ name }) => name)
}

/** Lets every login role see every row of every organisation, as if there were no policies. */
export const dropPolicies = async (db: TestDatabase): Promise<void> => {
  for (const table of [...(await tenantTables(db)), 'access_organisation'])
    await queryAsOwner(db.owner, `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`)
}

const harmIn = async (db: TestDatabase, organisationId: OrganisationId, own: Actor) => {
  const { rows } = await queryAsOwner<{ harm: string }>(
    db.owner,
    `SELECT 'a role ended' AS harm FROM access_role_grant WHERE organisation_id = $1 AND ended_at IS NOT NULL
     UNION ALL SELECT 'a role of ours' FROM access_role_grant WHERE organisation_id = $1 AND role = 'editor'
     UNION ALL SELECT 'an invitation withdrawn' FROM access_invitation WHERE organisation_id = $1 AND withdrawn_at IS NOT NULL
     UNION ALL SELECT 'a team closed' FROM access_team WHERE organisation_id = $1 AND closed_at IS NOT NULL
     UNION ALL SELECT 'a team renamed' FROM access_team WHERE organisation_id = $1 AND name NOT LIKE '%' || $2 || '%'
     UNION ALL SELECT 'an account changed' FROM access_account AS account WHERE organisation_id = $1
       AND (state = 'erased' OR NOT EXISTS (SELECT FROM access_second_factor WHERE account_id = account.id)
         OR NOT EXISTS (SELECT FROM access_session WHERE account_id = account.id))
     UNION ALL SELECT event FROM access_audit_event WHERE organisation_id = $1 AND actor_id <> $3`,
    [organisationId, FOREIGN_MARK, own.accountId]
  )
  return rows.map(({ harm }) => harm)
}
