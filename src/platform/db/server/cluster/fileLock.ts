import { DatabaseSync } from 'node:sqlite'

/** A lock that the kernel lets go of when the process ends, however it ends. */
export interface FileLock {
  release(): void
}

const SQLITE_BUSY = 5
const isBusy = (fault: unknown) => (fault as { errcode?: number }).errcode === SQLITE_BUSY

/**
 * Takes the lock that `path` stands for, or answers `undefined` where another holder is in the way.
 * `shared` holders get along with each other, an `exclusive` holder with nobody. The file holds no data:
 * SQLite's own file locking is what is used of it.
 */
export const tryFileLock = (path: string, mode: 'shared' | 'exclusive'): FileLock | undefined => {
  const file = new DatabaseSync(path)
  try {
    file.exec('PRAGMA busy_timeout = 0')
    file.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN')
    if (mode === 'shared') file.prepare('SELECT count(*) FROM sqlite_schema').get()
    return { release: () => file.close() }
  } catch (fault) {
    file.close()
    if (isBusy(fault)) return undefined
    throw fault
  }
}

/** Waits for the lock up to `patience` milliseconds; `undefined` where it stayed taken. */
export const waitForFileLock = async (
  path: string,
  mode: 'shared' | 'exclusive',
  patience: number
): Promise<FileLock | undefined> => {
  const until = performance.now() + patience
  for (;;) {
    const lock = tryFileLock(path, mode)
    if (lock || performance.now() > until) return lock
    await new Promise((go) => setTimeout(go, 50))
  }
}
