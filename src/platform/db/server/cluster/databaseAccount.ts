import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'

/** The operating-system account PostgreSQL runs under. PostgreSQL refuses to run as root. */
export interface DatabaseAccount {
  readonly name: string
  /** Present where the account is not the one that runs this program. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined
}

const CANDIDATES = ['anlaufstelle', 'postgres', 'nobody']

const idOf = (flag: '-u' | '-g', name: string): number | undefined => {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return answer.status === 0 ? Number(answer.stdout) : undefined
}

/**
 * The account to run PostgreSQL under: the one that runs this program or, where that is root, the first of
 * `anlaufstelle`, `postgres` and `nobody` that the machine knows. Refuses where there is none.
 */
export const chooseDatabaseAccount = (): DatabaseAccount => {
  if (process.getuid?.() !== 0) return { name: process.env['USER'] ?? 'self', ids: undefined }
  for (const name of CANDIDATES) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== undefined && gid !== undefined) return { name, ids: { uid, gid } }
  }
  throw new SetupFault(
    'PostgreSQL does not run as root and this machine has no account for it: create one with `useradd --system anlaufstelle`'
  )
}

/** True where the account can enter the folder, or run the program, at `path`. */
export const canReach = (account: DatabaseAccount, path: string): boolean =>
  account.ids === undefined ||
  spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account.ids, cwd: '/' }).status === 0

/** Makes `folder` (mode 700) and gives it to the account. */
export const makeFolderFor = (account: DatabaseAccount, folder: string): void => {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (account.ids) chownSync(folder, account.ids.uid, account.ids.gid)
}

/**
 * Where the cluster's files live: below the data folder or, where the account cannot reach that folder,
 * below `/var/lib/anlaufstelle` under a name made from the data folder's path.
 */
export const chooseClusterHome = (account: DatabaseAccount, dataDirectory: string): string => {
  const inside = join(dataDirectory, 'database')
  if (account.ids === undefined) return inside
  return canReach(account, dataDirectory) ? inside : outsideHome(dataDirectory)
}

/** Where the files lie that the account could not reach below the data folder. */
export const outsideHome = (dataDirectory: string): string =>
  join('/var/lib/anlaufstelle', shortHash(dataDirectory))

/** Twelve characters that stand for a path. */
export const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12)
