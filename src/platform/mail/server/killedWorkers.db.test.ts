import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#platform/clock/clock.ts'
import { createServerKey } from '#platform/crypto/server/serverKey.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { createLog } from '#platform/log/server/log.ts'
import type { WorkerTask } from '#testing/mailWorkerProcess.ts'
import { startSmtpServer, type TestSmtpServer } from '#testing/smtpServer.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { sendMail } from './sendMail.ts'

const KILLS = process.env['ANLAUFSTELLE_LONG'] ? 200 : 20
/** Mails that are written for each kill. */
const MAILS = 5
const AT_ONCE = 3

const db = useTestDatabase()
const secret = randomBytes(32)
const program = join(import.meta.dirname, '../../../testing/mailWorkerProcess.ts')
let server: TestSmtpServer
let organisationId: OrganisationId
let ctx: Ctx
let worker: ChildProcess | undefined

beforeAll(async () => {
  server = await startSmtpServer()
  organisationId = await db.addOrganisation()
  const surroundings = { database: db.database, clock: systemClock, log: createLog('error') }
  ctx = createCtx({ ...surroundings, serverKey: createServerKey(secret) }, 'app_work', organisationId)
})
afterAll(async () => {
  worker?.kill('SIGKILL')
  await server.stop()
})

const startWorker = () => {
  const task: WorkerTask = {
    owner: db.owner,
    organisationId,
    serverKey: secret.toString('base64url'),
    settings: server.settings
  }
  worker = spawn(process.execPath, [program], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, WORKER: JSON.stringify(task) }
  })
  return worker
}
const writeMails = async () => {
  const ids = Array.from({ length: MAILS }, () => randomUUID())
  for (const id of ids) {
    const mail = { id, to: 'person@example.org', subject: 'Einladung', text: `Der Link ist ${id}` }
    await ctx.write((tx) => sendMail(tx, ctx, mail))
  }
  return ids
}
/** As though the wait after a broken attempt was over; eight of those are another test's matter. */
const passTime = () =>
  queryAsOwner(
    db.owner,
    `UPDATE platform_outbox SET next_attempt_at = now(), attempts = 0 WHERE state = 'waiting'`
  )
const until = async (what: string, there: () => boolean | Promise<boolean>) => {
  const end = performance.now() + 120_000
  while (!(await there())) {
    if (performance.now() > end)
      throw new Error(`Waited in vain until ${what}: ${JSON.stringify(await states())}`)
    await new Promise((go) => setTimeout(go, 5))
  }
}
const states = async () =>
  Object.fromEntries(
    (
      await queryAsOwner<{ state: string; count: number }>(
        db.owner,
        'SELECT state, count(*)::int FROM platform_outbox GROUP BY state'
      )
    ).rows.map(({ state, count }) => [state, count])
  )

test(
  'kill -9 of the worker, at any moment: every mail is sent, and twice only where the kill came between yes and mark',
  {
    timeout: 180_000 + KILLS * 15_000
  },
  async () => {
    const written: string[] = []
    let inBetween = 0
    for (let round = 0; round < KILLS; round++) {
      written.push(...(await writeMails()))
      server.pause = Math.floor(Math.random() * 30)
      const sessions = server.sessions()
      const child = startWorker()
      await until('it talks to the mail server', () => server.sessions() > sessions)
      await new Promise((go) => setTimeout(go, Math.random() * 150))
      child.kill('SIGKILL')
      await once(child, 'exit')
      // The server ends a mail it has read even when nobody waits for its answer.
      await new Promise((go) => setTimeout(go, server.pause + 20))
      const sent = (await states())['sent'] ?? 0
      const before = inBetween
      inBetween = server.taken.length - sent
      expect(inBetween - before).toBeLessThanOrEqual(AT_ONCE)
      await passTime()
    }
    startWorker()
    await until('nothing waits', async () => !(await states())['waiting'])
    worker!.kill('SIGTERM')
    const taken = server.taken.map(({ messageId }) => messageId)
    expect([...new Set(taken)].sort()).toEqual(written.map((id) => `<${id}@example.org>`).sort())
    expect(await states()).toEqual({ sent: written.length })
    expect(taken.length - written.length).toBe(inBetween)
    process.stdout.write(
      `figure: ${KILLS} kills: ${written.length} mails, all sent, ${inBetween} of them twice\n`
    )
  }
)
