import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import demo from '../../../data/demo/directory.hsds.json' with { type: 'json' }
import organisation from '../../../data/demo/organisation.json' with { type: 'json' }
import {
  ACCESSIBILITY_CODES,
  ADDRESS_VISIBILITIES,
  CAPACITY_SIGNS,
  CHANNEL_KINDS,
  CHECKED_BY,
  CLOSURE_REASONS,
  PAPER_CODES,
  PROGRAMMES,
  SITUATIONS,
  TOPICS
} from './model.ts'
import { computeHours, isOpeningHours } from './server/openIntervals.ts'

interface Attribute {
  taxonomy_term: { code: string; taxonomy: string }
}
interface Schedule {
  attending_type: string
  description: string
}
interface Entry {
  id: string
  name: string
  organization_id?: string
  location_type?: string
  latitude?: number
  longitude?: number
  addresses?: { postal_code: string; city: string }[]
  phones?: { number: string }[]
  email?: string
  status?: string
  assured_date?: string
  minimum_age?: number
  maximum_age?: number
  attributes?: Attribute[]
  languages?: { code: string }[]
  service_areas?: { uri: string }[]
  service_at_locations?: {
    service_id: string
    location_id: string
    schedules: Schedule[]
    attributes?: Attribute[]
    languages?: { code: string; note?: string }[]
  }[]
}

const entries: Entry[] = demo.contents
const locations = entries.filter((entry) => entry.location_type !== undefined)
const services = entries.filter((entry) => entry.status !== undefined)
const organisations = entries.filter((entry) => !locations.includes(entry) && !services.includes(entry))
const offers = services.flatMap((service) => service.service_at_locations ?? [])
const schedules = offers.flatMap((offer) => offer.schedules)

