import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
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
  const account = chooseDatabaseAccount()
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

/** Runs one of the PostgreSQL programs as the database account; answers its exit code and what it said. */
export const runProgram = (cluster: Cluster, program: string, args: readonly string[]) =>
  new Promise<{ code: number; said: string }>((settle, fail) => {
    const child = spawn(join(cluster.programs.folder, program), args, {
      ...cluster.account.ids,
      cwd: cluster.home,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let said = ''
    const collect = (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-4000))
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', fail)
    child.on('exit', (code) => {
      child.stdout.destroy()
      child.stderr.destroy()
      settle({ code: code ?? 1, said })
    })
  })

/** Makes the cluster's files where there are none; an attempt that was cut off leaves nothing behind that counts. */
export const ensureInitialised = async (cluster: Cluster): Promise<void> => {
  if (existsSync(cluster.pgdata)) return refuseOtherMajor(cluster)
  const unfinished = `${cluster.pgdata}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const passwordFile = join(cluster.home, 'initial.secret')
  writeFileSync(passwordFile, `${cluster.owner.password}\n`, { mode: 0o600 })
  const { ids } = cluster.account
  if (ids) chownSync(passwordFile, ids.uid, ids.gid)
  const answer = await runProgram(cluster, 'initdb', [
    ...['-D', unfinished, '-U', OWNER, '--encoding=UTF8', '--locale=C', '--data-checksums'],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...(cluster.careless ? ['--no-sync'] : [])]
  ])
  rmSync(passwordFile, { force: true })
  if (answer.code !== 0) throw new SetupFault(`The database could not be made: ${lastLine(answer.said)}`)
  appendFileSync(join(unfinished, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`)
  renameSync(unfinished, cluster.pgdata)
}

const refuseOtherMajor = (cluster: Cluster) => {
  const major = Number.parseInt(readFileSync(join(cluster.pgdata, 'PG_VERSION'), 'utf8'), 10)
  if (major === cluster.programs.major) return
  throw new SetupFault(
    `The data folder was made by PostgreSQL ${major}, this installation runs PostgreSQL ${cluster.programs.major}: nothing was touched, use the version that made it`
  )
}

const lastLine = (said: string) => said.trim().split('\n').at(-1) ?? ''
