import { EVERY_LOCALE } from '#i18n/locales.ts'
import { searchPlaces } from '#modules/places/server/public.ts'
import { withInstallation, type BenchInstallation } from './finder/installation.ts'
import { visitorsOf, type Question, type Visitors } from './finder/load.ts'
import { percentile } from './statistics.ts'

/**
 * `npm run bench:finder`: the built product with synthetic centres all over Germany, asked as visitors ask. Load
 * and application share the machine; each line says how much of a core either took. Ends with 1 when a promise is broken.
 */
const TOPICS = [
  'letter',
  'residence',
  'work',
  'german',
  'housing',
  'talk',
  'money',
  'family',
  'health',
  'school'
]
/** Millions of bytes in a MiB. */
const MEGABYTES = 1.048576
const KEPT: [promise: string, kept: boolean][] = []
const promise = (text: string, kept: boolean) => KEPT.push([text, kept])
const localeOf = (turn: number) => EVERY_LOCALE[turn % EVERY_LOCALE.length]!

/** Searches that were not asked before: each postcode of Germany with one topic after the other, languages in turn. */
const newSearches = (postcodes: readonly string[]) => {
  let turn = -1
  const path = () => {
    turn += 1
    const topic = TOPICS[Math.floor(turn / postcodes.length) % TOPICS.length]!
    return `/${localeOf(turn)}/find/results?topic=${topic}&place=${postcodes[turn % postcodes.length]!}`
  }
  return {
    asPage: (): Question => ({ path: path() }),
    asForm: (): Question => ({ path: path(), form: 'age=27plus&situation=permit' })
  }
}

const benchPlaces = async ({ portal, postcodes, names }: BenchInstallation) => {
  const search = async (name: string, texts: readonly string[]) => {
    const took: number[] = []
    await searchPlaces(portal, '01099')
    for (const text of texts) {
      const began = performance.now()
      await searchPlaces(portal, text)
      took.push(performance.now() - began)
    }
    const [p50, p95] = [percentile(took, 0.5), percentile(took, 0.95)]
    console.log(`${name.padEnd(40)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`)
    promise(`${name}: p95 ≤ 10 ms`, p95 <= 10)
  }
  await search('places by postcode', postcodes.slice(0, 400))
  await search('places by name', names)
  await search(
    'places by a name with a letter lost',
    names.map((name) => name.slice(0, 2) + name.slice(3))
  )
}

const benchMany = async (visitors: Visitors, { asPage, asForm }: ReturnType<typeof newSearches>) => {
  const forms = await visitors.ask(
    'results with age and situation (POST)',
    { clients: 1, answers: 1_000 },
    asForm
  )
  promise('results as an answer to a form: p95 ≤ 25 ms', forms.p95 <= 25)
  await visitors.ask('  warming up', { clients: 8, seconds: 5 }, asPage)
  const many = await visitors.ask(
    'results, 8 clients, never asked before',
    { clients: 8, seconds: 20 },
    asPage
  )
  promise('results never asked before: ≥ 300/s, p99 ≤ 100 ms', many.rate >= 300 && many.p99 <= 100)
  const start = await visitors.ask('start page', { clients: 16, seconds: 8 }, (turn) => ({
    path: `/${localeOf(turn)}`
  }))
  const centre = await visitors.ask('centre pages', { clients: 16, seconds: 8 }, (turn) => ({
    path: `/de/centre/haus-${1 + (turn % 50)}`
  }))
  promise('start and centre pages: ≥ 2,000/s', start.rate >= 2_000 && centre.rate >= 2_000)
}

const benchMemory = async (
  { application }: BenchInstallation,
  visitors: Visitors,
  asPage: () => Question
) => {
  const left = 100_000 - visitors.asked
  const next = (turn: number) =>
    turn % 20 === 0 ? asPage() : { path: `/${localeOf(turn)}/centre/haus-${1 + (turn % 4_000)}` }
  if (left > 0) await visitors.ask('  on to 100,000 requests', { clients: 16, answers: left }, next)
  const megabytes = (await application.memory()) * MEGABYTES
  console.log(`${'memory'.padEnd(40)} ${Math.round(megabytes)} MB after ${visitors.asked} requests`)
  promise('memory after 100,000 requests: ≤ 250 MB', megabytes <= 250)
}

await withInstallation(async (installation) => {
  const { application, postcodes, growTo } = installation
  const visitors = visitorsOf(application.url, application.pid)
  const searches = newSearches(postcodes)
  const resultsAt = async (size: number) => {
    await growTo(size)
    await visitors.ask(`  warming up`, { clients: 1, answers: 300 }, searches.asPage)
    return visitors.ask(`results, ${size} service locations`, { clients: 1, answers: 1_000 }, searches.asPage)
  }
  console.log(`memory after the start: ${Math.round((await application.memory()) * MEGABYTES)} MB`)
  const small = await resultsAt(1_000)
  const middle = await resultsAt(10_000)
  promise('results for one client: p95 ≤ 25 ms', middle.p95 <= 25)
  await benchMany(visitors, searches)
  await benchPlaces(installation)
  await benchMemory(installation, visitors, searches.asPage)
  const large = await resultsAt(100_000)
  // Time that grows with the logarithm: from 10^3 to 10^4 by 4/3, to 10^5 by 5/3.
  const growth = [middle.p50 / small.p50, large.p50 / small.p50] as const
  console.log(
    `ten and a hundred times as many take ${growth.map((times) => times.toFixed(2)).join(' and ')} times as long`
  )
  promise(
    '1,000, 10,000, 100,000 locations: no worse than logarithmic',
    growth[0] <= 4 / 3 && growth[1] <= 5 / 3
  )
})
for (const [text, kept] of KEPT) console.log(`${kept ? 'kept  ' : 'BROKEN'} ${text}`)
process.exitCode = KEPT.every(([, kept]) => kept) ? 0 : 1
