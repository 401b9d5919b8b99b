import { existsSync } from 'node:fs'
import { join, relative, isAbsolute } from 'node:path'
import type { Config } from '#platform/config/server/config.ts'
import { openServerKey } from '#platform/crypto/server/serverKeyFile.ts'
import type { ServerKey } from '#platform/crypto/server/serverKey.ts'
import { openCluster, type ClusterHold } from '#platform/db/server/cluster/openCluster.ts'
import { readDatabaseUrls, type OwnerConnection } from '#platform/db/server/connection.ts'
import { openDatabase, type Database } from '#platform/db/server/database.ts'
import { findPrimary } from '#platform/db/server/findPrimary.ts'
import { prepareDatabase } from '#platform/db/server/prepareDatabase.ts'
import type { Log } from '#platform/log/server/log.ts'
import { saveBeforeMigrating } from './backup/saveBeforeMigrating.ts'

/** How long a running transaction may take to end by itself, in milliseconds. */
const CLOSE_PATIENCE = 500

/** The database of a process, ready for use. */
export interface Store {
  readonly owner: OwnerConnection
  readonly database: Database
  readonly serverKey: ServerKey
  /** The hold on the embedded server; absent with an external database. */
  readonly hold: ClusterHold | undefined
  /** Every host that may become the primary; `owner` is the one that was at the start. */
  readonly hosts: readonly OwnerConnection[]
  close(): Promise<void>
}

const starting = new AbortController()

/**
 * Gives up every start that is under way in this process: the embedded server stops, and what waited for it fails.
 * What is half done is repeated by the next start.
 */
export const giveUpStarting = (): void => starting.abort()

/** Opens the external database or the embedded one, and brings it up to date, not without a backup where one can be taken. */
export const openStore = async (config: Config, as: 'application' | 'command', log: Log): Promise<Store> => {
  const { signal } = starting
  const { dataDirectory } = config
  const hold = config.databaseUrl ? undefined : await openCluster({ dataDirectory, as, signal })
  signal.addEventListener('abort', () => void hold?.release().catch(() => undefined))
  try {
    const hosts = config.databaseUrl ? readDatabaseUrls(config.databaseUrl) : [hold!.cluster.owner]
    const owner = await findPrimary(hosts)
    signal.throwIfAborted()
    const { applied } = await prepareDatabase(owner, (pending) =>
      saveBeforeMigrating({ config, owner, log }, pending)
    )
    if (applied.length > 0) log.info('database.migrated', { count: applied.length, last: applied.at(-1) })
    const serverKey = await openServerKey(dataDirectory)
    const database = openDatabase(owner)
    return {
      owner,
      database,
      serverKey,
      hold,
      hosts,
      async close() {
        await Promise.race([database.close(), new Promise((go) => setTimeout(go, CLOSE_PATIENCE))])
        await hold?.release()
      }
    }
  } catch (fault) {
    await hold?.release()
    throw fault
  }
}

/** True where the data folder would lie in the program's own folder, which an update may replace. */
export const liesInProgramFolder = (config: Config, programFolder: string): boolean => {
  const way = relative(programFolder, config.dataDirectory)
  return !way.startsWith('..') && !isAbsolute(way) && existsSync(join(programFolder, 'package.json'))
}
