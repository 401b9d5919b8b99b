import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { chooseDatabaseAccount } from '#platform/db/server/cluster/databaseAccount.ts'
import { openCluster } from '#platform/db/server/cluster/openCluster.ts'
import { findInstalledPrograms } from '#platform/db/server/cluster/programs.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { prepareDatabase } from '#platform/db/server/prepareDatabase.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection to the migrated template that test files clone. */
    templateDatabase: OwnerConnection
  }
}

/**
 * Runs one PostgreSQL for all database tests and migrates the template they clone: the embedded one or,
 * with ANLAUFSTELLE_TEST_POSTGRES naming a folder of programs, another.
 */
export default async function runCluster(project: TestProject): Promise<() => Promise<void>> {
  const temporary = chooseDatabaseAccount().ids ? '/tmp' : (process.env['TMPDIR'] ?? '/tmp')
  const dataDirectory = mkdtempSync(join(temporary, 'anlaufstelle-test-'))
  // The database's account must be able to enter: mkdtemp makes folders for their owner alone.
  chmodSync(dataDirectory, 0o711)
  const folder = process.env['ANLAUFSTELLE_TEST_POSTGRES']
  const hold = await openCluster({
    dataDirectory,
    as: 'application',
    careless: true,
    ...(folder ? { programs: findInstalledPrograms(folder) } : {})
  })
  await prepareDatabase(hold.cluster.owner)
  project.provide('templateDatabase', hold.cluster.owner)
  return async () => {
    await hold.release()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}
