import { describe, expect, test } from 'vitest'
import { useOutbox } from '#testing/outbox.ts'
import type { SmtpMood } from '#testing/smtpServer.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { MOST_ATTEMPTS, secondsAfter } from './attempts.ts'
import { deliverMail } from './deliverMail.ts'
import { keepOutbox } from './keepOutbox.ts'
import { listOutbox, readShownMail } from './outboxQueries.ts'
import { letRetry } from './outboxRepository.ts'

const db = useTestDatabase()
const outbox = useOutbox(db)
const { later, work, jobs, send, entry, hasContent, queued, until } = outbox
const never = new AbortController().signal
const retry = (id: string) => work().write((tx) => letRetry(tx, id, outbox.now()))
const attempt = (id: string) => deliverMail(jobs(), outbox.server.settings, id, never)

describe('one attempt', () => {
  test('sends the mail and destroys its content', async () => {
    const id = await send()
    await attempt(id)
    expect(outbox.server.taken.map(({ messageId }) => messageId)).toEqual([`<${id}@example.org>`])
    expect(await entry(id)).toMatchObject({
      state: 'sent',
      attempts: 1,
      refusal: undefined,
      settledAt: outbox.now()
    })
    expect(await hasContent(id)).toBe(false)
  })

  test('of a mail that was sent does nothing', async () => {
    const id = await send()
    await attempt(id)
    later({ hours: 1 })
    await attempt(id)
    expect(outbox.server.taken).toHaveLength(1)
  })

  test('of a mail that is not due does nothing', async () => {
    const id = await send()
    later({ minutes: -1 })
    await attempt(id)
    expect(outbox.server.taken).toEqual([])
  })

  test('of a mail of another organisation does nothing', async () => {
    const id = await send()
    const there = await db.addOrganisation()
    await deliverMail(jobs(there), outbox.server.settings, id, never)
    expect(outbox.server.taken).toEqual([])
  })

  test('that the server puts off is made again after the wait, and not before', async () => {
    const id = await send()
    outbox.server.mood = 'busy'
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'waiting', attempts: 1, refusal: 'busy' })
    expect(await queued(id)).toEqual([0])
    outbox.server.mood = 'takes'
    later({ seconds: secondsAfter(1) - 1 })
    await attempt(id)
    expect(outbox.server.taken).toEqual([])
    later({ seconds: 1 })
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'sent', attempts: 2, refusal: undefined })
  })

  test('that fails queues the next one, with the wait of its number', async () => {
    const id = await send()
    await queryAsOwner(db.owner, `UPDATE pgboss.job SET state = 'active'`)
    outbox.server.mood = 'busy'
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
      outbox.server.mood = mood
      await attempt(id)
      expect(await entry(id)).toMatchObject({ state: 'failed', attempts: 1, refusal, canRetry: true })
      outbox.server.mood = 'takes'
      later({ hours: 3 })
      await attempt(id)
      expect(outbox.server.taken).toEqual([])
      expect(await retry(id)).toBe(true)
      await attempt(id)
      expect(await entry(id)).toMatchObject({ state: 'sent', attempts: 1 })
      expect(outbox.server.taken).toHaveLength(1)
      expect(await retry(id)).toBe(false)
    }
  )

  test('after eight within a day the mail is given up', async () => {
    const id = await send()
    const begin = outbox.now()
    outbox.server.mood = 'busy'
    for (let count = 1; count <= MOST_ATTEMPTS; count++) {
      expect(await entry(id)).toMatchObject({ state: 'waiting' })
      await attempt(id)
      later({ seconds: secondsAfter(count) })
    }
    expect(await entry(id)).toMatchObject({ state: 'failed', attempts: 8, refusal: 'busy', canRetry: true })
    const lastAttempt = outbox.now().subtract({ seconds: secondsAfter(MOST_ATTEMPTS) })
    expect(lastAttempt.since(begin).total('hours')).toBeLessThan(24)
  })

  test('that nobody ended counts: eight of those, and the mail is given up', async () => {
    const id = await send()
    await queryAsOwner(db.owner, 'UPDATE platform_outbox SET attempts = 8 WHERE id = $1', [id])
    await attempt(id)
    expect(outbox.server.taken).toEqual([])
    expect(await entry(id)).toMatchObject({ state: 'failed', refusal: 'interrupted', canRetry: true })
  })

  test('whose answer is lost is made again, and the mail can be told to be the same', async () => {
    const id = await send()
    outbox.server.read.length = 0
    outbox.server.mood = 'drops'
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'waiting', refusal: 'dropped' })
    outbox.server.mood = 'takes'
    later({ seconds: secondsAfter(1) })
    await attempt(id)
    expect(await entry(id)).toMatchObject({ state: 'sent' })
    expect([outbox.server.read.length, outbox.server.taken.length]).toEqual([1, 1])
    expect(outbox.server.taken[0]!.raw).toBe(outbox.server.read[0]!.raw)
  })

  test('with a content that was moved from another row is a fault, and sends nothing', async () => {
    const [one, other] = [await send(), await send()]
    await queryAsOwner(
      db.owner,
      'UPDATE platform_outbox SET sealed = (SELECT sealed FROM platform_outbox WHERE id = $2) WHERE id = $1',
      [one, other]
    )
    await expect(attempt(one)).rejects.toThrow()
    expect(outbox.server.taken).toEqual([])
  })

  test('by twenty at once sends one', async () => {
    const id = await send()
    outbox.server.pause = 100
    await Promise.all(Array.from({ length: 20 }, () => attempt(id)))
    expect(outbox.server.taken).toHaveLength(1)
    expect(await entry(id)).toMatchObject({ state: 'sent', attempts: 1 })
  })
})

