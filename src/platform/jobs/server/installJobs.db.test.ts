import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { prepareDatabase } from '#platform/db/server/prepareDatabase.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { QUEUES } from './queues.ts'

const template = inject('templateDatabase')
const administer = (statement: string) => queryAsOwner({ ...template, database: 'postgres' }, statement)
const made: string[] = []
afterAll(async () => {
  for (const drop of made.reverse()) await administer(drop)
})

/** A database nobody has used, of an owner who is no superuser. */
const emptyDatabase = async (): Promise<OwnerConnection> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD '${template.password}'`)
  made.push(`DROP ROLE ${name}`)
  await administer(`CREATE DATABASE ${name} OWNER ${name} TEMPLATE template0`)
  made.push(`DROP DATABASE ${name} WITH (FORCE)`)
  return { ...template, user: name, database: name }
}
const queues = async (owner: OwnerConnection) =>
  (
    await queryAsOwner<{ name: string; policy: string; retryLimit: number }>(
      { ...template, database: owner.database },
      'SELECT name, policy, retry_limit AS "retryLimit" FROM pgboss.queue ORDER BY name'
    )
  ).rows
const expected = Object.entries(QUEUES).map(([name, { policy, retryLimit }]) => ({
  name,
  policy,
  retryLimit
}))

describe('the job queue', () => {
  test('is made for an owner who is no superuser, by four who start at once', async () => {
    const owner = await emptyDatabase()
    await Promise.all(Array.from({ length: 4 }, () => prepareDatabase(owner)))
    expect(await queues(owner)).toMatchObject(expected)
    const { rows } = await queryAsOwner(
      owner,
      `SELECT nspowner::regrole::text AS owner, has_database_privilege('app_jobs', current_database(), 'CREATE') AS makes
       FROM pg_namespace WHERE nspname = 'pgboss'`
    )
    expect(rows).toEqual([{ owner: 'app_jobs', makes: false }])
    await expect(queryAsOwner(owner, 'SELECT FROM pgboss.job')).rejects.toThrow('permission denied')
    await queryAsOwner(
      owner,
      `INSERT INTO access_organisation (name, runs_installation) VALUES ('Verein', true)`
    )
    await queryAsOwner(
      owner,
      `SELECT set_config('app.org', (SELECT id::text FROM access_organisation), false),
        platform_outbox_put(gen_random_uuid(), 'sealed', now())`
    )
    const asJobs = { ...template, database: owner.database }
    expect((await queryAsOwner(asJobs, 'SELECT FROM pgboss.job')).rows).toHaveLength(1)
  })

  const db = useTestDatabase()

  test('is made anew where making it was cut off, and keeps its jobs', async () => {
    const enqueue = () =>
      queryAsOwner(
        db.owner,
        `SELECT pgboss.anlaufstelle_enqueue('mail.send', gen_random_uuid(), gen_random_uuid(), '0')`
      )
    await enqueue()
    await queryAsOwner(
      db.owner,
      `COMMENT ON SCHEMA pgboss IS NULL; UPDATE pgboss.queue SET retry_limit = 99;
       DROP FUNCTION pgboss.anlaufstelle_enqueue; GRANT CREATE ON DATABASE ${db.owner.database} TO app_jobs`
    )
    await prepareDatabase(db.owner)
    await enqueue()
    expect((await queryAsOwner(db.owner, 'SELECT FROM pgboss.job')).rows).toHaveLength(2)
    expect(await queues(db.owner)).toMatchObject(expected)
    const { rows } = await queryAsOwner(
      db.owner,
      `SELECT has_database_privilege('app_jobs', current_database(), 'CREATE') AS makes`
    )
    expect(rows).toEqual([{ makes: false }])
  })

  test('refuses a job for a queue that is not there, or about nothing', async () => {
    const enqueue = (queue: string, record: string) =>
      queryAsOwner(
        db.owner,
        `SELECT pgboss.anlaufstelle_enqueue('${queue}', gen_random_uuid(), ${record}, '0')`
      )
    await expect(enqueue('mail.sent', 'gen_random_uuid()')).rejects.toThrow('no queue mail.sent')
    await expect(enqueue('mail.send', 'NULL')).rejects.toThrow('about a record')
  })

  test('queues a record once, at the earlier time', async () => {
    const [organisation, record] = [randomUUID(), randomUUID()]
    for (const wait of ['1 hour', '1 minute', '2 hours'])
      await queryAsOwner(
        db.owner,
        `SELECT pgboss.anlaufstelle_enqueue('mail.send', '${organisation}', '${record}', '${wait}')`
      )
    const { rows } = await queryAsOwner(
      db.owner,
      `SELECT start_after < now() + interval '2 minutes' AS early FROM pgboss.job WHERE data->>'id' = $1`,
      [record]
    )
    expect(rows).toEqual([{ early: true }])
  })
})
