import type { Ctx } from '#platform/ctx.ts'
import type { ImportFinding, ImportReason } from '../../importReport.ts'
import type { CentreId, LanguageDays, ProviderId, ServiceId } from '../../model.ts'
import type { CentreContent, OfferContent, SaveWish, ServiceContent } from '../directoryRepository.ts'
import type { HoursReader } from '../refreshOpenIntervals.ts'
import type { OwnAttribute } from './attributes.ts'
import { centreContent, languageDaysOf, languageFindings, offerContent, serviceContent } from './contents.ts'
import type { LocateCentre } from './locateCentre.ts'
import type { ParsedRecord, RecordStore } from './recordStore.ts'
import type { Service, ServiceAtLocation } from './schemas.ts'
import type { ReportCollector } from './reportCollector.ts'
import {
  readClosures,
  readSchedules,
  saysHours,
  type Closures,
  type Hours,
  type ScheduledClosure,
  type UnderstandsHours
} from './schedules.ts'

/** What one run knows while it saves. */
export interface Run {
  readonly ctx: Ctx
  readonly records: RecordStore
  readonly report: ReportCollector
  readonly wish: SaveWish
  readonly today: Temporal.PlainDate
  readonly readHours: HoursReader
  readonly understands: UnderstandsHours
  readonly locate: LocateCentre
  readonly providers: Map<string, ProviderId>
  readonly centres: Map<string, CentreId>
  readonly services: Map<string, ServiceId>
  /** For each location of the run a provider whose service is offered there, by external ids. */
  readonly offeringAt: ReadonlyMap<string, string>
  /** External ids of the services that the run offers somewhere. */
  readonly offered: ReadonlySet<string>
}

/** What a centre says besides its columns. */
export interface CentreParts {
  readonly columns: CentreContent
  readonly closures: readonly ScheduledClosure[]
}

/** What an offer says besides its columns. */
export interface OfferParts {
  readonly columns: OfferContent
  readonly closures: readonly ScheduledClosure[]
  readonly languageDays: readonly LanguageDays[]
}

/** A record on its way into a table: its content, or why it has none. */
export type Prepared<Content> =
  | { readonly content: Content; readonly findings: readonly ImportFinding[] }
  | { readonly refusal: ImportFinding }

/** Who offers what where, as far as the run's own records say. */
export const offersOf = (records: RecordStore) => {
  const providers = new Map<string, string | null>()
  for (const record of records.list('service'))
    if ('value' in record) providers.set(record.value.id, record.value.organization_id)
  const offeringAt = new Map<string, string>()
  const offered = new Set<string>()
  for (const record of records.list('service_at_location')) {
    if (!('value' in record)) continue
    const { service_id: service, location_id: location } = record.value
    const provider = providers.get(service ?? '')
    if (location !== null && provider) offeringAt.set(location, provider)
    if (service !== null) offered.add(service)
  }
  return { offeringAt, offered }
}

const refusal = (field: string, reason: ImportReason, id: string | null): { refusal: ImportFinding } => ({
  refusal: {
    field,
    reason: id === null ? 'directory_import_missing' : reason,
    params: id === null ? {} : { id }
  }
})

/**
 * A location need not name a provider: then it is the one whose services are offered there. One without a name
 * goes by its provider's.
 */
export const prepareCentre = async (
  run: Run,
  { value, ...own }: ParsedRecord<'location'>
): Promise<Prepared<CentreParts>> => {
  const provider = value.organization_id ?? run.offeringAt.get(value.id) ?? null
  if (provider === null || !run.providers.has(provider)) {
    return refusal('organization_id', 'directory_import_provider_missing', provider)
  }
  const name = value.name ?? run.records.find('organization', provider)?.value.name
  if (name === undefined) return refusal('name', 'directory_import_missing', null)
  const content = centreContent(value, name, own)
  const place = await run.locate(value, content.address_visibility)
  const { closures, findings } = readClosures(value.schedules, own.own, run.today, 'schedules')
  return {
    content: {
      columns: { ...content, ...place.columns, provider_id: run.providers.get(provider)! },
      closures
    },
    findings: [...place.findings, ...findings]
  }
}

