import { createHash } from 'node:crypto'
import { rolePassword, type OwnerConnection } from '#platform/db/server/connection.ts'
import { createClient } from '#platform/db/server/createClient.ts'
import { QUEUES } from './queues.ts'

type Client = ReturnType<typeof createClient>

/**
 * Lets a transaction of the owner's functions, or of a job, put a job into a queue: the login roles of the application
 * cannot write the queue's tables. A record that waits already is not queued twice; the earlier time wins.
 */
const ENQUEUE = `
  CREATE OR REPLACE FUNCTION pgboss.anlaufstelle_enqueue(to_queue text, organisation uuid, record uuid, wait interval)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pgboss, pg_temp AS $$
  DECLARE
    about constant text := organisation || ' ' || record;
    start constant timestamptz := pgboss.job_now() + wait;
  BEGIN
    IF organisation IS NULL OR record IS NULL THEN
      RAISE EXCEPTION 'A job is about a record of an organisation';
    END IF;
    UPDATE pgboss.job SET start_after = least(start_after, start)
    WHERE name = to_queue AND singleton_key = about AND state = 'created';
    IF FOUND THEN
      RETURN;
    END IF;
    INSERT INTO pgboss.job (name, data, singleton_key, start_after, created_on, keep_until, policy, retry_limit,
      retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, dead_letter, heartbeat_seconds)
    SELECT q.name, jsonb_build_object('organisationId', organisation, 'id', record), about, start, pgboss.job_now(),
      start + q.retention_seconds * interval '1 second', q.policy, q.retry_limit,
      q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds, q.dead_letter,
      q.heartbeat_seconds
    FROM pgboss.queue AS q WHERE q.name = to_queue
    ON CONFLICT DO NOTHING;
    IF NOT FOUND AND NOT EXISTS (SELECT FROM pgboss.queue WHERE name = to_queue) THEN
      RAISE EXCEPTION 'There is no queue %', to_queue;
    END IF;
  END
  $$;
  REVOKE ALL ON FUNCTION pgboss.anlaufstelle_enqueue FROM PUBLIC;`

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** What is installed, as a comment on the schema: other queues, another function or another owner install anew. */
const markFor = (owner: OwnerConnection) =>
  `Job queue (pg-boss) ${createHash('sha256')
    .update(JSON.stringify([owner.user, QUEUES, ENQUEUE]))
    .digest('hex')
    .slice(0, 16)}`

/**
 * Makes the schema of the job queue, owned by `app_jobs`, and the one way into it. Costs one query where it is made
 * already. `client` is the owner's; callers that start together take turns.
 */
export const installJobs = async (client: Client, owner: OwnerConnection): Promise<void> => {
  const mark = markFor(owner)
  const found = await client.query<{ mark: string | null }>(
    `SELECT obj_description(to_regnamespace('pgboss'), 'pg_namespace') AS mark`
  )
  if (found.rows[0]?.mark === mark) return
  const jobs = createClient({ ...owner, user: 'app_jobs', password: rolePassword(owner, 'app_jobs') })
  await jobs.connect()
  try {
    await makeSchema(client, jobs, owner)
    await makeQueues(jobs)
    await jobs.query(`${ENQUEUE}
      GRANT USAGE ON SCHEMA pgboss TO ${quoted(owner.user)};
      GRANT EXECUTE ON FUNCTION pgboss.anlaufstelle_enqueue TO ${quoted(owner.user)};
      COMMENT ON SCHEMA pgboss IS '${mark}'`)
  } finally {
    await jobs.end()
  }
}

/** `app_jobs` makes the schema itself: an owner who is no superuser could not give it away. */
const makeSchema = async (client: Client, jobs: Client, { database }: OwnerConnection) => {
  await client.query(`GRANT CREATE ON DATABASE ${quoted(database)} TO app_jobs`)
  try {
    await jobs.query('CREATE SCHEMA IF NOT EXISTS pgboss')
  } finally {
    await client.query(`REVOKE CREATE ON DATABASE ${quoted(database)} FROM app_jobs`)
  }
}

const makeQueues = async (jobs: Client) => {
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    db: { executeSql: (text, values) => jobs.query(text, values) },
    createSchema: false,
    supervise: false,
    schedule: false,
    registerInstance: false
  })
  boss.on('error', () => undefined)
  await boss.start()
  try {
    for (const [name, { policy, ...options }] of Object.entries(QUEUES)) {
      await boss.createQueue(name, { policy, ...options })
      await boss.updateQueue(name, options)
    }
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
}
