import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { Duty, TeamId } from '../model.ts'
import type { AccessTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<AccessTables>()

/** The open team that has a duty. */
export const selectTeamOnDuty = async (tx: Tx, duty: Duty): Promise<TeamId | undefined> => {
  const { rows } = await sql<{ team: TeamId | null }>`SELECT access_team_on_duty(${duty}) AS team`.execute(tx)
  return rows[0]?.team ?? undefined
}

/** The open teams that have duties. */
export const selectDuties = async (tx: Tx): Promise<Partial<Record<Duty, TeamId>>> => {
  const rows = await tables(tx)
    .selectFrom('access_duty as duty')
    .innerJoin('access_team as team', 'team.id', 'duty.team_id')
    .select(['duty.duty', 'duty.team_id'])
    .where('duty.organisation_id', '=', ownOrganisation())
    .where('team.closed_at', 'is', null)
    .execute()
  return Object.fromEntries(rows.map(({ duty, team_id: teamId }) => [duty, teamId]))
}

/** Gives a duty to a team, in the place of the one that had it. */
export const replaceDuty = (tx: Tx, duty: Duty, teamId: TeamId) =>
  tables(tx)
    .insertInto('access_duty')
    .values({ organisation_id: ownOrganisation(), duty, team_id: teamId })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'duty']).doUpdateSet({ team_id: teamId }))
    .execute()

/** Takes a duty from the team that has it. */
export const deleteDuty = (tx: Tx, duty: Duty) =>
  tables(tx)
    .deleteFrom('access_duty')
    .where('organisation_id', '=', ownOrganisation())
    .where('duty', '=', duty)
    .execute()