export const prepareService = (
  run: Run,
  { value, ...own }: ParsedRecord<'service'>
): Prepared<ServiceContent> => {
  const provider = run.providers.get(value.organization_id ?? '')
  if (provider === undefined) {
    return refusal('organization_id', 'directory_import_provider_missing', value.organization_id)
  }
  return {
    content: { ...serviceContent(value, own), provider_id: provider },
    findings: [...languageFindings(value.languages), ...offeredNowhere(run, value.id)]
  }
}

/** A service without a place reaches nobody: worth a remark, no reason to refuse it. */
const offeredNowhere = ({ offered }: Run, id: string): ImportFinding[] =>
  offered.has(id) ? [] : [{ field: 'service_at_locations', reason: 'directory_import_no_centre', params: {} }]

export const prepareOffer = (
  run: Run,
  { value, ...own }: ParsedRecord<'service_at_location'>
): Prepared<OfferParts> => {
  const service = run.services.get(value.service_id ?? '')
  if (service === undefined) {
    return refusal('service_id', 'directory_import_service_missing', value.service_id)
  }
  const centre = run.centres.get(value.location_id ?? '')
  if (centre === undefined) {
    return refusal('location_id', 'directory_import_centre_missing', value.location_id)
  }
  const serviceRecord = run.records.find('service', value.service_id)
  const hours = hoursOf(run, value, serviceRecord?.value)
  const shut = closuresOf(run, value, own.own, serviceRecord)
  const access = [own.codes, serviceRecord?.codes]
  const byAppointment = access.some((codes) => codes?.['anlaufstelle:access'].includes('by-appointment'))
  const content = offerContent(value, serviceRecord?.value, hours, byAppointment, own)
  return {
    content: {
      columns: { ...content, service_id: service, centre_id: centre },
      closures: shut.closures,
      languageDays: languageDaysOf(value, serviceRecord?.value)
    },
    findings: [
      ...hours.findings,
      ...shut.findings,
      ...languageFindings(value.languages),
      ...uncomputable(run, hours)
    ]
  }
}

/** The most particular schedules count: the offer's own, else the service's, else the location's. */
const hoursOf = (run: Run, offer: ServiceAtLocation, service: Service | undefined): Hours => {
  const read = (schedules: Service['schedules'], field: string) =>
    readSchedules(schedules, run.today, field, run.understands)
  if (offer.schedules.some(saysHours)) return read(offer.schedules, 'schedules')
  if (service?.schedules.some(saysHours)) return read(service.schedules, 'service.schedules')
  return read(run.records.find('location', offer.location_id)?.value.schedules ?? [], 'location.schedules')
}

/** An offer is closed when it says so itself, and when its service does; the whole centre's closures are the centre's. */
const closuresOf = (
  { today }: Run,
  offer: ServiceAtLocation,
  own: readonly OwnAttribute[],
  service: ParsedRecord<'service'> | undefined
): Closures => {
  const ofOffer = readClosures(offer.schedules, own, today, 'schedules')
  const ofService = readClosures(
    service?.value.schedules ?? [],
    service?.own ?? [],
    today,
    'service.schedules'
  )
  return {
    closures: [...ofOffer.closures, ...ofService.closures],
    findings: [...ofOffer.findings, ...ofService.findings]
  }
}

const uncomputable = ({ readHours }: Run, { walkIn, appointment, office }: Hours): ImportFinding[] =>
  [walkIn, appointment, office].some((text) => text !== null && readHours(text).kind === 'pleaseCall')
    ? [{ field: 'schedules', reason: 'directory_import_hours_please_call', params: {} }]
    : []