describe('a mail server that hangs', () => {
  test('keeps no request waiting', async () => {
    outbox.server.mood = 'hangs'
    const stopping = new AbortController()
    const first = await send()
    const hanging = deliverMail(jobs(), outbox.server.settings, first, stopping.signal)
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
    outbox.server.mood = 'refusesRecipient'
    await attempt(failed)
    later({ hours: 24 * 7 - 1, minutes: 59, seconds: 59 })
    await keep()
    expect([await hasContent(waiting), await hasContent(failed)]).toEqual([true, true])
    later({ seconds: 1 })
    await keep()
    expect([await hasContent(waiting), await hasContent(failed)]).toEqual([false, false])
    expect(await entry(waiting)).toMatchObject({ state: 'failed', refusal: 'expired', canRetry: false })
    expect(await entry(failed)).toMatchObject({ state: 'failed', refusal: 'recipient', canRetry: false })
    expect(await retry(failed)).toBe(false)
    later({ hours: 24 * 23 })
    await keep()
    expect((await listOutbox(work(), 1)).entries).toEqual([])
  })

  test('leaves alone what is being sent', async () => {
    const id = await send()
    later({ hours: 24 * 7 })
    outbox.server.pause = 300
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
    await keepOutbox(jobs(there), { sends: true, first: true })
    expect(await hasContent(id)).toBe(true)
    expect(await queued(id)).toEqual([])
  })
})

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
      expect(await readShownMail(work(), id)).toMatchObject({
        text: `Der Link ist ${id}`,
        createdAt: outbox.now()
      })
      const there = await db.addOrganisation()
      expect(await readShownMail(work(there), id)).toBeUndefined()
      expect(await queued(id)).toEqual([])
      await keepOutbox(jobs(), { sends: true, first: true })
      await attempt(id)
      expect(await retry(id)).toBe(false)
      await attempt(id)
      expect(outbox.server.taken).toEqual([])
      later({ hours: 24 * 7 })
      await keepOutbox(jobs(), { sends: true, first: true })
      expect(await readShownMail(work(), id)).toBeUndefined()
      expect(await entry(id)).toMatchObject({ state: 'shown', shown: undefined })
    } finally {
      await queryAsOwner(db.owner, 'UPDATE access_installation SET demo = false')
    }
  })
})
