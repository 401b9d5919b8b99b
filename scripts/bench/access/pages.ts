import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { ROLES } from '#modules/access/index.ts'
import { demoColleague } from '#testing/colleagues.ts'
import { startApplication } from '#testing/startedApplication.ts'
import { createVisitor, signedInAs, type Visitor } from '../../../tests/process/staff/visitor.ts'
import { median, percentile } from '../statistics.ts'
import { bareArgon2, sustained } from './sustained.ts'

const PAGES = 400
const SECONDS = 20
/** Each shows the password of an account of their own. */
const PEOPLE = 8
/** Milliseconds between two pages of the portal that somebody reads meanwhile. */
const READING = 50
/** What the product promises: milliseconds, times a second, milliseconds. */
const MOST_ABOVE_PORTAL = 3
const LEAST_SIGN_INS = 4
const MOST_PORTAL_P95 = 100

/** Milliseconds until an answer of the expected status is there. */
const timed = async (ask: () => Promise<{ readonly status: number }>, expected: number): Promise<number> => {
  const began = performance.now()
  const { status } = await ask()
  if (status !== expected) throw new Error(`answered ${status} and not ${expected}`)
  return performance.now() - began
}

/** A page of the portal that nobody asked for before, so that it is made and not found. */
const newPortalPage = (visitor: Visitor, path: string) => {
  let turn = 0
  return () => visitor.get(`${path}?bench=${turn++}`)
}

const describe = (figures: readonly number[]) =>
  `median ${median(figures).toFixed(1)} ms, p95 ${percentile(figures, 0.95).toFixed(1)} ms`

const untilThereAreAccounts = async (visitor: Visitor) => {
  const last = demoColleague(ROLES.at(-1)!).email
  while (!(await visitor.get('/sign-in')).body.includes(last)) await setTimeout(200)
}

/** Portal and workspace in turns, so that both meet the same machine. */
const benchSignedInPage = async (address: string): Promise<boolean> => {
  const stranger = newPortalPage(createVisitor(address), '/de')
  const colleague = await signedInAs(address, 'counsellor')
  const [portal, today]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < PAGES; turn++) {
    portal.push(await timed(stranger, 200))
    today.push(await timed(() => colleague.get('/work'), 200))
  }
  const above = median(today) - median(portal)
  console.log(`the portal's start page, made anew   ${describe(portal)}`)
  console.log(`"Heute", signed in                   ${describe(today)}`)
  const kept = above <= MOST_ABOVE_PORTAL
  console.log(
    `  above the portal's ${above.toFixed(1)} ms (at most ${MOST_ABOVE_PORTAL} ms): ${kept ? 'kept' : 'BROKEN'}`
  )
  return kept
}

/** Eight people show their passwords again and again while somebody reads the portal. */
const benchPortalUnderSignIns = async (address: string): Promise<boolean> => {
  const ceiling = await sustained(2, SECONDS, bareArgon2)
  const people = ROLES.slice(0, PEOPLE).map((role) => ({
    ...demoColleague(role),
    visitor: createVisitor(address)
  }))
  for (const { visitor } of people) await visitor.get('/sign-in')
  // The list of all centres is the page that takes longest to make.
  const reader = newPortalPage(createVisitor(address), '/de/centres')
  const took: number[] = []
  let over = false
  const reading = (async () => {
    while (!over) {
      took.push(await timed(reader, 200))
      await setTimeout(READING)
    }
  })()
  const rate = await sustained(PEOPLE, SECONDS, async (place) => {
    const { email, password, visitor } = people[place]!
    visitor.cookies.clear()
    await timed(() => visitor.post('/sign-in', { email, password }), 303)
  })
  over = true
  await reading
  const p95 = percentile(took, 0.95)
  const kept = rate >= LEAST_SIGN_INS && p95 < MOST_PORTAL_P95
  console.log(`Argon2id, two at once                ${ceiling.toFixed(1)}/s: the ceiling of this run`)
  console.log(
    `sign-ins over HTTP, ${PEOPLE} people         ${rate.toFixed(1)}/s (at least ${LEAST_SIGN_INS}/s)`
  )
  console.log(
    `the portal meanwhile, ${took.length} new pages  ${describe(took)} (p95 below ${MOST_PORTAL_P95} ms)`
  )
  console.log(`  sign-ins beside the portal: ${kept ? 'kept' : 'BROKEN'}`)
  return kept
}

/** What signing in and being signed in cost over HTTP, with the built product and the demonstration. */
export const benchStaffPages = async (): Promise<boolean> => {
  const data = mkdtempSync('/tmp/anlaufstelle-bench-')
  chmodSync(data, 0o711)
  const application = await startApplication(data)
  try {
    await untilThereAreAccounts(createVisitor(application.url))
    const pages = await benchSignedInPage(application.url)
    return (await benchPortalUnderSignIns(application.url)) && pages
  } finally {
    await application.stop()
    rmSync(data, { recursive: true, force: true })
  }
}
