import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startJobs } from '#platform/jobs/server/startJobs.ts'
import { createLog } from '#platform/log/server/log.ts'
import { useOutbox } from '#testing/outbox.ts'
import { startSmtpServer } from '#testing/smtpServer.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { secondsAfter } from './attempts.ts'
import { keepOutbox } from './keepOutbox.ts'
import { mailWorker } from './mailWorker.ts'
import { listOutbox } from './outboxQueries.ts'
import { sendMail } from './sendMail.ts'

const db = useTestDatabase()
const outbox = useOutbox(db)
const { later, work, jobs, send, entry, until } = outbox

describe('workers', () => {
  const lines: string[] = []
  const log = createLog('debug', (line) => void lines.push(line))
  const startWorker = (settings = outbox.server.settings, pause = 0.5) =>
    startJobs({
      owner: db.owner,
      log,
      pause,
      workers: [mailWorker(settings, (id) => ({ ...jobs(id), log }))]
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
    await until('all are sent', () => outbox.server.taken.length >= 40)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(outbox.server.taken.map(({ messageId }) => messageId).sort()).toEqual(
      ids.map((id) => `<${id}@example.org>`).sort()
    )
    expect((await listOutbox(work(), 1)).entries.every(({ state }) => state === 'sent')).toBe(true)
    outbox.server.mood = 'refusesRecipient'
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

  test('send a backlog without a pause between its mails', async () => {
    for (let count = 0; count < 24; count++) await send()
    const pause = 30
    const began = performance.now()
    const worker = startWorker(outbox.server.settings, pause)
    await until('all are sent', () => outbox.server.taken.length >= 24)
    expect(performance.now() - began).toBeLessThan(pause * 1_000)
    await worker.stop()
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
    expect(rows).toEqual([{ output: { message: 'faulted' } }])
  })

  test('whose mail server is down send when it is up again', async () => {
    const { settings } = outbox.server
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
    expect(outbox.server.taken).toHaveLength(1)
  })

  test('stop at once where nothing is done, and break off what hangs', async () => {
    const idle = startWorker()
    await idle.stop()
    outbox.server.mood = 'hangs'
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
