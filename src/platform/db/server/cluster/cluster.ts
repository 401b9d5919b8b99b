import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import {
  chooseClusterHome,
  chooseDatabaseAccount,
  makeFolderFor,
  shortHash,
  type DatabaseAccount
} from './databaseAccount.ts'
import type { OwnerConnection } from '../connection.ts'
import { reachablePrograms, type PostgresPrograms } from './programs.ts'

export const OWNER = 'anlaufstelle_owner'
const SOCKET_PORT = 54329
export const SETTINGS_FILE = 'anlaufstelle.conf'
const LONGEST_SOCKET_PATH = 100

/** Everything needed to start, find and stop one embedded cluster. Making it changes nothing but folders. */
export interface Cluster {
  readonly home: string
  readonly pgdata: string
  readonly socketFolder: string
  readonly account: DatabaseAccount
  readonly programs: PostgresPrograms
  readonly owner: OwnerConnection
  /** Without fsync: for tests, whose data may be lost. */
  readonly careless: boolean
}

/** Describes the cluster that belongs to `dataDirectory` and makes its folders and its secret. */
export const describeCluster = (
  dataDirectory: string,
  programs: PostgresPrograms,
  careless = false
): Cluster => {
  const account = ownerOfFiles(join(dataDirectory, 'database/pgdata')) ?? chooseDatabaseAccount()
  mkdirSync(dataDirectory, { recursive: true, mode: account.ids ? 0o711 : 0o700 })
  const home = chooseClusterHome(account, dataDirectory)
  makeFolderFor(account, home)
  const socketFolder = makeSocketFolder(account, home)
  return {
    home,
    pgdata: join(home, 'pgdata'),
    socketFolder,
    account,
    programs: reachablePrograms(programs, account, home),
    owner: {
      host: socketFolder,
      port: SOCKET_PORT,
      user: OWNER,
      password: readOrMakeSecret(join(dataDirectory, 'database.secret')),
      database: 'anlaufstelle'
    },
    careless
  }
}

/** PostgreSQL runs under the account its files belong to: root may start what another account has made. */
const ownerOfFiles = (pgdata: string): DatabaseAccount | undefined => {
  if (process.getuid?.() !== 0 || !existsSync(pgdata)) return undefined
  const { uid, gid } = statSync(pgdata)
  return uid === 0 ? undefined : { name: String(uid), ids: { uid, gid } }
}

const makeSocketFolder = (account: DatabaseAccount, home: string) => {
  const inside = join(home, 'run')
  const folder =
    inside.length <= LONGEST_SOCKET_PATH - 24 ? inside : join(tmpdir(), `anlaufstelle-${shortHash(home)}`)
  makeFolderFor(account, folder)
  const found = lstatSync(folder)
  const wanted = account.ids?.uid ?? process.getuid?.()
  if (!found.isDirectory() || (wanted !== undefined && found.uid !== wanted)) {
    throw new SetupFault(`${folder} belongs to somebody else: remove it, then start again`)
  }
  chmodSync(folder, 0o700)
  return folder
}

const readOrMakeSecret = (path: string) => {
  if (!existsSync(path)) {
    const unfinished = `${path}.${process.pid}`
    writeFileSync(unfinished, randomBytes(24).toString('base64url'), { mode: 0o600 })
    renameSync(unfinished, path)
  }
  return readFileSync(path, 'utf8').trim()
}

/**
 * Runs one of the PostgreSQL programs as the database account; answers its exit code and what it said.
 * The signal ends the program and what it started; the answer comes when it is gone.
 */
export const runProgram = (
  cluster: Cluster,
  program: string,
  args: readonly string[],
  signal?: AbortSignal
) =>
  new Promise<{ code: number; said: string }>((settle, fail) => {
    const child = spawn(join(cluster.programs.folder, program), args, {
      ...cluster.account.ids,
      cwd: cluster.home,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true
    })
    const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM')
    signal?.addEventListener('abort', end)
    let said = ''
    const collect = (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-4000))
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', fail)
    child.on('exit', (code) => {
      signal?.removeEventListener('abort', end)
      child.stdout.destroy()
      child.stderr.destroy()
      settle({ code: code ?? 1, said })
    })
  })
