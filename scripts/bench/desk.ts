import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { ROLES } from '#modules/access/index.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { startApplication } from '#testing/startedApplication.ts'
import { createVisitor, signedInAs, type Visitor } from '../../tests/process/staff/visitor.ts'
import { median, percentile } from './statistics.ts'

/** `npm run bench:desk`: the workspace with many tasks, and with many colleagues at once. Ends with 1 when a promise is broken. */
const TASKS = 200
const LOOKS = 200
const PEOPLE = 60
/** Seconds between two pages of one colleague, and for how long they work. */
const THINK = 8
const SECONDS = 80
/** What the product promises: milliseconds at the 95th percentile, compressed kilobytes, MiB. */
const MOST = { today: 80, together: 200, first: 120, later: 15, memory: 300 }
const PAGES = ['/work', '/work/tasks', '/work/people', '/work/teams', '/work/permissions', '/work/profile']

const ask = async (visitor: Visitor, path: string): Promise<number> => {
  const began = performance.now()
  const { status } = await visitor.get(path)
  if (status !== 200) throw new Error(`${path} answered ${status}`)
  return performance.now() - began
}

const tell = (what: string, is: number, most: number, unit: string): boolean => {
  const kept = is <= most
  console.log(`${what.padEnd(52)} ${is.toFixed(1)} ${unit} (at most ${most}): ${kept ? 'kept' : 'BROKEN'}`)
  return kept
}

const untilThereAreAccounts = async (visitor: Visitor) => {
  const last = demoColleague(ROLES.at(-1)!).email
  while (!(await visitor.get('/sign-in')).body.includes(last)) await setTimeout(200)
}

/** Half of them one's own, half of the team's, due on days around today and on none. */
const writeTasks = async (visitor: Visitor) => {
  const { body } = await visitor.get('/work/tasks/new')
  const teamId = /<option value="([0-9a-f-]{36})"/.exec(body)![1]!
  const today = Temporal.Now.plainDateISO('Europe/Berlin')
  for (let n = 0; n < TASKS; n++) {
    const dueOn = n % 4 === 0 ? '' : today.add({ days: (n % 40) - 10 }).toString()
    const task = {
      id: randomUUID(),
      words: `Aufgabe ${n}: etwas, das zu tun ist`,
      dueOn,
      link: '/work/teams'
    }
    const answer = await visitor.post('/work/tasks/new', n % 2 === 0 ? task : { ...task, teamId })
    if (answer.status !== 303) throw new Error(`A task was answered ${answer.status}`)
  }
}

const benchTasks = async (visitor: Visitor): Promise<boolean> => {
  await writeTasks(visitor)
  const kept: boolean[] = []
  for (const path of ['/work', '/work/tasks']) {
    const took: number[] = []
    for (let n = 0; n < LOOKS; n++) took.push(await ask(visitor, path))
    console.log(`${path} with ${TASKS} tasks: median ${median(took).toFixed(1)} ms`)
    kept.push(tell('  p95', percentile(took, 0.95), MOST.today, 'ms'))
  }
  return kept.every(Boolean)
}

/** What a browser fetches first: a page with everything that it names; later the page alone. */
const benchWeight = async (visitor: Visitor): Promise<boolean> => {
  const packed = async (path: string) => gzipSync((await visitor.get(path)).body).length / 1000
  const { body } = await visitor.get('/work')
  const parts = [...body.matchAll(/(?:href|src)="([^"]+\.(?:css|js|svg))"/g)].map(([, path]) => path!)
  const sizes = await Promise.all([...new Set(parts)].map(packed))
  const later = await Promise.all(PAGES.map(packed))
  const first = later[0]! + sizes.reduce((sum, size) => sum + size, 0)
  return [
    tell(`first visit, page and ${sizes.length} parts`, first, MOST.first, 'KB'),
    tell(`the largest of ${PAGES.length} later pages`, Math.max(...later), MOST.later, 'KB')
  ].every(Boolean)
}

/** Colleagues who read a page, think, and go to the next one; some of them share a session, as in two windows. */
const benchTogether = async (sessions: readonly Visitor[]): Promise<boolean> => {
  const took: number[] = []
  const until = performance.now() + SECONDS * 1000
  const work = async (_: unknown, n: number) => {
    const visitor = sessions[n % sessions.length]!.double()
    await setTimeout((n / PEOPLE) * THINK * 1000)
    for (let page = n; performance.now() < until; page++) {
      took.push(await ask(visitor, PAGES[page % PAGES.length]!))
      await setTimeout(THINK * 1000)
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, work))
  console.log(`${PEOPLE} colleagues, ${took.length} pages, median ${median(took).toFixed(1)} ms`)
  return tell('  p95', percentile(took, 0.95), MOST.together, 'ms')
}

const data = mkdtempSync('/tmp/anlaufstelle-bench-')
chmodSync(data, 0o711)
const application = await startApplication(data)
try {
  await untilThereAreAccounts(createVisitor(application.url))
  const sessions: Visitor[] = []
  for (const role of ROLES) sessions.push(await signedInAs(application.url, role))
  const counsellor = sessions[ROLES.indexOf('counsellor')]!
  const kept = [
    await benchTasks(counsellor),
    await benchWeight(counsellor),
    await benchTogether(sessions),
    tell('memory of the application', await application.memory(), MOST.memory, 'MiB')
  ]
  process.exitCode = kept.every(Boolean) ? 0 : 1
} finally {
  await application.stop()
  rmSync(data, { recursive: true, force: true })
}
