import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { knownMigrations } from '#platform/db/server/migrate.ts'
import { countOutbox } from '#platform/mail/server/outboxQueries.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { findServerFacts, listQueueFacts } from './systemQueries.ts'

const db = useTestDatabase()
let here: OrganisationId
let there: OrganisationId
beforeAll(async () => {
  here = await db.addOrganisation()
  there = await db.addOrganisation()
})
const owner = (statement: string, values: unknown[] = []) => queryAsOwner(db.owner, statement, values)

describe('the database server', () => {
  test('says its version, its size and every migration that was applied', async () => {
    const facts = await findServerFacts(db.ctx('app_work', here, systemClock))
    expect(facts.version).toMatch(/^\d{2}(\.\d+)?$/)
    expect(facts.bytes).toBeGreaterThan(1_000_000)
    expect(facts.migrations).toEqual(await knownMigrations())
    expect(Math.abs(facts.secondsAhead)).toBeLessThan(2)
  })

  test.each([60, -60])('is found to be %i seconds ahead', async (seconds) => {
    const clock = { now: () => systemClock.now().subtract({ seconds }) }
    const { secondsAhead } = await findServerFacts(db.ctx('app_work', here, clock))
    expect(Math.round(secondsAhead)).toBe(seconds)
  })
})

describe('the queues', () => {
  beforeEach(() => owner('DELETE FROM pgboss.job'))
  const enqueue = (organisation: OrganisationId, wait = '0') =>
    owner(`SELECT pgboss.anlaufstelle_enqueue('mail.send', $1, $2, $3)`, [organisation, randomUUID(), wait])
  const settle = (state: string, ago: string) =>
    owner(
      `UPDATE pgboss.job SET state = $1, completed_on = now() - $2::interval
       WHERE id = (SELECT id FROM pgboss.job WHERE state = 'created' LIMIT 1)`,
      [state, ago]
    )
  const facts = (organisation = here) => listQueueFacts(db.ctx('app_jobs', organisation))

  test('are there by their names, with nothing to do', async () => {
    const nothing = { waiting: 0, dueSince: undefined, failed: 0, lastDone: undefined }
    expect(await facts()).toEqual([{ name: 'mail.send', ...nothing }])
  })

  test('count what waits, and know since when it is due', async () => {
    await enqueue(here, '1 hour')
    expect(await facts()).toMatchObject([{ waiting: 1, dueSince: undefined }])
    await enqueue(here, '-1 hour')
    const [queue] = await facts()
    expect(queue!.waiting).toBe(2)
    const hours = queue!.dueSince!.until(systemClock.now()).total('hours')
    expect(hours).toBeCloseTo(1, 1)
  })

  test('count what was given up within a week, and know when one was done last', async () => {
    for (const [state, ago] of [
      ['failed', '6 days'],
      ['failed', '8 days'],
      ['completed', '3 hours'],
      ['completed', '2 hours']
    ] as const) {
      await enqueue(here)
      await settle(state, ago)
    }
    const [queue] = await facts()
    expect(queue).toMatchObject({ waiting: 0, failed: 1 })
    expect(queue!.lastDone!.until(systemClock.now()).total('hours')).toBeCloseTo(2, 1)
  })

  test('keep what is done for as long as it is told of', async () => {
    await enqueue(here)
    const { rows } = await owner('SELECT deletion_seconds AS seconds FROM pgboss.job')
    expect(rows).toEqual([{ seconds: 7 * 86_400 }])
  })

  test('tell another organisation nothing', async () => {
    await enqueue(here)
    expect(await facts(there)).toMatchObject([{ waiting: 0, dueSince: undefined }])
  })
})

describe('the outbox in numbers', () => {
  const put = (organisation: OrganisationId, state: string, sealed: boolean, ago: string) =>
    owner(
      `INSERT INTO platform_outbox (id, organisation_id, state, sealed, created_at, next_attempt_at, settled_at)
       VALUES (gen_random_uuid(), $1, $2, $3, now() - $4::interval, CASE $2 WHEN 'waiting' THEN now() END,
         CASE $2 WHEN 'waiting' THEN NULL ELSE now() END)`,
      [organisation, state, sealed ? Buffer.from('x') : null, ago]
    )

  test('says what waits, since when, and what can be sent again, of the own organisation alone', async () => {
    expect(await countOutbox(db.ctx('app_work', here))).toEqual({ waiting: 0, oldest: undefined, failed: 0 })
    await put(here, 'waiting', true, '2 hours')
    await put(here, 'waiting', true, '1 hour')
    await put(here, 'failed', true, '1 day')
    await put(here, 'failed', false, '9 days')
    await put(here, 'sent', false, '1 day')
    const { oldest, ...counts } = await countOutbox(db.ctx('app_work', here))
    expect(counts).toEqual({ waiting: 2, failed: 1 })
    expect(oldest!.until(systemClock.now()).total('hours')).toBeCloseTo(2, 1)
    expect(await countOutbox(db.ctx('app_work', there))).toMatchObject({ waiting: 0, failed: 0 })
  })

  test('stays with the own organisation without row-level security', async () => {
    await owner('ALTER TABLE platform_outbox DISABLE ROW LEVEL SECURITY')
    expect(await countOutbox(db.ctx('app_work', there))).toMatchObject({ waiting: 0, failed: 0 })
  })
})
