import { sql } from 'kysely'
import type { AccountId, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { Grant, Language, SessionStage, TextSize, Theme } from '../model.ts'
import type { AccessTables } from './tables.ts'

/** A session with its account and the roles that hold on a day. */
export interface SessionRow {
  readonly id: SessionId
  readonly account_id: AccountId
  readonly stage: SessionStage
  readonly created_at: Date
  readonly seen_at: Date
  readonly ends_at: Date
  readonly confirmed_at: Date | null
  readonly user_key: Buffer | null
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly theme: Theme
  readonly text_size: TextSize
  readonly keyboard: boolean
  readonly grants: readonly Grant[]
}

/** The session of a token, while its account is active; whether it still runs is for the caller to say. One question. */
export const selectSession = async (
  tx: Tx,
  tokenHash: Buffer,
  day: Temporal.PlainDate
): Promise<SessionRow | undefined> => {
  const { rows } = await sql<SessionRow>`
    SELECT s.id, s.account_id, s.stage, s.created_at, s.seen_at, s.ends_at, s.confirmed_at, s.user_key,
      a.display_name AS name, a.email, a.language, a.theme, a.text_size, a.keyboard,
      CASE WHEN s.stage = 'full' THEN (
        SELECT coalesce(json_agg(json_strip_nulls(json_build_object('role', g.role, 'teamId', g.team_id, 'centreId', g.centre_id,
          'deputyFor', g.deputy_for)) ORDER BY g.granted_at, g.role, g.id), '[]')
        FROM access_role_grant g
        WHERE g.account_id = s.account_id AND g.ended_at IS NULL AND g.valid_from <= ${day.toString()}::date
          AND (g.valid_until IS NULL OR g.valid_until >= ${day.toString()}::date)
      ) ELSE '[]' END AS grants
    FROM access_session s JOIN access_account a ON a.id = s.account_id
    WHERE s.token_hash = ${tokenHash} AND s.organisation_id = ${ownOrganisation()} AND a.state = 'active'`.execute(
    tx
  )
  return rows[0]
}

/** The running sessions of an account, the last seen first. */
export const selectSessionsOf = (tx: Tx, accountId: AccountId, now: Date, seenAfter: Date) =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_session')
    .select(['id', 'device', 'created_at', 'seen_at'])
    .where('account_id', '=', accountId)
    .where('stage', '=', 'full')
    .where('ends_at', '>', now)
    .where('seen_at', '>', seenAfter)
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute()
