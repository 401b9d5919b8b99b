import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { listOutbox, type OutboxEntry } from '#platform/mail/server/outboxQueries.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import { startSmtpServer, type TestSmtpServer } from './smtpServer.ts'
import { queryAsOwner, type TestDatabase } from './testDatabase.ts'

/** An outbox and a mail server, empty and in a good mood before each test, and a clock that stands still until it is moved. */
export interface TestOutbox {
  readonly server: TestSmtpServer
  readonly organisationId: OrganisationId
  now(): Temporal.Instant
  later(duration: Temporal.DurationLike): void
  /** Ctxs of the organisation, or of another, by the outbox's clock. */
  work(organisationId?: OrganisationId): Ctx
  jobs(organisationId?: OrganisationId): Ctx
  /** Writes a mail and answers its id. */
  send(id?: string): Promise<string>
  entry(id: string): Promise<OutboxEntry>
  hasContent(id: string): Promise<boolean | undefined>
  /** Seconds until the jobs of a mail start, as the database's clock has it. */
  queued(id: string): Promise<number[]>
  /** Asks again and again; fails after 20 seconds, saying what was awaited. */
  until(what: string, there: () => boolean | Promise<boolean>): Promise<void>
}

const BEGIN = Temporal.Instant.from('2026-09-15T07:10:00Z')

/** Makes one for a test file that has a database. */
export const useOutbox = (db: TestDatabase): TestOutbox => {
  const state = { now: BEGIN, server: undefined as TestSmtpServer | undefined, here: '' as OrganisationId }
  const clock = { now: () => state.now }
  beforeAll(async () => {
    state.here = await db.addOrganisation()
    state.server = await startSmtpServer()
  })
  afterAll(() => state.server?.stop())
  beforeEach(async () => {
    state.now = BEGIN
    Object.assign(state.server!, { mood: 'takes', pause: 0 })
    state.server!.taken.length = 0
    await queryAsOwner(db.owner, 'TRUNCATE platform_outbox')
    await queryAsOwner(db.owner, 'DELETE FROM pgboss.job')
  })
  const work = (organisationId = state.here) => db.ctx('app_work', organisationId, clock)
  return {
    get server() {
      return state.server!
    },
    get organisationId() {
      return state.here
    },
    now: clock.now,
    later: (duration) => void (state.now = state.now.add(duration)),
    work,
    jobs: (organisationId = state.here) => db.ctx('app_jobs', organisationId, clock),
    async send(id = randomUUID()) {
      const ctx = work()
      const mail = { id, to: 'person@example.org', subject: 'Einladung', text: `Der Link ist ${id}` }
      await ctx.write((tx) => sendMail(tx, ctx, mail))
      return id
    },
    entry: async (id) => (await listOutbox(work(), 1)).entries.find((found) => found.id === id)!,
    hasContent: async (id) =>
      (
        await queryAsOwner<{ there: boolean }>(
          db.owner,
          'SELECT sealed IS NOT NULL AS there FROM platform_outbox WHERE id = $1',
          [id]
        )
      ).rows[0]?.there,
    queued: async (id) =>
      (
        await queryAsOwner<{ wait: number }>(
          db.owner,
          `SELECT round(extract(epoch FROM start_after - now()))::int AS wait FROM pgboss.job
           WHERE data->>'id' = $1 AND state = 'created'`,
          [id]
        )
      ).rows.map(({ wait }) => wait),
    until: untilThere
  }
}

const untilThere: TestOutbox['until'] = async (what, there) => {
  const end = performance.now() + 20_000
  while (!(await there())) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}`)
    await new Promise((go) => setTimeout(go, 20))
  }
}
