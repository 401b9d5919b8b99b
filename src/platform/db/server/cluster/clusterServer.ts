import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { ensureInitialised, runProgram, SETTINGS_FILE, type Cluster } from './cluster.ts'

const START_PATIENCE = 25_000
const LOCAL_ATTEMPT = 5_000

/**
 * The settings the server runs with. Its log never quotes a statement, a parameter or a row:
 * those may hold what somebody confided.
 */
const settings = (cluster: Cluster) => ({
  listen_addresses: '',
  unix_socket_directories: cluster.socketFolder,
  unix_socket_permissions: '0700',
  port: String(cluster.owner.port),
  max_connections: '80',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  log_statement: 'none',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  ...(cluster.careless ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {})
})

const writeSettings = (cluster: Cluster) => {
  const lines = Object.entries(settings(cluster)).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`
  )
  writeFileSync(join(cluster.pgdata, SETTINGS_FILE), `${lines.join('\n')}\n`, { mode: 0o644 })
}

/** True where the cluster's server answers over its socket. */
export const answers = async (cluster: Cluster): Promise<boolean> => {
  const client = new pg.Client({
    ...cluster.owner,
    database: 'postgres',
    connectionTimeoutMillis: LOCAL_ATTEMPT
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Sees to it that the cluster's server runs and answers: attaches to one that a killed process left behind,
 * starts one where there is none, and waits out the last backends of a server that was killed.
 */
export const ensureRunning = async (cluster: Cluster): Promise<void> => {
  await ensureInitialised(cluster)
  if (existsSync(join(cluster.pgdata, 'postmaster.pid')) && (await answers(cluster))) return
  const until = performance.now() + START_PATIENCE
  for (;;) {
    const said = await startOnce(cluster)
    if (await answers(cluster)) return ensureDatabase(cluster)
    if (performance.now() > until) throw new SetupFault(`The database does not start: ${said}`)
    await stopServer(cluster)
    await new Promise((go) => setTimeout(go, 200))
  }
}

const startOnce = async (cluster: Cluster) => {
  writeSettings(cluster)
  const log = join(cluster.home, 'postgres.log')
  await runProgram(cluster, 'pg_ctl', ['start', '-D', cluster.pgdata, '-l', log, '-w', '-t', '20', '-s'])
  return existsSync(log) ? (readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '') : 'no log was written'
}

/** Stops the server within a few seconds; sessions are ended, nothing acknowledged is lost. */
export const stopServer = async (cluster: Cluster): Promise<void> => {
  if (!existsSync(join(cluster.pgdata, 'postmaster.pid'))) return
  const stop = (mode: string, seconds: string) =>
    runProgram(cluster, 'pg_ctl', ['stop', '-D', cluster.pgdata, '-m', mode, '-w', '-t', seconds, '-s'])
  const fast = await stop('fast', '3')
  if (fast.code !== 0) await stop('immediate', '2')
}

const ensureDatabase = async (cluster: Cluster) => {
  const client = new pg.Client({ ...cluster.owner, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      cluster.owner.database
    ])
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(cluster.owner.database)}`)
  } finally {
    await client.end()
  }
}
