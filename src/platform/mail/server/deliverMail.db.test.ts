import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganisationId } from '#platform/ctx.ts'
import { startJobs } from '#platform/jobs/server/startJobs.ts'
import { createLog } from '#platform/log/server/log.ts'
import { startSmtpServer, type SmtpMood, type TestSmtpServer } from '#testing/smtpServer.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { MOST_ATTEMPTS, secondsAfter } from './attempts.ts'
import { deliverMail } from './deliverMail.ts'
import { keepOutbox } from './keepOutbox.ts'
import { mailWorker } from './mailWorker.ts'
import { listOutbox, readShownMail } from './outboxQueries.ts'
import { retryMail } from './retryMail.ts'
import { sendMail } from './sendMail.ts'

const db = useTestDatabase()
const BEGIN = Temporal.Instant.from('2026-09-15T07:10:00Z')
let now = BEGIN
const clock = { now: () => now }
const later = (duration: Temporal.DurationLike) => void (now = now.add(duration))
const never = new AbortController().signal
let server: TestSmtpServer
let here: OrganisationId

beforeAll(async () => {
  here = await db.addOrganisation()
  server = await startSmtpServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = BEGIN
  server.mood = 'takes'
  server.pause = 0
  server.taken.length = 0
  await queryAsOwner(db.owner, 'TRUNCATE platform_outbox')
  await queryAsOwner(db.owner, 'DELETE FROM pgboss.job')
})

const work = () => db.ctx('app_work', here, clock)
const jobs = () => db.ctx('app_jobs', here, clock)
const send = async (id = randomUUID()) => {
  const ctx = work()
  const mail = { id, to: 'person@example.org', subject: 'Einladung', text: `Der Link ist ${id}` }
  await ctx.write((tx) => sendMail(tx, ctx, mail))
  return id
}
const attempt = (id: string, settings = server.settings) => deliverMail(jobs(), settings, id, never)
const entry = async (id: string) => (await listOutbox(work(), 1)).entries.find((found) => found.id === id)!
const hasContent = async (id: string) =>
  (
    await queryAsOwner<{ there: boolean }>(
      db.owner,
      'SELECT sealed IS NOT NULL AS there FROM platform_outbox WHERE id = $1',
      [id]
    )
  ).rows[0]?.there
/** Seconds until the jobs of a mail start, as the database's clock has it. */
const queued = async (id: string) =>
  (
    await queryAsOwner<{ wait: number }>(
      db.owner,
      `SELECT round(extract(epoch FROM start_after - now()))::int AS wait FROM pgboss.job
       WHERE data->>'id' = $1 AND state = 'created'`,
      [id]
    )
  ).rows.map(({ wait }) => wait)
