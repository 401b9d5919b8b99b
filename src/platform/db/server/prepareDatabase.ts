import type pg from 'pg'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { installJobs } from '#platform/jobs/server/installJobs.ts'
import { compareMigrations } from '#platform/system/systemRules.ts'
import { OLDEST_SERVER } from '#platform/system/updateRules.ts'
import type { OwnerConnection } from './connection.ts'
import { createClient } from './createClient.ts'
import { knownMigrations, listApplied, migrateToLatest } from './migrate.ts'
import { ensureRoles } from './roles.ts'

/** Serialises set-up between processes that start at the same time; any constant of our own will do. */
const SETUP_LOCK = 7_361_001

/**
 * Brings a reachable PostgreSQL to what the program needs: version and encoding checked, login roles made,
 * migrations applied, the job queue made, each exactly once also when several processes start together. `beforeMigrating` is awaited
 * before migrations are applied to a database that has some already; what it throws leaves them undone.
 * Refuses in one line an unreachable, too old or wrongly encoded database, and one that a newer program migrated.
 */
export const prepareDatabase = async (
  owner: OwnerConnection,
  beforeMigrating: (pending: readonly string[]) => Promise<void> = () => Promise.resolve()
): Promise<{ applied: readonly string[] }> => {
  const client = await connectForSetUp(owner)
  try {
    const found = await listApplied(client)
    const { missing, unknown } = compareMigrations(found, await knownMigrations())
    if (found.length > 0 && missing.length > 0 && unknown.length === 0) await beforeMigrating(missing)
    const applied = await migrateToLatest(owner)
    await installJobs(client, owner)
    return { applied }
  } finally {
    await client.end()
  }
}

/**
 * A connection of the owner's to a server that is checked and has the login roles. While it is open, nobody else sets
 * the database up. Refuses in one line an unreachable, too old or wrongly encoded database.
 */
export const connectForSetUp = async (owner: OwnerConnection): Promise<pg.Client> => {
  const client = await connectAsOwner(owner)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [SETUP_LOCK])
    await checkServer(client)
    await ensureRoles(client, owner)
    return client
  } catch (fault) {
    await client.end()
    throw fault
  }
}

/** A connection of the owner's. Refuses with one line that says what is wrong, without the password. */
export const connectAsOwner = async (owner: OwnerConnection): Promise<pg.Client> => {
  const client = createClient({ ...owner, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return client
  } catch (fault) {
    const code = (fault as { code?: string }).code ?? ''
    throw new SetupFault(
      `The database ${owner.database} on ${owner.host} ${whyNot[code] ?? `does not answer (${code || 'no reason given'}): check DATABASE_URL`}`
    )
  }
}

const whyNot: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: is PostgreSQL running there?',
  ENOENT: 'has no socket there: is PostgreSQL running?',
  ENOTFOUND: 'cannot be found: check the host name',
  '28P01': 'does not accept the user or the password: check DATABASE_URL',
  '28000': 'does not let this user in: check its pg_hba.conf',
  '3D000': 'does not exist: create it first'
}

const checkServer = async (client: pg.Client) => {
  const { rows } = await client.query<{ version: string; encoding: string; standby: boolean }>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding,
            pg_is_in_recovery() AS standby`
  )
  const server = rows[0]
  if (!server || Number(server.version) < OLDEST_SERVER) {
    throw new SetupFault(
      `PostgreSQL ${Math.floor(Number(server?.version ?? 0) / 10000)} is too old: name one of version 15 or later in DATABASE_URL`
    )
  }
  if (server.encoding !== 'UTF8')
    throw new SetupFault(
      `The database is encoded in ${server.encoding}: create one WITH ENCODING 'UTF8' and name it in DATABASE_URL`
    )
  if (server.standby)
    throw new SetupFault('The database is a standby that cannot be written: name the primary')
}
