import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { describeCluster, type Cluster } from './cluster.ts'
import { checkpoint, ensureRunning, stopServer } from './clusterServer.ts'
import { tryFileLock, waitForFileLock, type FileLock } from './fileLock.ts'
import { findEmbeddedPrograms, type PostgresPrograms } from './programs.ts'
import { refuseOtherMajor } from './refuseOtherMajor.ts'

/** A hold on a running cluster. While anybody has one, the server stays up. */
export interface ClusterHold {
  readonly cluster: Cluster
  /** Starts the server again where it was lost. */
  revive(): Promise<void>
  /** Writes to disk what waits in memory, so that stopping the server has little left to write. */
  settle(): Promise<void>
  /** Lets go, once; the last one to do so stops the server. */
  release(): Promise<void>
}

interface Wish {
  readonly dataDirectory: string
  /** The application holds its cluster alone among applications; command-line calls join in. */
  readonly as: 'application' | 'command'
  readonly careless?: boolean
  readonly programs?: PostgresPrograms
  /** Gives up a start that is under way. */
  readonly signal?: AbortSignal
}

const CHANGE_PATIENCE = 60_000

/**
 * Holds the embedded cluster of a data folder, started if need be.
 * Refuses a second application on the same folder, and a folder made by another major version of PostgreSQL.
 */
export const openCluster = async (wish: Wish): Promise<ClusterHold> => {
  const programs = wish.programs ?? findEmbeddedPrograms()
  refuseOtherMajor(wish.dataDirectory, programs)
  const locks = makeLockFolder(wish.dataDirectory)
  const alone = wish.as === 'application' ? takeApplicationLock(locks, wish.dataDirectory) : undefined
  try {
    const { cluster, user } = await whileChanging(locks, async () => {
      const cluster = describeCluster(wish.dataDirectory, programs, wish.careless)
      await ensureRunning(cluster, wish.signal)
      return { cluster, user: tryFileLock(join(locks, 'users'), 'shared') }
    })
    let left: Promise<void> | undefined
    const release = async () => {
      await whileChanging(locks, () => leave(cluster, locks, user))
      alone?.release()
    }
    return {
      cluster,
      revive: () => whileChanging(locks, async () => (left ? undefined : ensureRunning(cluster))),
      settle: () => checkpoint(cluster),
      release: () => (left ??= release())
    }
  } catch (fault) {
    alone?.release()
    throw fault
  }
}

const makeLockFolder = (dataDirectory: string) => {
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const locks = join(dataDirectory, 'locks')
    mkdirSync(locks, { recursive: true, mode: 0o700 })
    chmodSync(locks, 0o700)
    return locks
  } catch (fault) {
    const code = (fault as { code?: string }).code ?? 'unknown'
    throw new SetupFault(
      `The data folder ${dataDirectory} cannot be made or written (${code}): name one in ANLAUFSTELLE_DATA that this user may write`
    )
  }
}

const takeApplicationLock = (locks: string, dataDirectory: string): FileLock => {
  const lock = tryFileLock(join(locks, 'application'), 'exclusive')
  if (lock) return lock
  throw new SetupFault(
    `Anlaufstelle already runs on ${dataDirectory}: stop it first, or choose another folder with ANLAUFSTELLE_DATA`
  )
}

const whileChanging = async <Value>(locks: string, change: () => Promise<Value>): Promise<Value> => {
  const lock = await waitForFileLock(join(locks, 'change'), 'exclusive', CHANGE_PATIENCE)
  if (!lock) throw new SetupFault('Another process is starting or stopping the database and does not finish')
  try {
    return await change()
  } finally {
    lock.release()
  }
}

const leave = async (cluster: Cluster, locks: string, user: FileLock | undefined) => {
  user?.release()
  const last = tryFileLock(join(locks, 'users'), 'exclusive')
  if (!last) return
  try {
    await stopServer(cluster)
  } finally {
    last.release()
  }
}
