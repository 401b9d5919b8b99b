import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'

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

interface Once {
  readonly counts: Readonly<Record<string, number>>
  readonly seconds: number
}

/**
 * Imports of 10,000 services and of 50 MB with 100,000 records, each twice. Answers false when the first takes
 * longer than 60 s, or the peak of memory is above 500 MiB.
 */
export const benchImport = async (): Promise<boolean> => {
  const folder = mkdtempSync('/tmp/anlaufstelle-bench-import-')
  const run = async (name: string, wish: Wish) => {
    const path = join(folder, 'feed.json')
    const records = await writeFeed(path, wish)
    const megabytes = (statSync(path).size / 1024 / 1024).toFixed(0)
    const script = join(import.meta.dirname, 'importOnce.ts')
    const said = execFileSync(process.execPath, [script, path], { encoding: 'utf8' })
    const { first, again, peak } = JSON.parse(said) as { first: Once; again: Once; peak: number }
    const taken = first.counts['imported'] === records && again.counts['unchanged'] === records
    console.log(
      `${name.padEnd(26)} ${first.seconds.toFixed(1)} s, again ${again.seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MiB ` +
        `(${records} records, ${megabytes} MB${taken ? '' : ', NOT ALL TAKEN'})`
    )
    return { seconds: first.seconds, peak, taken }
  }
  try {
    const services = await run('import, 10,000 services', {
      services: 10_000,
      description: 300,
      distinctHours: 2_000
    })
    const large = await run('import, 50 MB', { services: 32_260, description: 410, distinctHours: 2_000 })
    console.log(`${''.padEnd(26)} at most ${SECONDS_ALLOWED} s for the first, ${MEMORY_ALLOWED} MiB for both`)
    const modest = [services, large].every(({ peak, taken }) => taken && peak <= MEMORY_ALLOWED)
    return modest && services.seconds <= SECONDS_ALLOWED
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
