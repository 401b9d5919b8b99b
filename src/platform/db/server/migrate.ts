import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration, type MigrationProvider, type MigrationResultSet } from 'kysely/migration'
import pg from 'pg'
import { programFolder } from '#platform/config/server/programFolder.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import type { OwnerConnection } from './connection.ts'
import type { Tx } from './database.ts'

const FOLDER = join(programFolder, 'src/platform/db/server/migrations')

/** Reads `NNNN_what.sql` files in the order of their names. There is no way back but a backup. */
const sqlFiles = (folder: string): MigrationProvider => ({
  async getMigrations() {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
    const migrations: Record<string, Migration> = {}
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      migrations[name.replace(/\.sql$/, '')] = { up: async (db) => void (await sql.raw(text).execute(db)) }
    }
    return migrations
  }
})

/**
 * Applies the migrations that are missing, all in one transaction: a killed run changes nothing and can be repeated.
 * Refuses a database that knows migrations this program does not.
 */
export const migrateToLatest = async (
  owner: OwnerConnection,
  folder = FOLDER
): Promise<readonly string[]> => {
  const pool = new pg.Pool({ ...owner, max: 2 })
  // A server that dies fails the statement under way; the same fault as an event would end the process.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return appliedOf(await migratorOf(db, folder).migrateToLatest())
  } finally {
    await db.destroy()
  }
}

/** Applies the migrations that are missing up to one, or all, within a transaction of the owner's. */
export const migrateWithin = async (tx: Tx, last?: string): Promise<void> => {
  const migrator = migratorOf(tx, FOLDER)
  appliedOf(await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last)))
}

/** Names of all migrations that this program knows, in their order. */
export const knownMigrations = async (): Promise<readonly string[]> =>
  Object.keys(await sqlFiles(FOLDER).getMigrations())

/** Names of the migrations that were applied to a database, in their order. Changes nothing. */
export const listApplied = async (client: pg.Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.platform_migration') IS NOT NULL AS there`
  )
  if (!rows[0]!.there) return []
  const applied = await client.query<{ name: string }>('SELECT name FROM platform_migration ORDER BY name')
  return applied.rows.map(({ name }) => name)
}

const migratorOf = (db: Kysely<unknown> | Tx, folder: string) =>
  new Migrator({
    db,
    provider: sqlFiles(folder),
    migrationTableName: 'platform_migration',
    migrationLockTableName: 'platform_migration_lock'
  })

const appliedOf = ({ error, results = [] }: MigrationResultSet) => {
  if (error) throw asSetupFault(error)
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName)
}

const asSetupFault = (fault: unknown) =>
  fault instanceof Error && /previously executed migration .* is missing/.test(fault.message)
    ? new SetupFault(
        'The database was set up by a newer version of the program: nothing was touched, start that version'
      )
    : fault
