import { sql } from 'kysely'
import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { TeamId } from '../model.ts'
import type { AccessTables } from './tables.ts'

/** A version of an open team's key that a colleague holds, and whether another member could open it. */
export interface HeldVersionRow {
  readonly teamId: TeamId
  readonly teamName: string
  readonly version: number
  readonly shared: boolean
}

/**
 * The versions of open teams' keys that a colleague holds on an ISO day. Shared is one that somebody else of the team holds
 * whose account is open and whose own key something opens.
 */
export const selectVersionsHeldBy = async (
  tx: Tx,
  accountId: AccountId,
  day: string
): Promise<HeldVersionRow[]> => {
  const { rows } = await sql<HeldVersionRow>`
    SELECT team.id AS "teamId", team.name AS "teamName", held.version, EXISTS (
      SELECT FROM access_team_key_wrap AS other JOIN access_account AS account ON account.id = other.account_id
      WHERE other.team_id = held.team_id AND other.version = held.version AND other.account_id <> ${accountId}
        AND account.state = 'active'
        AND EXISTS (SELECT FROM access_user_key_wrap AS way WHERE way.account_id = account.id)
        AND EXISTS (SELECT FROM access_role_grant AS role
          WHERE role.account_id = account.id AND role.team_id = team.id AND role.ended_at IS NULL
            AND role.valid_from <= ${day}::date AND coalesce(role.valid_until, 'infinity') >= ${day}::date)
    ) AS shared
    FROM access_team_key_wrap AS held JOIN access_team AS team ON team.id = held.team_id AND team.closed_at IS NULL
    WHERE held.account_id = ${accountId} AND held.organisation_id = ${ownOrganisation()}
    ORDER BY team.name, team.id, held.version`.execute(tx)
  return rows
}

/** How many invitations of a colleague wait for their answer at a moment. */
export const countInvitationsBy = async (tx: Tx, accountId: AccountId, now: Date): Promise<number> => {
  const { count } = await tx
    .$extendTables<AccessTables>()
    .selectFrom('access_invitation')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', ownOrganisation())
    .where('invited_by', '=', accountId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return count
}
