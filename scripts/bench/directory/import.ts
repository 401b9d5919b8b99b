import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startApplication } from '#testing/startedApplication.ts'

const ROOT = join(import.meta.dirname, '../../..')
const CLI = join(ROOT, 'src/cli.ts')

const SECONDS_ALLOWED = 60
const MEMORY_ALLOWED = 500

const TOWNS = [
  ['09599', 'Freiberg'],
  ['01099', 'Dresden'],
  ['04103', 'Leipzig'],
  ['02826', 'Görlitz'],
  ['08523', 'Plauen']
] as const
const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Mo,We', 'Tu,Th', 'Mo-Fr', 'Mo-Th', 'Tu,Fr']
const PROGRAMMES = ['mbe', 'jmd', 'fsa', 'amm']
const WORDS = 'Beratung, Begleitung und Größe für „alle“, die neu sind. '

interface Wish {
  readonly services: number
  /** Characters of a description. */
  readonly description: number
  readonly distinctHours: number
}

const hours = (index: number) =>
  `${DAYS[index % 10]!} ${String(7 + (Math.floor(index / 10) % 5)).padStart(2, '0')}:${String(10 + (Math.floor(index / 50) % 50))}-1${2 + (index % 7)}:00; PH off`

/** A provider for each ten services, a centre and an offer for each service. */
const recordsOf = function* ({ services, description, distinctHours }: Wish): Generator<object> {
  const words = WORDS.repeat(Math.ceil(description / WORDS.length)).slice(0, description)
  for (let index = 0; index < services; index++) {
    const provider = `provider-${Math.floor(index / 10)}`
    if (index % 10 === 0) yield { id: provider, name: `Träger ${index}`, email: `t${index}@beispiel.example` }
    const [postcode, town] = TOWNS[index % TOWNS.length]!
    yield {
      id: `location-${index}`,
      organization_id: provider,
      location_type: 'physical',
      name: `Haus ${index}`,
      description: words,
      addresses: [{ address_1: `Beispielweg ${index}`, postal_code: postcode, city: town, country: 'DE' }],
      phones: [{ number: '0351 000 11 22', type: 'voice' }]
    }
    yield {
      id: `service-${index}`,
      organization_id: provider,
      name: `Beratung ${index}`,
      status: 'active',
      description: words,
      languages: [{ code: 'de' }, { code: 'ar' }],
      service_areas: [{ uri: 'urn:de:ags:14522' }],
      attributes: [
        { taxonomy_term: { taxonomy: 'anlaufstelle:programme', code: PROGRAMMES[index % 4] } },
        { taxonomy_term: { taxonomy: 'anlaufstelle:topic', code: 'letter' } }
      ]
    }
    yield {
      id: `offer-${index}`,
      service_id: `service-${index}`,
      location_id: `location-${index}`,
      schedules: [{ description: hours(index % distinctHours), attending_type: 'walk-in' }]
    }
  }
}

const writeFeed = async (path: string, wish: Wish) => {
  const file = createWriteStream(path)
  let count = 0
  file.write('{"contents":[\n')
  for (const record of recordsOf(wish)) {
    if (!file.write(`${count++ === 0 ? '' : ',\n'}${JSON.stringify(record)}`)) await once(file, 'drain')
  }
  file.end(']}\n')
  await once(file, 'finish')
  return count
}

interface Run {
  readonly seconds: number
  /** Peak of resident memory in MiB. */
  readonly peak: number
}

/** `cli directory import` as the operator calls it, in a process of its own, beside the running application. */
const importFeed = (data: string, feed: string): Run => {
  const peakFile = join(data, 'peak')
  const began = performance.now()
  const script = join(import.meta.dirname, '../tellPeak.ts')
  execFileSync(
    process.execPath,
    ['--import', script, CLI, 'directory', 'import', '--source', 'bench', feed],
    {
      cwd: ROOT,
      env: { ...process.env, ANLAUFSTELLE_DATA: data, BENCH_PEAK_FILE: peakFile },
      stdio: ['ignore', 'ignore', 'inherit']
    }
  )
  const seconds = (performance.now() - began) / 1000
  return { seconds, peak: Number(readFileSync(peakFile, 'utf8')) / 1024 }
}

/** Answers of the open data are kept for a while: another `perPage` is another question, which is answered afresh. */
const countServices = async (url: string, perPage: 1 | 2) => {
  const page: unknown = await (await fetch(`${url}/api/hsds/v3/services?per_page=${perPage}`)).json()
  return (page as { total_items: number }).total_items
}

/** Imports one feed into a new installation, and again; every record must be taken. */
const benchFeed = async (name: string, wish: Wish): Promise<Run> => {
  const data = mkdtempSync('/tmp/anlaufstelle-bench-')
  const application = await startApplication(data)
  try {
    const feed = join(data, 'feed.json')
    const records = await writeFeed(feed, wish)
    const megabytes = (statSync(feed).size / 1024 / 1024).toFixed(0)
    const before = await countServices(application.url, 1)
    const first = importFeed(data, feed)
    const taken = (await countServices(application.url, 2)) - before
    if (taken !== wish.services) throw new Error(`${name}: ${taken} of ${wish.services} services were taken`)
    const again = importFeed(data, feed)
    const said = (run: Run) => `${run.seconds.toFixed(1)} s and ${run.peak.toFixed(0)} MiB`
    console.log(
      `${name.padEnd(26)} ${said(first)}, again ${said(again)} (${records} records, ${megabytes} MB)`
    )
    return { seconds: first.seconds, peak: Math.max(first.peak, again.peak) }
  } finally {
    await application.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/**
 * Imports of 10,000 services and of 50 MB with 100,000 records, each twice. Answers false when the first takes
 * longer than 60 s, or a process's peak of resident memory is above 500 MiB.
 */
export const benchImport = async (): Promise<boolean> => {
  const services = await benchFeed('import, 10,000 services', {
    services: 10_000,
    description: 300,
    distinctHours: 2_000
  })
  const large = await benchFeed('import, 50 MB', { services: 32_260, description: 410, distinctHours: 2_000 })
  console.log(`${''.padEnd(26)} at most ${SECONDS_ALLOWED} s for the first, ${MEMORY_ALLOWED} MiB for both`)
  return services.seconds <= SECONDS_ALLOWED && [services, large].every(({ peak }) => peak <= MEMORY_ALLOWED)
}
