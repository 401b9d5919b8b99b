import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { createClient } from '../createClient.ts'
import { runProgram, SETTINGS_FILE, type Cluster } from './cluster.ts'
import { ensureInitialised } from './ensureInitialised.ts'

const START_PATIENCE = 25_000
/** After a kill the server first reads back what was written since its last checkpoint. */
const RECOVERY_PATIENCE = 120_000
const LOCAL_ATTEMPT = 5_000
const CANNOT_CONNECT_NOW = '57P03'

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

/** How the cluster's server answers over its socket: `soon` while it starts, recovers or stops. */
const ask = async (cluster: Cluster): Promise<'yes' | 'soon' | 'no'> => {
  const client = createClient({
    ...cluster.owner,
    database: 'postgres',
    connectionTimeoutMillis: LOCAL_ATTEMPT
  })
  try {
    await client.connect()
    await client.query('SELECT 1')
    return 'yes'
  } catch (fault) {
    return (fault as { code?: string }).code === CANNOT_CONNECT_NOW ? 'soon' : 'no'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Sees to it that the cluster's server runs and answers: attaches to one that a killed process left behind,
 * starts one where there is none, and waits out the last backends of a server that was killed.
 * Given up by the signal, it leaves no server behind.
 */
export const ensureRunning = async (cluster: Cluster, signal?: AbortSignal): Promise<void> => {
  await ensureInitialised(cluster, signal)
  if (existsSync(join(cluster.pgdata, 'postmaster.pid')) && (await ask(cluster)) === 'yes') {
    return ensureDatabase(cluster)
  }
  const began = performance.now()
  for (;;) {
    const said = await startOnce(cluster, signal)
    const answer = await ask(cluster)
    if (answer === 'yes') return ensureDatabase(cluster)
    const patience = answer === 'soon' ? RECOVERY_PATIENCE : START_PATIENCE
    if (performance.now() > began + patience) throw new SetupFault(`The database does not start: ${said}`)
    if (answer === 'no') await stopServer(cluster)
    await new Promise((go) => setTimeout(go, 200))
  }
}

const startOnce = async (cluster: Cluster, signal?: AbortSignal) => {
  forgetDead(cluster)
  writeSettings(cluster)
  const log = join(cluster.home, 'postgres.log')
  const stop = () => void stopServer(cluster)
  signal?.addEventListener('abort', stop)
  const args = ['start', '-D', cluster.pgdata, '-l', log, '-w', '-t', String(RECOVERY_PATIENCE / 1000), '-s']
  await runProgram(cluster, 'pg_ctl', args)
  signal?.removeEventListener('abort', stop)
  if (signal?.aborted) await stopServer(cluster)
  signal?.throwIfAborted()
  return existsSync(log) ? (readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '') : 'no log was written'
}

/**
 * Removes the server's own lock files where the process they name is no server. PostgreSQL takes any process for one:
 * the remains of a killed server in a container whose first process collects no orphans, or, after the container was
 * started anew, whatever has the number now.
 */
const forgetDead = ({ pgdata, socketFolder, owner }: Cluster) => {
  for (const file of [join(pgdata, 'postmaster.pid'), join(socketFolder, `.s.PGSQL.${owner.port}.lock`)]) {
    if (!existsSync(file)) continue
    const status = `/proc/${Number.parseInt(readFileSync(file, 'utf8'), 10)}/stat`
    if (existsSync(status) && !/\(postgres\) [^Z]/.test(readFileSync(status, 'utf8'))) rmSync(file)
  }
}

/** Stops the server within a few seconds; sessions are ended, nothing acknowledged is lost. */
export const stopServer = async (cluster: Cluster): Promise<void> => {
  if (!existsSync(join(cluster.pgdata, 'postmaster.pid'))) return
  const stop = (mode: string, seconds: string) =>
    runProgram(cluster, 'pg_ctl', ['stop', '-D', cluster.pgdata, '-m', mode, '-w', '-t', seconds, '-s'])
  const fast = await stop('fast', '2')
  if (fast.code !== 0) await stop('immediate', '2')
}

/** Writes to disk what waits in memory. */
export const checkpoint = async ({ owner }: Cluster): Promise<void> => {
  const client = createClient(owner)
  await client.connect()
  try {
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

const MADE_MEANWHILE = new Set(['42P04', '23505'])

const ensureDatabase = async (cluster: Cluster) => {
  const client = createClient({ ...cluster.owner, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      cluster.owner.database
    ])
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(cluster.owner.database)}`)
  } catch (fault) {
    // The session of a killed process may be making it at the same time.
    if (!MADE_MEANWHILE.has((fault as { code?: string }).code ?? '')) throw fault
  } finally {
    await client.end()
  }
}
