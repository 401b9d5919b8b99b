import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setUpOrganisation } from '#modules/access/server/index.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { openServerKey } from '#platform/crypto/server/serverKeyFile.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { openCluster, type ClusterHold } from '#platform/db/server/cluster/openCluster.ts'
import { createCtx, type Surroundings } from '#platform/db/server/createCtx.ts'
import { openDatabase } from '#platform/db/server/database.ts'
import { prepareDatabase } from '#platform/db/server/prepareDatabase.ts'
import { createLog } from '#platform/log/server/log.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import { startSmtpServer, type TestSmtpServer } from '#testing/smtpServer.ts'
import { addressOf, ask } from './cluster.ts'
import { until } from './programs.ts'
import { useWorkshop } from './workshop.ts'

const workshop = useWorkshop()
const data = workshop.newData()
let hold: ClusterHold
let server: TestSmtpServer
let surroundings: Surroundings
let organisationId: OrganisationId

const owner = () => ({ ...hold.cluster.owner, database: 'mails' })
const settings = () => ({
  ANLAUFSTELLE_DATA: data,
  DATABASE_URL: addressOf(hold.cluster.owner, 'mails'),
  ANLAUFSTELLE_LOG: 'info'
})
const withMail = () => ({
  ...settings(),
  ANLAUFSTELLE_MAIL: `smtp://127.0.0.1:${server.settings.port}`,
  ANLAUFSTELLE_MAIL_FROM: 'help@example.org'
})

beforeAll(async () => {
  server = await startSmtpServer()
  hold = await openCluster({ dataDirectory: workshop.newData(), as: 'command', careless: true })
  await ask(hold.cluster.owner, 'CREATE DATABASE mails')
  await prepareDatabase(owner())
  surroundings = {
    database: openDatabase(owner()),
    clock: systemClock,
    log: createLog('error'),
    serverKey: await openServerKey(data)
  }
  const ctx = createCtx(surroundings, 'owner', undefined)
  await setUpOrganisation(ctx, { name: 'Verein' })
  organisationId = (await ask<{ id: OrganisationId }>(owner(), 'SELECT id FROM access_organisation'))[0]!.id
})
afterAll(async () => {
  await surroundings.database.close()
  await server.stop()
  await hold.release()
})

const send = async () => {
  const ctx = createCtx(surroundings, 'app_work', organisationId)
  const id = randomUUID()
  const mail = { id, to: 'person@example.org', subject: 'Einladung', text: 'Der Link' }
  await ctx.write((tx) => sendMail(tx, ctx, mail))
  return `<${id}@example.org>`
}
const taken = () => server.taken.map(({ messageId }) => messageId).sort()

test('mails wait where no mail server is named, and the start says so; named, it gets them', async () => {
  const first = await workshop.start(settings())
  expect(first.said()).toMatch(/Mails wait: no mail server is named \(ANLAUFSTELLE_MAIL/)
  expect(first.said()).toContain('"event":"mail.kept"')
  const written = [await send(), await send()]
  expect(await first.stop()).toMatchObject({ code: 0 })
  expect(server.sessions()).toBe(0)
  const second = await workshop.start(withMail())
  expect(second.said()).not.toMatch(/Mails wait/)
  await until('both are sent', () => server.taken.length === 2)
  expect(taken()).toEqual(written.sort())
  expect(await second.stop()).toMatchObject({ code: 0 })
})

test('two applications on one database send each mail once', async () => {
  server.taken.length = 0
  const both = await Promise.all([workshop.start(withMail()), workshop.start(withMail())])
  const written = await Promise.all(Array.from({ length: 20 }, send))
  await until('all are sent', () => server.taken.length >= written.length)
  for (const app of both) {
    const { code, stopTook } = await app.stop()
    expect(code).toBe(0)
    expect(stopTook).toBeLessThan(5_000)
  }
  expect(taken()).toEqual(written.sort())
})

test('an application stops in time while the mail server hangs', async () => {
  server.mood = 'hangs'
  const app = await workshop.start(withMail())
  const sessions = server.sessions()
  await send()
  await until('it talks to the mail server', () => server.sessions() > sessions)
  expect(await app.status('/health')).toBe(200)
  const { code, stopTook } = await app.stop()
  expect(code).toBe(0)
  expect(stopTook).toBeLessThan(5_000)
  expect(await ask(owner(), `SELECT refusal FROM platform_outbox WHERE state = 'waiting'`)).toEqual([
    { refusal: 'interrupted' }
  ])
})
