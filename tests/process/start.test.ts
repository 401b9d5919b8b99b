import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, ownerOf } from './cluster.ts'
import { until } from './programs.ts'
import { slowRequest } from './rawRequest.ts'
import { node, report, root, useWorkshop } from './workshop.ts'

const workshop = useWorkshop()
const data = workshop.newData()

/** How many pages the database wrote at each of its checkpoints, the last of them when it stopped. */
const writtenAtOnce = () => {
  const log = readFileSync(join(data, 'database/postgres.log'), 'utf8')
  return [...log.matchAll(/checkpoint complete: wrote (\d+) buffers/g)].map(([, pages]) => Number(pages))
}

test('with LANG=C a first start makes a UTF-8 database with the demonstration and serves it; SIGTERM ends it', async () => {
  const first = await workshop.start({ ANLAUFSTELLE_DATA: data, LANG: 'C', LC_ALL: 'C' })
  expect([await first.status('/health'), await first.status('/ready')]).toEqual([200, 200])
  expect(first.said()).toMatch(/demonstration/)
  const [row] = await ask<{ encoding: string; demo: boolean; echo: string }>(
    ownerOf(data),
    `SELECT current_setting('server_encoding') AS encoding, demo, $1 AS echo FROM access_v_installation`,
    ['Budyšin · Zażółć · دمشق']
  )
  expect(row).toEqual({ encoding: 'UTF8', demo: true, echo: 'Budyšin · Zażółć · دمشق' })
  await until('what a first start writes is on the disk', () => writtenAtOnce().length > 0)
  const end = await first.stop('SIGTERM')
  expect(end).toMatchObject({ code: 0, stderr: '' })
  expect(end.stopTook).toBeLessThan(5_000)
  expect(workshop.processes(data)).toEqual([])
  expect(writtenAtOnce().at(-1)).toBeLessThan(500)
  report(`first start ${first.startTook} ms, SIGTERM to the end ${end.stopTook} ms`)
})

test('a later start without LANG finds everything again; SIGINT ends it', async () => {
  const later = await workshop.start({ ANLAUFSTELLE_DATA: data })
  expect(await later.status('/ready')).toBe(200)
  expect(later.said()).toMatch(new RegExp(`Data +${data}\\n`))
  expect(later.said()).not.toMatch(/Warning/)
  const end = await later.stop('SIGINT')
  expect(end).toMatchObject({ code: 0, stderr: '' })
  expect(end.stopTook).toBeLessThan(5_000)
  expect(workshop.processes(data)).toEqual([])
  report(`later start ${later.startTook} ms, SIGINT to the end ${end.stopTook} ms`)
})

test('requests that hang, open connections and a long transaction do not hold up the end', async () => {
  const app = await workshop.start({ ANLAUFSTELLE_DATA: data })
  await app.page('/ready')
  const slow = await Promise.all([slowRequest(app.address), slowRequest(app.address)])
  const sleeping = ask(ownerOf(data), 'SELECT pg_sleep(60)').catch(
    (fault: unknown) => (fault as { code?: string }).code
  )
  const end = await app.stop('SIGTERM')
  expect(end.stopTook).toBeLessThan(5_000)
  expect(end.code).toBe(0)
  expect(workshop.processes(data)).toEqual([])
  expect(await sleeping).toBe('57P01')
  await Promise.all(slow.map(({ closed }) => closed))
  report(`SIGTERM with hanging requests: the end after ${end.stopTook} ms`)
})

const untilAllGone = () =>
  until('every process is gone, within 5 s', () => workshop.processes().length === 0, 5_000)

/** The way a person starts it, with the machine's own Node before the project's. */
const outsidePath = (process.env['PATH'] ?? '')
  .split(':')
  .filter((folder) => !folder.includes('node_modules'))
  .join(':')

test('SIGTERM to `npm start` ends every process it led to', async () => {
  const app = await workshop.start(
    { ANLAUFSTELLE_DATA: data, PATH: outsidePath },
    { command: ['npm', 'start'] }
  )
  expect(await app.status('/ready')).toBe(200)
  const asked = performance.now()
  await app.stop('SIGTERM')
  await untilAllGone()
  report(`npm start ${app.startTook} ms, SIGTERM to the end ${Math.round(performance.now() - asked)} ms`)
})

test('Ctrl+C, which reaches every process of the terminal, ends `npm start` in order', async () => {
  const app = await workshop.start(
    { ANLAUFSTELLE_DATA: data, PATH: outsidePath },
    { command: ['npm', 'start'], detached: true }
  )
  process.kill(-app.pid, 'SIGINT')
  await untilAllGone()
  const end = await app.ended
  expect(end.stderr).not.toMatch(/at .*\.(ts|mjs|js):/)
})

test('kill -9 of the script that started the application ends the application too', async () => {
  const app = await workshop.start(
    { ANLAUFSTELLE_DATA: data },
    { command: [node, `${root}/scripts/start.mjs`] }
  )
  const asked = performance.now()
  await app.stop('SIGKILL')
  await untilAllGone()
  report(`orphaned application: gone after ${Math.round(performance.now() - asked)} ms`)
})
