import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration'
import pg from 'pg'
import { programFolder } from '#platform/config/server/programFolder.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import type { OwnerConnection } from './connection.ts'

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
    const migrator = new Migrator({
      db,
      provider: sqlFiles(folder),
      migrationTableName: 'platform_migration',
      migrationLockTableName: 'platform_migration_lock'
    })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) throw asSetupFault(error)
    return results.filter((result) => result.status === 'Success').map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

const asSetupFault = (fault: unknown) =>
  fault instanceof Error && /previously executed migration .* is missing/.test(fault.message)
    ? new SetupFault(
        'The database was set up by a newer version of the program: nothing was touched, start that version'
      )
    : fault
