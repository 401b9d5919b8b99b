import { readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ownerOf, rowCounts } from './cluster.ts'
import { untilEveryoneMaySignIn } from './demoAccounts.ts'
import { killNow, until } from './programs.ts'
import { KILLS, report, useWorkshop } from './workshop.ts'

const workshop = useWorkshop()
let whole = 0
let undisturbed: Record<string, number>

beforeAll(async () => {
  const data = workshop.newData()
  const application = await workshop.start({ ANLAUFSTELLE_DATA: data })
  whole = application.startTook
  await untilEveryoneMaySignIn(application.address)
  undisturbed = await rowCounts(ownerOf(data))
  await application.stop()
})

const homeOf = (data: string) => join(data, 'database')
const unfinishedIn = (data: string) =>
  existsSync(homeOf(data)) ? readdirSync(homeOf(data)).filter((name) => name.includes('unfinished')) : []

/** What can end a first start, and what it may leave running. */
const endings = {
  'kill -9 of the application': (pid: number) => killNow(pid),
  'kill -9 of everything': (pid: number, data: string) => {
    killNow(pid)
    for (const each of workshop.processes(data)) killNow(each.pid)
  },
  SIGTERM: (pid: number) => process.kill(pid, 'SIGTERM')
}
type Ending = keyof typeof endings

/** Ends a first start after a share of its time, starts again, and compares with an undisturbed first start. */
const endAndRepeat = async (ending: Ending, share: number) => {
  const data = workshop.newData()
  const program = workshop.run({ ANLAUFSTELLE_DATA: data })
  await new Promise((go) => setTimeout(go, whole * share))
  const asked = performance.now()
  endings[ending](program.pid, data)
  const end = await program.ended
  if (ending === 'SIGTERM') {
    expect(performance.now() - asked).toBeLessThan(5_000)
    expect(end.stderr).toBe('')
    // Before the program listens for signals the system ends it, and nothing has been touched yet.
    expect(end.code ?? existsSync(data)).toBe(end.signal ? false : 0)
    expect(workshop.processes(data)).toEqual([])
  }
  const next = await workshop.start({ ANLAUFSTELLE_DATA: data })
  expect(await next.status('/ready')).toBe(200)
  await untilEveryoneMaySignIn(next.address)
  expect(await rowCounts(ownerOf(data))).toEqual(undisturbed)
  expect(await next.stop()).toMatchObject({ code: 0, stderr: '' })
  expect(workshop.processes(data)).toEqual([])
}

/** A first start takes as long as many kills. */
const ROUNDS = Math.ceil(KILLS / 3)

test(
  'a first start that is cut off at any moment is repeated by the next one',
  { timeout: 60_000 + ROUNDS * 40_000 },
  async () => {
    const kinds = Object.keys(endings) as Ending[]
    for (let round = 0; round < ROUNDS; round++) {
      await endAndRepeat(kinds[round % kinds.length]!, (round + 0.5) / ROUNDS)
    }
    report(
      `${ROUNDS} first starts of ${whole} ms cut off at moments spread evenly: each next start was complete`
    )
  }
)

test('two first starts cut off while the files are made do not get in the way of a third', async () => {
  const data = workshop.newData()
  for (let attempt = 1; attempt <= 2; attempt++) {
    const known = unfinishedIn(data)
    const program = workshop.run({ ANLAUFSTELLE_DATA: data })
    await until('initdb works', () => unfinishedIn(data).some((name) => !known.includes(name)))
    killNow(program.pid)
    await program.ended
  }
  const third = await workshop.start({ ANLAUFSTELLE_DATA: data })
  expect(await third.status('/ready')).toBe(200)
  await third.stop()
  expect(unfinishedIn(data)).toEqual([])
})

test('SIGINT while the files are made ends everything at once', async () => {
  const data = workshop.newData()
  const program = workshop.run({ ANLAUFSTELLE_DATA: data })
  await until('initdb works', () => unfinishedIn(data).length > 0)
  const asked = performance.now()
  program.kill('SIGINT')
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
  await until('initdb is gone', () => workshop.processes(data).length === 0, 5_000)
  const took = Math.round(performance.now() - asked)
  expect(took).toBeLessThan(5_000)
  report(`SIGINT during initdb: everything gone after ${took} ms`)
})