const readPlaces = (file: string): string[][] =>
  readFileSync(join(import.meta.dirname, '../../../data/places', file), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
const municipalities = new Map(readPlaces('municipalities.tsv').map((row) => [row[0] ?? '', row]))
const postcodes = new Map(
  readPlaces('postcodes.tsv').map(([code = '', keys = '']) => [code, keys.split(',')])
)
const saxonCounties = readPlaces('counties.tsv').flatMap(([key = '', , , state]) =>
  state === '14' ? [key] : []
)

const codesOf = (entry: Entry, taxonomy: string): string[] =>
  (entry.attributes ?? [])
    .filter(({ taxonomy_term: term }) => term.taxonomy === `anlaufstelle:${taxonomy}`)
    .map(({ taxonomy_term: term }) => term.code)
const areasOf = (service: Entry): string[] =>
  (service.service_areas ?? []).map(({ uri }) => uri.replace('urn:de:ags:', ''))
const ofProgramme = (programme: string) =>
  services.filter((service) => codesOf(service, 'programme').includes(programme))

/** The municipality a centre stands in, by postcode and name of the town. */
const municipalityOf = (location: Entry): string[] | undefined => {
  const [address] = location.addresses ?? []
  const keys = postcodes.get(address?.postal_code ?? '') ?? []
  return keys.map((key) => municipalities.get(key)).find((row) => row?.[1] === address?.city)
}

describe('the demonstration organisation', () => {
  test('says in both files that it is invented', () => {
    for (const { notice } of [demo, organisation]) expect(notice).toContain('erfunden')
    for (const { number } of entries.flatMap((entry) => entry.phones ?? []))
      expect(number).toMatch(/^(0\d{2,5} 000 \d\d \d\d|0171 39200 \d\d)$/)
    for (const { email } of [...organisations, ...services])
      expect(email).toMatch(/^[a-z.-]+@[a-z]+\.example$/)
  })

  test('gives every record an id and a name of its own, and names only records that are there', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(demo.total_items)
    for (const { id } of entries)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    for (const kind of [organisations, locations, services])
      expect(new Set(kind.map(({ name }) => name)).size).toBe(kind.length)
    const [owners, places, offered] = [organisations, locations, services].map(
      (kind) => new Set<string | undefined>(kind.map(({ id }) => id))
    )
    for (const entry of [...locations, ...services]) expect(owners).toContain(entry.organization_id)
    for (const offer of offers) {
      expect(offered).toContain(offer.service_id)
      expect(places).toContain(offer.location_id)
    }
    expect(new Set(offers.map((offer) => offer.location_id)).size).toBe(locations.length)
  })

  test('has 44 centres in all Saxon counties, each in a real town and near its middle', () => {
    expect(locations).toHaveLength(44)
    expect(organisations).toHaveLength(3)
    for (const location of locations) {
      const [key, , , , latitude, longitude] = municipalityOf(location) ?? []
      expect(key, location.name).toMatch(/^14/)
      expect(Math.abs(Number(latitude) - (location.latitude ?? 0)), location.name).toBeLessThan(0.11)
      expect(Math.abs(Number(longitude) - (location.longitude ?? 0)), location.name).toBeLessThan(0.16)
    }
    expect(new Set(locations.map((location) => municipalityOf(location)?.[3]))).toEqual(
      new Set(saxonCounties)
    )
  })

  test.each(PROGRAMMES)('answers for %s at every place in Saxony', (programme) => {
    const areas = new Set(ofProgramme(programme).flatMap(areasOf))
    expect(areas.has('14') || saxonCounties.every((county) => areas.has(county))).toBe(true)
  })

  test('has a centre for adults or young people and one for refugees in every county', () => {
    for (const county of saxonCounties) {
      const here = new Set(locations.filter((l) => municipalityOf(l)?.[3] === county).map(({ id }) => id))
      const offeredHere = (programme: string) =>
        ofProgramme(programme).some((s) => s.service_at_locations?.some((o) => here.has(o.location_id)))
      expect(offeredHere('mbe') || offeredHere('jmd'), county).toBe(true)
      expect(offeredHere('fsa'), county).toBe(true)
    }
  })

  test('uses known codes, one programme for each service, and areas that exist', () => {
    const known: Record<string, readonly string[]> = {
      programme: PROGRAMMES,
      topic: TOPICS,
      situation: SITUATIONS,
      access: ['anonymous', 'interpreter', 'by-appointment'],
      accessibility: ACCESSIBILITY_CODES,
      visibility: ADDRESS_VISIBILITIES,
      capacity: CAPACITY_SIGNS,
      papers: PAPER_CODES,
      channel: CHANNEL_KINDS,
      closure: CLOSURE_REASONS,
      'checked-by': CHECKED_BY,
      notice: ['alert-until']
    }
    for (const { taxonomy_term: term } of [...entries, ...offers].flatMap((entry) => entry.attributes ?? []))
      expect(known[term.taxonomy.replace('anlaufstelle:', '')]).toContain(term.code)
    for (const service of services) {
      expect(codesOf(service, 'programme')).toHaveLength(1)
      for (const area of areasOf(service))
        expect(area === '14' || saxonCounties.includes(area) || municipalities.has(area), area).toBe(true)
    }
    expect(new Set(services.flatMap((service) => codesOf(service, 'topic')))).toEqual(new Set(TOPICS))
    expect(new Set(services.flatMap((service) => codesOf(service, 'situation')))).toEqual(new Set(SITUATIONS))
  })

  test('names 16 languages and a day of the last check for each service', () => {
    expect(new Set(services.flatMap((service) => service.languages?.map(({ code }) => code))).size).toBe(16)
    for (const { assured_date: day } of services) expect(day).toMatch(/^(2025-12|2026-\d\d)-\d\d$/)
  })

  test('has hours that can be computed, closed on Buß- und Bettag and on Christmas Day', () => {
    const closed = (days: string[], text: string) => {
      const hours = computeHours(text, Temporal.PlainDate.from('2026-11-02'))
      const open =
        hours.kind === 'computed' ? hours.stretches.map((s) => s.startsAt.toString().slice(0, 10)) : days
      return days.every((day) => !open.includes(day))
    }
    expect(schedules.length).toBeGreaterThan(100)
    for (const { description, attending_type: kind } of schedules) {
      expect(['walk-in', 'appointment', 'office']).toContain(kind)
      expect(isOpeningHours(description), description).toBe(true)
      expect(closed(['2026-11-18', '2026-12-25'], description), description).toBe(true)
    }
  })

  test('opens every offer with hours in an ordinary month', () => {
    for (const { description } of schedules) {
      const hours = computeHours(description, Temporal.PlainDate.from('2026-11-23'))
      expect(hours.kind === 'computed' && hours.stretches.length > 0, description).toBe(true)
    }
    for (const service of services)
      for (const offer of service.service_at_locations ?? [])
        expect(
          offer.schedules.some(({ attending_type: kind }) => kind === 'walk-in'),
          service.name
        ).toBe(!codesOf(service, 'access').includes('by-appointment'))
  })

  test('shows every detail the model has: closures, capacity, papers, channels, languages by weekday', () => {
    const said = (taxonomy: string) =>
      new Set(
        [...entries, ...offers]
          .flatMap((entry) => entry.attributes ?? [])
          .filter(({ taxonomy_term: term }) => term.taxonomy === `anlaufstelle:${taxonomy}`)
          .map(({ taxonomy_term: term }) => term.code)
      )
    expect(said('closure').size).toBeGreaterThanOrEqual(5)
    expect(said('closure')).toContain('illness')
    expect(said('capacity')).toEqual(new Set(['open', 'waiting_list', 'full']))
    expect(said('papers')).toEqual(new Set(PAPER_CODES))
    expect(said('channel').size).toBeGreaterThanOrEqual(4)
    expect(said('accessibility')).toEqual(new Set(ACCESSIBILITY_CODES))
    expect(said('visibility')).toContain('hidden')
    const days = offers.flatMap((offer) => offer.languages ?? []).filter(({ note }) => note)
    expect(days.length).toBeGreaterThanOrEqual(5)
    for (const { note } of days) expect(note).toMatch(/^(MO|TU|WE|TH|FR)(,(MO|TU|WE|TH|FR))*$/)
  })
})
