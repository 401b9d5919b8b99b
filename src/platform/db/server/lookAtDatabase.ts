import type pg from 'pg'
import type { LastBackup } from '#platform/backup/systemRules.ts'
import { RUNNING_NAMES, versionIn } from '#platform/system/runningName.ts'
import { listApplied } from './migrate.ts'

/** What a database says of itself to its owner, whatever program migrated it. */
export interface LookedAt {
  /** As people write it, like 18.4, and as the server counts, like 180004. */
  readonly server: { readonly name: string; readonly number: number }
  readonly standby: boolean
  readonly bytes: number
  readonly applied: readonly string[]
  /** Versions of the applications that run on it now. */
  readonly running: readonly string[]
  /** True where an association is set up that is no demonstration. */
  readonly precious: boolean
  readonly backup: LastBackup | undefined
}

/** Looks at a database that no program of this version may have touched yet, and changes nothing. */
export const lookAtDatabase = async (client: pg.Client): Promise<LookedAt> => {
  const { rows } = await client.query<{
    name: string
    number: number
    standby: boolean
    bytes: string
    running: string[]
  }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS name,
       current_setting('server_version_num')::int AS number, pg_is_in_recovery() AS standby,
       pg_database_size(current_database()) AS bytes,
       ARRAY(SELECT DISTINCT application_name FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE $1 ORDER BY 1) AS running`,
    [RUNNING_NAMES]
  )
  const { name, number, standby, bytes, running } = rows[0]!
  return {
    server: { name, number },
    standby,
    bytes: Number(bytes),
    applied: await listApplied(client),
    running: running.map(versionIn),
    precious: await isPrecious(client),
    backup: await findBackup(client)
  }
}

const isThere = async (client: pg.Client, name: string) => {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `public.${name}`
  ])
  return rows[0]!.there
}

const isPrecious = async (client: pg.Client) => {
  if (!(await isThere(client, 'access_v_installation'))) return false
  const { rows } = await client.query('SELECT FROM access_v_installation WHERE NOT demo')
  return rows.length > 0
}

const findBackup = async (client: pg.Client): Promise<LastBackup | undefined> => {
  if (!(await isThere(client, 'platform_backup'))) return undefined
  const { rows } = await client.query<{ at: Date; bytes: string }>(
    'SELECT taken_at AS at, content_bytes + key_bytes AS bytes FROM platform_backup'
  )
  const last = rows[0]
  return (
    last && { takenAt: Temporal.Instant.fromEpochMilliseconds(last.at.getTime()), bytes: Number(last.bytes) }
  )
}
