import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import { QUEUES, type QueueName } from '#platform/jobs/server/queues.ts'
import type { QueueFacts, ServerFacts } from '../systemFacts.ts'

/** What the database server says of itself. Ctx of `app_work`. */
export const findServerFacts = (ctx: Ctx): Promise<ServerFacts> =>
  ctx.read(async (tx) => {
    const before = ctx.clock.now().epochMilliseconds
    const { rows } = await sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(tx)
    const after = ctx.clock.now().epochMilliseconds
    const { rows: about } = await sql<{ version: string; bytes: string; migrations: string[] }>`
      SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
        pg_database_size(current_database()) AS bytes,
        ARRAY(SELECT name::text FROM platform_migration ORDER BY name) AS migrations`.execute(tx)
    const { version, bytes, migrations } = about[0]!
    const secondsAhead = (rows[0]!.now.getTime() - (before + after) / 2) / 1000
    return { version, bytes: Number(bytes), migrations, secondsAhead }
  })

const instant = (date: Date | null) =>
  date === null ? undefined : Temporal.Instant.fromEpochMilliseconds(date.getTime())

/**
 * Every queue of the program by its name, with the jobs of the ctx's organisation alone: the queue's tables know no
 * row-level security. Ctx of `app_jobs`.
 */
export const listQueueFacts = (ctx: Ctx): Promise<readonly QueueFacts[]> =>
  ctx.read(async (tx) => {
    const { rows } = await sql<{
      name: QueueName
      waiting: number
      due: Date | null
      failed: number
      done: Date | null
    }>`
      SELECT queue.name,
        count(*) FILTER (WHERE state IN ('created', 'retry'))::int AS waiting,
        min(start_after) FILTER (WHERE state IN ('created', 'retry') AND start_after <= pgboss.job_now()) AS due,
        count(*) FILTER (WHERE state = 'failed' AND completed_on > pgboss.job_now() - interval '7 days')::int AS failed,
        max(completed_on) FILTER (WHERE state = 'completed' AND completed_on > pgboss.job_now() - interval '7 days') AS done
      FROM pgboss.queue LEFT JOIN pgboss.job
        ON job.name = queue.name AND job.data->>'organisationId' = ${ctx.organisationId ?? ''}
      WHERE queue.name = ANY(${Object.keys(QUEUES)})
      GROUP BY queue.name ORDER BY queue.name`.execute(tx)
    return rows.map(({ name, waiting, due, failed, done }) => ({
      name,
      waiting,
      dueSince: instant(due),
      failed,
      lastDone: instant(done)
    }))
  })
