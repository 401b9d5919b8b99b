import type { Ctx } from '#platform/ctx.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { writeCsv, type CsvLine } from '../../csv/writeCsv.ts'
import type { Channel, Phone } from '../../model.ts'
import {
  listCurrentClosures,
  listEverything,
  type CentreEntryRow,
  type ClosureEntry,
  type OfferEntry,
  type ProviderEntry,
  type ServiceEntry
} from '../openDataQueries.ts'

/**
 * Everything public as CSV: providers, centres, services and offers, a line each. Imported again under the same source it
 * gives the same public data. An address that is not public is not in it; its municipality is.
 */
export const exportCentresCsv = (ctx: Ctx): Promise<string> =>
  ctx.read(async (tx) => {
    const { providers, centres, services, offers } = await listEverything(tx)
    const closures = await listCurrentClosures(tx, todayIn(ctx.clock))
    const wholeCentre = Map.groupBy(
      closures.filter((closure) => closure.offer_id === null),
      (closure) => closure.centre_id
    )
    const ofOffer = Map.groupBy(closures, (closure) => closure.offer_id)
    const ids = new Map<string, string>([
      ...providers.map((row) => [row.provider_id, row.external_id] as const),
      ...centres.map((row) => [row.centre_id, row.external_id] as const),
      ...services.map((row) => [row.service_id, row.external_id] as const)
    ])
    return writeCsv([
      ...providers.map(providerLine),
      ...centres.map((row) => centreLine(row, ids, wholeCentre.get(row.centre_id) ?? [])),
      ...services.map((row) => serviceLine(row, ids)),
      ...offers.map((row) => offerLine(row, ids, ofOffer.get(row.offer_id) ?? []))
    ])
  })

type Ids = ReadonlyMap<string, string>

const providerLine = (row: ProviderEntry): CsvLine => ({
  record: 'provider',
  id: row.external_id,
  source: row.source,
  name: row.name,
  description: row.description,
  phones: phones(row.phones),
  email: row.email,
  website: row.website,
  channels: channels(row.channels)
})

const centreLine = (row: CentreEntryRow, ids: Ids, closures: readonly ClosureEntry[]): CsvLine => ({
  record: 'centre',
  id: row.external_id,
  source: row.source,
  provider_id: ids.get(row.provider_id),
  name: row.name,
  description: row.description,
  visibility: row.address_visibility,
  street: row.street,
  postcode: row.postcode,
  town: row.town,
  municipality_key: row.municipality_key,
  latitude: row.position_approximate ? null : row.latitude,
  longitude: row.position_approximate ? null : row.longitude,
  closures: days(closures),
  phones: phones(row.phones),
  email: row.email,
  website: row.website,
  channels: channels(row.channels),
  access_note: row.access_note,
  accessibility: row.accessibility,
  accessibility_note: row.accessibility_note,
  accessibility_notes: Object.entries(row.accessibility_notes).sort(([a], [b]) => (a < b ? -1 : 1)),
  alert: row.alert,
  alert_until: row.alert_until,
  checked_on: row.checked_on,
  checked_by: row.checked_by
})

const serviceLine = (row: Omit<ServiceEntry, 'modified_at'>, ids: Ids): CsvLine => ({
  record: 'service',
  id: row.external_id,
  source: row.source,
  provider_id: ids.get(row.provider_id),
  name: row.name,
  description: row.description,
  programme: row.programme,
  topics: row.topics,
  situations: row.situations,
  minimum_age: row.minimum_age,
  maximum_age: row.maximum_age,
  anonymous_possible: row.anonymous_possible,
  interpreter_on_request: row.interpreter_on_request,
  papers_needed: row.papers_needed,
  papers_note: row.papers_note,
  languages: row.languages,
  catchment: row.catchment,
  phones: phones(row.phones),
  email: row.email,
  website: row.website,
  channels: channels(row.channels),
  fees_note: row.fees_note,
  eligibility_note: row.eligibility_note,
  application_note: row.application_note,
  alert: row.alert,
  alert_until: row.alert_until,
  checked_on: row.checked_on,
  checked_by: row.checked_by
})

const offerLine = (row: OfferEntry, ids: Ids, closures: readonly ClosureEntry[]): CsvLine => ({
  record: 'offer',
  id: row.external_id,
  source: row.source,
  centre_id: ids.get(row.centre_id),
  service_id: ids.get(row.service_id),
  description: row.own_description,
  languages: row.own_languages,
  language_days: Object.entries(row.language_days)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([language, weekdays]) => [language, weekdays.join(' ')]),
  catchment: row.own_catchment,
  hours_walk_in: row.hours_walk_in,
  hours_appointment: row.hours_appointment,
  hours_office: row.hours_office,
  by_appointment_only: row.by_appointment_only,
  hours_note: row.hours_note,
  closures: days(closures),
  capacity: row.capacity,
  capacity_on: row.capacity_on,
  phones: phones(row.own_phones),
  email: row.own_email,
  channels: channels(row.own_channels)
})

const phones = (all: readonly Phone[]) => all.map(({ kind, number, note }) => [kind, number, note])
const channels = (all: readonly Channel[]) => all.map(({ kind, value, note }) => [kind, value, note])
const days = (closures: readonly ClosureEntry[]) =>
  closures.map((shut) => [shut.starts_on, shut.ends_on, shut.reason, shut.note])
