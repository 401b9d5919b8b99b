import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { listOutbox, readShownMail } from './outboxQueries.ts'
import { letRetry } from './outboxRepository.ts'
import { sendMail, type Mail } from './sendMail.ts'

const db = useTestDatabase()
let here: OrganisationId
let there: OrganisationId
beforeAll(async () => {
  here = await db.addOrganisation()
  there = await db.addOrganisation()
})

const aMail = (changes: Partial<Mail> = {}): Mail => ({
  id: randomUUID(),
  to: 'person@example.org',
  subject: 'Ihre Einladung',
  text: 'Guten Tag,\n\nhier ist der Link.\n',
  ...changes
})
const send = (ctx: Ctx, mail: Mail) => ctx.write((tx) => sendMail(tx, ctx, mail))
const rows = async (id: string) =>
  (await queryAsOwner(db.owner, 'SELECT state, attempts, sealed FROM platform_outbox WHERE id = $1', [id]))
    .rows
const jobs = async (id: string) =>
  (
    await queryAsOwner<{ data: unknown }>(db.owner, `SELECT data FROM pgboss.job WHERE data->>'id' = $1`, [
      id
    ])
  ).rows

describe('a mail', () => {
  test.each(['app_auth', 'app_work', 'owner'] as const)('of %s waits, with one job', async (role) => {
    const mail = aMail()
    await send(db.ctx(role, here), mail)
    expect(await rows(mail.id)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    expect(await jobs(mail.id)).toEqual([{ data: { organisationId: here, id: mail.id } }])
  })

  test('that is sent twice is one', async () => {
    const mail = aMail()
    await send(db.ctx('app_work', here), mail)
    await send(db.ctx('app_auth', here), { ...mail, text: 'Another text' })
    expect(await rows(mail.id)).toHaveLength(1)
    expect(await jobs(mail.id)).toHaveLength(1)
  })

  test('that is sent by twenty at once is one', async () => {
    const mail = aMail()
    await Promise.all(Array.from({ length: 20 }, () => send(db.ctx('app_work', here), mail)))
    expect(await rows(mail.id)).toHaveLength(1)
    expect(await jobs(mail.id)).toHaveLength(1)
  })

  test('is not there when the transaction it belongs to fails', async () => {
    const mail = aMail()
    const ctx = db.ctx('app_work', here)
    await expect(
      ctx.write(async (tx) => {
        await sendMail(tx, ctx, mail)
        throw new Error('changed my mind')
      })
    ).rejects.toThrow('changed my mind')
    expect(await rows(mail.id)).toEqual([])
    expect(await jobs(mail.id)).toEqual([])
  })

  test('belongs to an organisation', async () => {
    await expect(send(db.ctx('owner'), aMail())).rejects.toThrow('belongs to an organisation')
  })

  test('of one organisation and a mail of another may have the same id', async () => {
    const mail = aMail()
    await send(db.ctx('app_work', here), mail)
    await send(db.ctx('app_work', there), mail)
    expect(await rows(mail.id)).toHaveLength(2)
    expect(await jobs(mail.id)).toHaveLength(2)
  })

  test.each([
    ['an address with a line break', { to: 'a@example.org\r\nBcc: b@example.org' }],
    ['two addresses', { to: 'a@example.org,b@example.org' }],
    ['a name in the address', { to: 'A <a@example.org>' }],
    ['an address of look-alikes', { to: 'а@example.org' }],
    ['no address', { to: '' }],
    ['a subject with a line break', { subject: 'Hello\r\nBcc: b@example.org' }],
    ['a subject with a single line feed', { subject: 'Hello\nBcc: b@example.org' }],
    ['a subject with a line separator', { subject: 'Hello\u2028Bcc: b@example.org' }],
    ['no subject', { subject: ' ' }],
    ['too long a subject', { subject: 'x'.repeat(201) }],
    ['NUL', { text: 'a\0b' }],
    ['a carriage return', { text: 'a\r\n.\r\nQUIT' }],
    ['no text', { text: '\n' }],
    ['too long a text', { text: 'x'.repeat(20_001) }]
  ])('with %s is refused, without a word of it', async (_, changes) => {
    const mail = aMail(changes)
    const said = await send(db.ctx('app_work', here), mail).catch(String)
    expect(said).toMatch(/^Error: A mail with .* cannot be sent$/)
    expect(await rows(mail.id)).toEqual([])
  })
})

describe('the outbox', () => {
  test('lists the own mails, newest first, without opening them', async () => {
    const [first, second] = [aMail(), aMail()]
    const ctx = db.ctx('app_work', there)
    const at = (minute: number) => Temporal.Instant.from(`2026-09-15T08:0${minute}:00Z`)
    const clockAt = (minute: number) => ({ now: () => at(minute) })
    await send(db.ctx('app_work', there, clockAt(8)), first)
    await send(db.ctx('app_work', there, clockAt(9)), second)
    const { entries, more } = await listOutbox(ctx, 1)
    expect(entries.slice(0, 2).map(({ id }) => id)).toEqual([second.id, first.id])
    expect(entries[0]).toMatchObject({
      state: 'waiting',
      attempts: 0,
      createdAt: at(9),
      nextAttemptAt: at(9),
      canRetry: false,
      shown: undefined
    })
    expect(more).toBe(false)
    expect(await readShownMail(ctx, second.id)).toBeUndefined()
  })

  test('has pages', async () => {
    const fourth = await db.addOrganisation()
    const ctx = db.ctx('app_work', fourth)
    for (let count = 0; count < 51; count++) await send(ctx, aMail())
    expect(await listOutbox(ctx, 1)).toMatchObject({ entries: { length: 50 }, more: true })
    expect(await listOutbox(ctx, 2)).toMatchObject({ entries: { length: 1 }, more: false })
  })

  test('of another organisation is not seen, and not sent again', async () => {
    const mail = aMail()
    await send(db.ctx('app_work', here), mail)
    await queryAsOwner(
      db.owner,
      `UPDATE platform_outbox SET state = 'failed', next_attempt_at = NULL, settled_at = now() WHERE id = $1`,
      [mail.id]
    )
    const other = db.ctx('app_work', there)
    expect((await listOutbox(other, 1)).entries.map(({ id }) => id)).not.toContain(mail.id)
    const retry = (ctx: Ctx) => ctx.write((tx) => letRetry(tx, mail.id, ctx.clock.now()))
    expect(await retry(other)).toBe(false)
    expect(await rows(mail.id)).toMatchObject([{ state: 'failed' }])
    expect(await retry(db.ctx('app_work', here))).toBe(true)
    expect(await rows(mail.id)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    expect(await jobs(mail.id)).toHaveLength(1)
  })
})

describe('the outbox without row-level security', () => {
  const open = useTestDatabase()

  test('shows another organisation no mail, neither in the list nor by its id', async () => {
    const [ours, theirs] = [await open.addOrganisation(), await open.addOrganisation()]
    const mail = aMail()
    await send(open.ctx('app_work', theirs), mail)
    await queryAsOwner(
      open.owner,
      `UPDATE platform_outbox SET state = 'shown', next_attempt_at = NULL, settled_at = now()`
    )
    await queryAsOwner(open.owner, 'ALTER TABLE platform_outbox DISABLE ROW LEVEL SECURITY')
    expect(await listOutbox(open.ctx('app_work', ours), 1)).toEqual({ entries: [], more: false })
    expect(await readShownMail(open.ctx('app_work', ours), mail.id)).toBeUndefined()
    expect((await listOutbox(open.ctx('app_work', theirs), 1)).entries).toHaveLength(1)
    expect(await readShownMail(open.ctx('app_work', theirs), mail.id)).toMatchObject({ to: mail.to })
  })
})

describe('the login roles', () => {
  const refused =
    (role: 'app_portal' | 'app_auth' | 'app_work' | 'app_jobs', statement: string) => async () => {
      const { sql } = await import('kysely')
      await expect(db.ctx(role, here).write((tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
        'permission denied'
      )
    }
  const put = `SELECT platform_outbox_put(gen_random_uuid(), 'x', now())`
  const enqueue = `SELECT pgboss.anlaufstelle_enqueue('mail.send', gen_random_uuid(), gen_random_uuid(), '0')`
  const insertJob = `INSERT INTO pgboss.job (name) VALUES ('mail.send')`
  const insertMail = `INSERT INTO platform_outbox (id, organisation_id, state, created_at) VALUES (gen_random_uuid(), '00000000-0000-0000-0000-000000000000', 'sent', now())`

  test('portal: writes no mail', refused('app_portal', put))
  test(
    'portal: retries none',
    refused('app_portal', `SELECT platform_outbox_retry(gen_random_uuid(), now())`)
  )
  test('portal: reads none', refused('app_portal', 'SELECT FROM platform_outbox'))
  test('portal: makes no job by the function', refused('app_portal', enqueue))
  test('portal: makes no job', refused('app_portal', insertJob))
  test('portal: reads no job', refused('app_portal', 'SELECT FROM pgboss.job'))
  for (const role of ['app_auth', 'app_work'] as const) {
    test(`${role}: makes no job by the function`, refused(role, enqueue))
    test(`${role}: makes no job`, refused(role, insertJob))
    test(`${role}: reads no job`, refused(role, 'SELECT FROM pgboss.job'))
    test(`${role}: writes no row past the function`, refused(role, insertMail))
    test(`${role}: changes none`, refused(role, `UPDATE platform_outbox SET attempts = 0`))
    test(`${role}: deletes none`, refused(role, `DELETE FROM platform_outbox`))
  }
  test('app_auth: reads no mail', refused('app_auth', 'SELECT FROM platform_outbox'))
  test('app_jobs: writes no mail', refused('app_jobs', put))
  test('app_jobs: writes no row', refused('app_jobs', insertMail))
})
