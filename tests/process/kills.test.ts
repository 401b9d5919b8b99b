import { beforeAll, expect, test } from 'vitest'
import { ownerOf, postmasterOf } from './cluster.ts'
import { killNow, until } from './programs.ts'
import { KILLS, report, useWorkshop, type RunningApplication } from './workshop.ts'
import { startWriting } from './writing.ts'

const workshop = useWorkshop()
const data = workshop.demonstration()
const settings = { ANLAUFSTELLE_DATA: data }
let application: RunningApplication

beforeAll(async () => {
  application = await workshop.start(settings)
})

/** Repeats a kill while rows are written and pages are read; every row that was acknowledged must be there afterwards. */
const survive = async (name: string, kill: (round: number) => Promise<number>) => {
  const writing = await startWriting(ownerOf(data))
  let reading = true
  const readers = Array.from({ length: 4 }, async () => {
    while (reading) await application.status('/ready')
  })
  const recoveries: number[] = []
  try {
    for (let round = 0; round < KILLS; round++) {
      await writing.more(1 + Math.floor(Math.random() * 200))
      recoveries.push(await kill(round))
    }
  } finally {
    reading = false
    await Promise.all(readers)
    await writing.end()
  }
  const { acknowledged, lost } = await writing.compare()
  expect(lost).toEqual([])
  expect(acknowledged).toBeGreaterThan(KILLS)
  report(
    `${KILLS} kills of ${name}: ${acknowledged} rows acknowledged, 0 lost, ` +
      `serving again after ${Math.max(...recoveries)} ms at most`
  )
}

const rounds = { timeout: 60_000 + KILLS * 20_000 }

const untilServing = async (since: number) => {
  await until('requests work again', async () => (await application.status('/ready')) === 200)
  return Math.round(performance.now() - since)
}

test('kill -9 of the application: the next start takes over the database server that was left', rounds, () =>
  survive('the application', async () => {
    const server = postmasterOf(data)
    const began = performance.now()
    killNow(application.pid)
    await application.ended
    application = await workshop.start(settings)
    expect(postmasterOf(data)).toBe(server)
    return untilServing(began)
  })
)

test('kill -9 of the database server: the application starts it again and goes on', rounds, () =>
  survive('the database server', async () => {
    const server = postmasterOf(data)
    const began = performance.now()
    killNow(server)
    await until('another server runs', () => {
      expect(
        workshop.processes().map(({ pid }) => pid),
        application.said()
      ).toContain(application.pid)
      return ![0, server].includes(postmasterOf(data))
    })
    return untilServing(began)
  })
)

test('kill -9 of both, in either order: the next start finds everything', rounds, () =>
  survive('both', async (round) => {
    const both = [application.pid, postmasterOf(data)]
    const began = performance.now()
    for (const pid of round % 2 ? both : both.reverse()) killNow(pid)
    await application.ended
    application = await workshop.start(settings)
    return untilServing(began)
  })
)

test('after all that the application stops in order and leaves nothing running', async () => {
  const end = await application.stop()
  expect(end.code).toBe(0)
  expect(end.stopTook).toBeLessThan(5_000)
  expect(workshop.processes(data)).toEqual([])
})
