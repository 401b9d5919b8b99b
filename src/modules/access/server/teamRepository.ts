import { sql } from 'kysely'
import type { OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { isId } from '#platform/isId.ts'
import type { AccountState, TeamId } from '../model.ts'
import type { AccessTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<AccessTables>()

/** A team with how many colleagues have a role in it on a day or later. */
export interface TeamRow {
  readonly id: TeamId
  readonly organisationId: OrganisationId
  readonly name: string
  readonly members: number
  /** Members, and those whose account is closed while their role stays written down. */
  readonly held: number
  readonly closed: boolean
}

/** The teams of the organisation, or one of them. */
export const selectTeams = async (tx: Tx, day: string, id?: TeamId): Promise<TeamRow[]> => {
  if (id !== undefined && !isId(id)) return []
  let query = tables(tx)
    .selectFrom('access_team as team')
    .select([
      'team.id',
      'team.organisation_id as organisationId',
      'team.name',
      sql<boolean>`team.closed_at IS NOT NULL`.as('closed'),
      countHolders(day, ['active']).as('members'),
      countHolders(day, ['active', 'disabled']).as('held')
    ])
  if (id !== undefined) query = query.where('team.id', '=', id)
  return query.execute()
}

const countHolders = (day: string, states: readonly AccountState[]) =>
  sql<number>`(SELECT count(DISTINCT role.account_id)::int FROM access_role_grant AS role
    JOIN access_account AS account ON account.id = role.account_id
    WHERE role.team_id = team.id AND role.ended_at IS NULL AND account.state = ANY(${states})
      AND coalesce(role.valid_until, 'infinity') >= ${day}::date)`

/** Adds a team. Answers whether it was added: an id stands for one. */
export const insertTeam = async (
  tx: Tx,
  team: { id: TeamId; organisationId: OrganisationId; name: string; at: Date }
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('access_team')
    .values({
      id: team.id,
      organisation_id: team.organisationId,
      name: team.name,
      created_at: team.at,
      closed_at: null
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Whether another open team of the organisation has this name, however it is written. */
export const isTeamNameTaken = async (
  tx: Tx,
  organisationId: OrganisationId,
  name: string,
  but: TeamId
): Promise<boolean> => {
  const row = await tables(tx)
    .selectFrom('access_team')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('closed_at', 'is', null)
    .where('id', '!=', but)
    .executeTakeFirst()
  return row !== undefined
}

/** Calls a team by another name. */
export const writeTeamName = (tx: Tx, id: TeamId, name: string): Promise<unknown> =>
  tables(tx).updateTable('access_team').set({ name }).where('id', '=', id).execute()

/** Closes a team: nobody gets a role in it any more. */
export const writeTeamClosed = (tx: Tx, id: TeamId, at: Date): Promise<unknown> =>
  tables(tx).updateTable('access_team').set({ closed_at: at }).where('id', '=', id).execute()
