import { sql } from 'kysely'
import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { RecordKeyId, TeamId } from '../../model.ts'
import type { AccessTables } from '../tables.ts'
import type { HeldTeamKey } from '../teamKeyRepository.ts'

const keys = (tx: Tx) => tx.$extendTables<AccessTables>()

/** The key of a record as it is kept. */
export interface KeptRecordKey {
  readonly id: RecordKeyId
  readonly teamId: TeamId
  readonly version: number
  readonly wrapped: Buffer
}

/** Bytes of a key that is wrapped under a team's secret. Sealed to its public half a key is longer. */
export const SETTLED = 61

/** Keeps the key of a record, of which nothing is read back: the portal may not. */
export const insertRecordKey = async (
  tx: Tx,
  { id, teamId, version, wrapped }: KeptRecordKey,
  { now, purpose = 'record' }: { readonly now: Date; readonly purpose?: 'record' | 'names' }
): Promise<void> => {
  await sql`INSERT INTO access_record_key (id, organisation_id, team_id, version, purpose, wrapped, made_at)
    VALUES (${id}, ${ownOrganisation()}, ${teamId}, ${version}, ${purpose}, ${wrapped}, ${now})`.execute(tx)
}

const recordKeys = (tx: Tx) =>
  keys(tx).selectFrom('access_record_key').select(['id', 'team_id as teamId', 'version', 'wrapped'])

/** The keys of records; a destroyed one is left out. */
export const selectRecordKeys = (tx: Tx, ids: readonly RecordKeyId[]): Promise<KeptRecordKey[]> =>
  recordKeys(tx)
    .where('id', '=', sql<RecordKeyId>`ANY(${ids}::uuid[])`)
    .execute()

/** The newest key of a team's index of names; nothing where it has none. */
export const selectNamesKey = (tx: Tx, teamId: TeamId): Promise<KeptRecordKey | undefined> =>
  recordKeys(tx)
    .where('team_id', '=', teamId)
    .where('purpose', '=', 'names')
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** What one colleague holds of these teams' keys. */
export const selectHeldBy = (
  tx: Tx,
  accountId: AccountId,
  teams: readonly TeamId[]
): Promise<(HeldTeamKey & { readonly teamId: TeamId })[]> =>
  keys(tx)
    .selectFrom('access_team_key as key')
    .innerJoin('access_team_key_wrap as wrap', (join) =>
      join.onRef('wrap.team_id', '=', 'key.team_id').onRef('wrap.version', '=', 'key.version')
    )
    .select([
      'key.team_id as teamId',
      'key.version',
      'key.public_key as publicKey',
      'wrap.account_id as accountId',
      'wrap.sealed'
    ])
    .where('wrap.account_id', '=', accountId)
    .where('key.team_id', '=', sql<TeamId>`ANY(${teams}::uuid[])`)
    .orderBy('key.version')
    .execute()

/** Destroys keys of records; answers which were there. */
export const deleteRecordKeys = async (tx: Tx, ids: readonly RecordKeyId[]): Promise<RecordKeyId[]> => {
  const rows = await keys(tx)
    .deleteFrom('access_record_key')
    .where('id', '=', sql<RecordKeyId>`ANY(${ids}::uuid[])`)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** What of a team's keys is not yet wrapped under its newest secret: of these versions, or sealed to the public half. */
const unsettled = (teamId: TeamId, newest: number, held: readonly number[]) =>
  sql<boolean>`team_id = ${teamId} AND version = ANY(${held}::integer[])
    AND (version < ${newest} OR length(wrapped) <> ${SETTLED})`

/** The teams of these that have keys to be wrapped anew. */
export const selectUnsettledTeams = async (tx: Tx, teams: readonly TeamId[]): Promise<TeamId[]> => {
  const { rows } = await sql<{ team: TeamId }>`
    SELECT newest.team_id AS team
    FROM (SELECT team_id, max(version) AS version FROM access_team_key WHERE team_id = ANY(${teams}::uuid[]) GROUP BY 1) AS newest
    WHERE EXISTS (SELECT FROM access_record_key AS key WHERE key.team_id = newest.team_id AND key.version < newest.version)
      OR EXISTS (SELECT FROM access_record_key AS key
        WHERE key.team_id = newest.team_id AND key.version = newest.version AND length(key.wrapped) > ${SETTLED})`.execute(
    tx
  )
  return rows.map(({ team }) => team)
}

interface UnsettledKeys {
  readonly teamId: TeamId
  readonly newest: number
  readonly held: readonly number[]
}

/** Keys that are to be wrapped anew, which nobody else has in hand, from an id on; they stay until the transaction ends. */
export const lockUnsettledKeys = (
  tx: Tx,
  { teamId, newest, held, after }: UnsettledKeys & { readonly after: RecordKeyId },
  limit: number
): Promise<KeptRecordKey[]> =>
  recordKeys(tx)
    .where(unsettled(teamId, newest, held))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()

/** How many keys are to be wrapped anew. */
export const countUnsettledKeys = async (
  tx: Tx,
  { teamId, newest, held }: UnsettledKeys
): Promise<number> => {
  const { left } = await keys(tx)
    .selectFrom('access_record_key')
    .select(sql<number>`count(*)::integer`.as('left'))
    .where(unsettled(teamId, newest, held))
    .executeTakeFirstOrThrow()
  return left
}

/** Keeps keys as they are wrapped under a newer secret. */
export const replaceWrapped = (
  tx: Tx,
  version: number,
  wrapped: readonly Pick<KeptRecordKey, 'id' | 'wrapped'>[]
) =>
  sql`UPDATE access_record_key AS key SET version = ${version}, wrapped = anew.wrapped
    FROM unnest(${wrapped.map(({ id }) => id)}::uuid[], ${wrapped.map((each) => each.wrapped)}::bytea[]) AS anew (id, wrapped)
    WHERE key.id = anew.id`.execute(tx)
