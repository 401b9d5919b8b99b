import type { Job, JobResult } from 'pg-boss'
import { rolePassword, type OwnerConnection } from '#platform/db/server/connection.ts'
import { faultFields, type Log } from '#platform/log/server/log.ts'
import type { JobRecord, QueueName } from './queues.ts'

/** Does the jobs of one queue. */
export interface Worker {
  readonly queue: QueueName
  /** Jobs done at the same time in one process. */
  readonly atOnce: number
  /** Does one job, any number of times with the effect of one. `signal` fires where the process stops. */
  work(record: JobRecord, signal: AbortSignal): Promise<void>
}

export interface JobsWish {
  readonly owner: OwnerConnection
  readonly log: Log
  readonly workers: readonly Worker[]
  /** Seconds between two looks into an empty queue. */
  readonly pause?: number
}

/** How long jobs under way may take to end by themselves, in milliseconds, before their signal fires. */
const STOP_PATIENCE = 2_000
/** And for how long they are waited for after it. */
const LAST_PATIENCE = 500
const RETRY_START = 5_000
/** One complaint a minute is enough while the database is away. */
const QUIET = 60_000

const HOUR = 3600

/** pg-boss as `app_jobs`, with one connection to look and one to spare, and without what nobody here uses. */
const openBoss = async ({ owner, log }: JobsWish) => {
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    ...owner,
    user: 'app_jobs',
    password: rolePassword(owner, 'app_jobs'),
    application_name: 'anlaufstelle jobs',
    max: 2,
    connectionTimeoutMillis: 5_000,
    createSchema: false,
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    reindex: false,
    flowIntervalSeconds: HOUR,
    bamIntervalSeconds: HOUR
  })
  let saidAt = -QUIET
  boss.on('error', (fault) => {
    if (performance.now() - saidAt < QUIET) return
    saidAt = performance.now()
    log.warn('jobs.fault', faultFields(fault))
  })
  return boss
}

/**
 * Starts the workers of this process, in the background and again and again until the database lets it; any number of
 * processes may work on one database. What a job throws is logged, and never stored: it might quote data.
 */
export const startJobs = (wish: JobsWish): { stop(): Promise<void> } => {
  const stopping = new AbortController()
  const running: Running = new Set()
  const started = startPersistently(wish, running, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      const boss = await started
      await boss
        ?.stop({ graceful: true, timeout: STOP_PATIENCE })
        .catch((fault: unknown) => wish.log.warn('jobs.stop', faultFields(fault)))
      await Promise.race([Promise.allSettled(running), new Promise((go) => setTimeout(go, LAST_PATIENCE))])
    }
  }
}

/** Jobs under way in this process. */
type Running = Set<Promise<void>>

const startPersistently = async (wish: JobsWish, running: Running, stopping: AbortSignal) => {
  while (wish.workers.length > 0 && !stopping.aborted) {
    const boss = await openBoss(wish)
    try {
      await boss.start()
      for (const worker of wish.workers) await putToWork(boss, worker, running, wish)
      return boss
    } catch (fault) {
      wish.log.warn('jobs.start', faultFields(fault))
      await boss.stop({ graceful: false }).catch(() => undefined)
      await pause(RETRY_START, stopping)
    }
  }
  return undefined
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((go) => {
    const timer = setTimeout(go, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), go()), { once: true })
  })

type Boss = Awaited<ReturnType<typeof openBoss>>

/** Full batches are followed by the next one at once, so that a backlog does not wait for the pause between them. */
const putToWork = (
  boss: Boss,
  { queue, atOnce, work }: Worker,
  running: Running,
  { log, pause: seconds = 2 }: JobsWish
) => {
  const doOne = async ({ id, data, signal }: Job<JobRecord>): Promise<JobResult> => {
    const doing = work(data, signal)
    running.add(doing)
    try {
      await doing
      return { id, status: 'completed' }
    } catch (fault) {
      log.error('jobs.fault', { queue, job: id, ...faultFields(fault) })
      return { id, status: 'failed', output: { message: 'faulted' } }
    } finally {
      running.delete(doing)
    }
  }
  return boss.work<JobRecord>(
    queue,
    { batchSize: atOnce, pollingIntervalSeconds: seconds, burstWhenBatchFull: true, perJobResults: true },
    (jobs) => Promise.all(jobs.map(doOne))
  )
}