const until = async (what: string, there: () => boolean | Promise<boolean>) => {
  const end = performance.now() + 20_000
  while (!(await there())) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}`)
    await new Promise((go) => setTimeout(go, 20))
  }
}

describe('one attempt', () => {
  test('sends the mail and destroys its content', async () => {
    const id = await send()
    await attempt(id)
    expect(server.taken.map(({ messageId }) => messageId)).toEqual([`<${id}@example.org>`])
    expect(await entry(id)).toMatchObject({ state: 'sent', attempts: 1, refusal: undefined, settledAt: now })
    expect(await hasContent(id)).toBe(false)
  })

  test('of a mail that was sent does nothing', async () => {
    const id = await send()
    await attempt(id)
    later({ hours: 1 })
    await attempt(id)
    expect(server.taken).toHaveLength(1)
  })

  test('of a mail that is not due does nothing', async () => {
    const id = await send()
    later({ minutes: -1 })
    await attempt(id)
    expect(server.taken).toEqual([])
  })

  test('of a mail of another organisation does nothing', async () => {
    const id = await send()
    const there = await db.addOrganisation()
    await deliverMail(db.ctx('app_jobs', there, clock), server.settings, id, never)
    expect(server.taken).toEqual([])
  })

  test('that the server puts off is made again after the wait, and not before', async () => {
    const id = await send()
    server.mood = 'busy'
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'waiting', attempts: 1, refusal: 'busy' })
    expect(await queued(id)).toEqual([0])
    server.mood = 'takes'
    later({ seconds: secondsAfter(1) - 1 })
    await attempt(id)
    expect(server.taken).toEqual([])
    later({ seconds: 1 })
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'sent', attempts: 2, refusal: undefined })
  })

  test('that fails queues the next one, with the wait of its number', async () => {
    const id = await send()
    await queryAsOwner(db.owner, `UPDATE pgboss.job SET state = 'active'`)
    server.mood = 'busy'
    await attempt(id)
    expect(await queued(id)).toEqual([secondsAfter(1)])
  })

  test.each<[SmtpMood, string]>([
    ['refusesRecipient', 'recipient'],
    ['refusesSender', 'sender'],
    ['refusesContent', 'content']
  ])(
    'that the server refuses for good is the last: %s; it can be sent again by hand',
    async (mood, refusal) => {
      const id = await send()
      server.mood = mood
      await attempt(id)
      expect(await entry(id)).toMatchObject({ state: 'failed', attempts: 1, refusal, canRetry: true })
      server.mood = 'takes'
      later({ hours: 3 })
      await attempt(id)
      expect(server.taken).toEqual([])
      expect(await retryMail(work(), id)).toMatchObject({ done: true })
      await attempt(id)
      expect(await entry(id)).toMatchObject({ state: 'sent', attempts: 1 })
      expect(server.taken).toHaveLength(1)
      expect(await retryMail(work(), id)).toMatchObject({ done: false })
    }
  )

  test('after eight within a day the mail is given up', async () => {
    const id = await send()
    server.mood = 'busy'
    for (let count = 1; count <= MOST_ATTEMPTS; count++) {
      expect(await entry(id)).toMatchObject({ state: 'waiting' })
      await attempt(id)
      later({ seconds: secondsAfter(count) })
    }
    expect(await entry(id)).toMatchObject({ state: 'failed', attempts: 8, refusal: 'busy', canRetry: true })
    const lastAttempt = now.subtract({ seconds: secondsAfter(MOST_ATTEMPTS) })
    expect(lastAttempt.since(BEGIN).total('hours')).toBeLessThan(24)
  })

  test('that nobody ended counts: eight of those, and the mail is given up', async () => {
    const id = await send()
    await queryAsOwner(db.owner, 'UPDATE platform_outbox SET attempts = 8 WHERE id = $1', [id])
    await attempt(id)
    expect(server.taken).toEqual([])
    expect(await entry(id)).toMatchObject({ state: 'failed', refusal: 'interrupted', canRetry: true })
  })

  test('whose answer is lost is made again, and the mail can be told to be the same', async () => {
    const id = await send()
    server.read.length = 0
    server.mood = 'drops'
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'waiting', refusal: 'dropped' })
    server.mood = 'takes'
    later({ seconds: secondsAfter(1) })
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'sent' })
    expect([server.read.length, server.taken.length]).toEqual([1, 1])
    expect(server.taken[0]!.raw).toBe(server.read[0]!.raw)
  })

  test('with a content that was moved from another row is a fault, and sends nothing', async () => {
    const [one, other] = [await send(), await send()]
    await queryAsOwner(
      db.owner,
      'UPDATE platform_outbox SET sealed = (SELECT sealed FROM platform_outbox WHERE id = $2) WHERE id = $1',
      [one, other]
    )
    await expect(attempt(one)).rejects.toThrow()
    expect(server.taken).toEqual([])
  })

  test('by twenty at once sends one', async () => {
    const id = await send()
    server.pause = 100
    await Promise.all(Array.from({ length: 20 }, () => attempt(id)))
    expect(server.taken).toHaveLength(1)
    expect(await entry(id)).toMatchObject({ state: 'sent', attempts: 1 })
  })
})

describe('a mail server that hangs', () => {
  test('keeps no request waiting', async () => {
    server.mood = 'hangs'
    const stopping = new AbortController()
    const first = await send()
    const hanging = deliverMail(jobs(), server.settings, first, stopping.signal)
    await until('the attempt is under way', async () => (await entry(first)).attempts === 1)
    const began = performance.now()
    for (let count = 0; count < 20; count++) await send()
    await listOutbox(work(), 1)
    expect(performance.now() - began).toBeLessThan(5_000)
    stopping.abort()
    await hanging
    expect(await entry(first)).toMatchObject({ state: 'waiting', attempts: 1, refusal: 'interrupted' })
  })
})

describe('the keeper of the outbox', () => {
  const keep = (first = false) => keepOutbox(jobs(), { sends: true, first })

  test('destroys contents after seven days and rows after thirty', async () => {
    const waiting = await send()
    const failed = await send()
    server.mood = 'refusesRecipient'
    await attempt(failed)
    later({ hours: 24 * 7 - 1, minutes: 59, seconds: 59 })
    await keep()
    expect([await hasContent(waiting), await hasContent(failed)]).toEqual([true, true])
    later({ seconds: 1 })
    await keep()
    expect([await hasContent(waiting), await hasContent(failed)]).toEqual([false, false])
    expect(await entry(waiting)).toMatchObject({ state: 'failed', refusal: 'expired', canRetry: false })
    expect(await entry(failed)).toMatchObject({ state: 'failed', refusal: 'recipient', canRetry: false })
    expect(await retryMail(work(), failed)).toEqual({ done: false, reason: 'gone' })
    later({ hours: 24 * 23 })
    await keep()
    expect((await listOutbox(work(), 1)).entries).toEqual([])
  })

  test('leaves alone what is being sent', async () => {
    const id = await send()
    later({ hours: 24 * 7 })
    server.pause = 300
    const sending = attempt(id)
    await until('it is under way', async () => (await entry(id)).attempts === 1)
    await keep()
    await sending
    expect(await entry(id)).toMatchObject({ state: 'sent' })
  })

  test('queues a mail whose job was lost, once, a minute after it was due', async () => {
    const id = await send()
    await queryAsOwner(db.owner, 'DELETE FROM pgboss.job')
    later({ seconds: 59 })
    await keep()
    expect(await queued(id)).toEqual([])
    later({ seconds: 1 })
    await keep()
    await keep()
    expect(await queued(id)).toHaveLength(1)
  })

  test('trusts no job at a start', async () => {
    const id = await send()
    await queryAsOwner(db.owner, 'DELETE FROM pgboss.job')
    await keep(true)
    expect(await queued(id)).toHaveLength(1)
  })

  test('sees the own organisation only', async () => {
    const id = await send()
    await queryAsOwner(db.owner, 'DELETE FROM pgboss.job')
    const there = await db.addOrganisation()
    later({ hours: 24 * 31 })
    await keepOutbox(db.ctx('app_jobs', there, clock), { sends: true, first: true })
    expect(await hasContent(id)).toBe(true)
    expect(await queued(id)).toEqual([])
  })
})

describe('workers', () => {
  const lines: string[] = []
  const log = createLog('debug', (line) => void lines.push(line))
  const startWorker = (settings = server.settings) =>
    startJobs({
      owner: db.owner,
      log,
      pause: 0.5,
      workers: [mailWorker(settings, (id) => ({ ...db.ctx('app_jobs', id, clock), log }))]
    })

  test('two at once send each mail once, and no word of it stays behind', async () => {
    const canary = `kanarienvogel-${randomUUID()}`
    const ctx = work()
    const ids = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const id = randomUUID()
        const mail = { id, to: `${canary}@example.org`, subject: `S ${canary}`, text: `T ${canary}` }
        await ctx.write((tx) => sendMail(tx, ctx, mail))
        return id
      })
    )
    expect(await wordsIn(canary)).toEqual([])
    const workers = [startWorker(), startWorker()]
    await until('all are sent', () => server.taken.length >= 40)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(server.taken.map(({ messageId }) => messageId).sort()).toEqual(
      ids.map((id) => `<${id}@example.org>`).sort()
    )
    expect((await listOutbox(work(), 1)).entries.every(({ state }) => state === 'sent')).toBe(true)
    server.mood = 'refusesRecipient'
    const refused = randomUUID()
    await ctx.write((tx) =>
      sendMail(tx, ctx, { id: refused, to: `${canary}@example.org`, subject: canary, text: canary })
    )
    const third = startWorker()
    await until('it is refused', async () => (await entry(refused)).state === 'failed')
    await third.stop()
    expect(await wordsIn(canary)).toEqual([])
    expect(lines.length).toBeGreaterThan(40)
    expect(lines.filter((line) => line.includes('kanarienvogel') || line.includes('example.org'))).toEqual([])
  })

  test('go on after a fault, and store nothing of it', async () => {
    const id = await send()
    await queryAsOwner(db.owner, `UPDATE platform_outbox SET sealed = 'kanarienvogel' WHERE id = $1`, [id])
    const good = await send()
    const worker = startWorker()
    await until('the good one is sent', async () => (await entry(good)).state === 'sent')
    await until('the fault was noticed', () => lines.some((line) => line.includes('jobs.fault')))
    await worker.stop()
    expect(await entry(id)).toMatchObject({ state: 'waiting', attempts: 1 })
    const { rows } = await queryAsOwner(
      db.owner,
      `SELECT output FROM pgboss.job WHERE data->>'id' = $1 AND output IS NOT NULL`,
      [id]
    )
    expect(rows).toEqual([{ output: { name: 'Error', message: 'faulted', stack: '' } }])
  })

  test('whose mail server is down send when it is up again', async () => {
    const { settings } = server
    const other = await startSmtpServer()
    await other.stop()
    const id = await send()
    const worker = startWorker(other.settings)
    await until('it was tried', async () => (await entry(id)).refusal === 'refused')
    await worker.stop()
    later({ seconds: secondsAfter(1) })
    await keepOutbox(jobs(), { sends: true, first: true })
    const again = startWorker(settings)
    await until('it is sent', async () => (await entry(id)).state === 'sent')
    await again.stop()
    expect(server.taken).toHaveLength(1)
  })

  test('stop at once where nothing is done, and break off what hangs', async () => {
    const idle = startWorker()
    await idle.stop()
    server.mood = 'hangs'
    const id = await send()
    const worker = startWorker()
    await until('the attempt is under way', async () => (await entry(id)).attempts === 1)
    const began = performance.now()
    await worker.stop()
    expect(performance.now() - began).toBeLessThan(3_500)
    expect(await entry(id)).toMatchObject({ state: 'waiting', refusal: 'interrupted' })
  })
})

/** Tables and columns, of every schema, in which a word stands in plain. */
const wordsIn = async (word: string): Promise<string[]> => {
  const { rows: tables } = await queryAsOwner<{ name: string }>(
    db.owner,
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`
  )
  const found: string[] = []
  expect(tables.some(({ name }) => name === 'pgboss.job_common')).toBe(true)
  for (const { name } of tables) {
    const { rows } = await queryAsOwner<{ text: string }>(
      db.owner,
      `SELECT t::text AS text FROM ${name} AS t`
    )
    const hex = Buffer.from(word).toString('hex')
    if (rows.some(({ text }) => text.includes(word) || text.includes(hex))) found.push(name)
  }
  return found
}

describe('a demonstration', () => {
  test('shows mails for seven days and sends none', async () => {
    await queryAsOwner(db.owner, 'UPDATE access_installation SET demo = true')
    try {
      const id = await send()
      expect(await entry(id)).toMatchObject({
        state: 'shown',
        shown: { to: 'person@example.org', subject: 'Einladung' },
        canRetry: false
      })
      expect(await readShownMail(work(), id)).toMatchObject({ text: `Der Link ist ${id}`, createdAt: now })
      const there = await db.addOrganisation()
      expect(await readShownMail(db.ctx('app_work', there, clock), id)).toBeUndefined()
      expect(await queued(id)).toEqual([])
      await keepOutbox(jobs(), { sends: true, first: true })
      await attempt(id)
      expect(await retryMail(work(), id)).toMatchObject({ done: false })
      await attempt(id)
      expect(server.taken).toEqual([])
      later({ hours: 24 * 7 })
      await keepOutbox(jobs(), { sends: true, first: true })
      expect(await readShownMail(work(), id)).toBeUndefined()
      expect(await entry(id)).toMatchObject({ state: 'shown', shown: undefined })
    } finally {
      await queryAsOwner(db.owner, 'UPDATE access_installation SET demo = false')
    }
  })
})
