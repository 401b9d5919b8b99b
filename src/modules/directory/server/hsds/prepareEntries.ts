import type { Ctx } from '#platform/ctx.ts'
import type { ImportFinding, ImportOutcome, ImportReason } from '../../importReport.ts'
import type { CentreId, ProviderId, ServiceId } from '../../model.ts'
import type { CentreContent, OfferContent, SaveWish, ServiceContent } from '../directoryRepository.ts'
import type { HoursReader } from '../refreshOpenIntervals.ts'
import { centreContent, languageFindings, offerContent, serviceContent } from './contents.ts'
import type { LocateCentre } from './locateCentre.ts'
import type { ParsedRecord, ParsedRecords } from './parseRecords.ts'
import type { MergedRecord } from './mergeRecords.ts'
import { readSchedules, type Hours } from './schedules.ts'

/** What became of one record that fits its schema. */
export interface SavedRecord {
  readonly source: MergedRecord
  readonly outcome: ImportOutcome
  readonly findings: readonly ImportFinding[]
}

/** What one run knows while it saves. */
export interface Run {
  readonly ctx: Ctx
  readonly records: ParsedRecords
  readonly wish: SaveWish
  readonly today: Temporal.PlainDate
  readonly readHours: HoursReader
  readonly locate: LocateCentre
  readonly providers: Map<string, ProviderId>
  readonly centres: Map<string, CentreId>
  readonly services: Map<string, ServiceId>
  /** For each location of the run a provider whose service is offered there, by external ids. */
  readonly offeringAt: ReadonlyMap<string, string>
  /** External ids of the services that the run offers somewhere. */
  readonly offered: ReadonlySet<string>
  readonly lines: SavedRecord[]
}

/** A record on its way into a table: its content, or why it has none. */
export type Prepared<Content> =
  | { readonly content: Content; readonly findings: readonly ImportFinding[] }
  | { readonly refusal: ImportFinding }

/** Who offers what where, as far as the run's own records say. */
export const offersOf = ({ service, service_at_location: offers }: ParsedRecords) => {
  const offeringAt = new Map<string, string>()
  const offered = new Set<string>()
  for (const { value } of offers.values()) {
    const provider = service.get(value.service_id ?? '')?.value.organization_id
    if (value.location_id !== null && provider) offeringAt.set(value.location_id, provider)
    if (value.service_id !== null) offered.add(value.service_id)
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
  { value, codes }: ParsedRecord<'location'>
): Promise<Prepared<CentreContent>> => {
  const provider = value.organization_id ?? run.offeringAt.get(value.id) ?? null
  if (provider === null || !run.providers.has(provider)) {
    return refusal('organization_id', 'directory_import_provider_missing', provider)
  }
  const name = value.name ?? run.records.organization.get(provider)?.value.name
  if (name === undefined) return refusal('name', 'directory_import_missing', null)
  const content = centreContent(value, name, codes)
  const place = await run.locate(value, content.address_visibility)
  return {
    content: { ...content, ...place.columns, provider_id: run.providers.get(provider)! },
    findings: place.findings
  }
}

export const prepareService = (
  run: Run,
  { value, codes }: ParsedRecord<'service'>
): Prepared<ServiceContent> => {
  const provider = run.providers.get(value.organization_id ?? '')
  if (provider === undefined) {
    return refusal('organization_id', 'directory_import_provider_missing', value.organization_id)
  }
  return {
    content: { ...serviceContent(value, codes), provider_id: provider },
    findings: [...languageFindings(value.languages), ...offeredNowhere(run, value.id)]
  }
}

/** A service without a place reaches nobody: worth a remark, no reason to refuse it. */
const offeredNowhere = ({ offered }: Run, id: string): ImportFinding[] =>
  offered.has(id) ? [] : [{ field: 'service_at_locations', reason: 'directory_import_no_centre', params: {} }]

export const prepareOffer = (
  run: Run,
  { value, codes }: ParsedRecord<'service_at_location'>
): Prepared<OfferContent> => {
  const service = run.services.get(value.service_id ?? '')
  if (service === undefined) {
    return refusal('service_id', 'directory_import_service_missing', value.service_id)
  }
  const centre = run.centres.get(value.location_id ?? '')
  if (centre === undefined) {
    return refusal('location_id', 'directory_import_centre_missing', value.location_id)
  }
  const hours = hoursOf(run, value)
  const access = [codes, run.records.service.get(value.service_id ?? '')?.codes]
  const byAppointment = access.some((own) => own?.['anlaufstelle:access'].includes('by-appointment'))
  const content = offerContent(value, hours, byAppointment)
  return {
    content: { ...content, service_id: service, centre_id: centre },
    findings: [...hours.findings, ...languageFindings(value.languages), ...uncomputable(run, hours)]
  }
}

/** The most particular schedules count: the offer's own, else the service's, else the location's. */
const hoursOf = ({ records, today }: Run, value: ParsedRecord<'service_at_location'>['value']): Hours => {
  const service = records.service.get(value.service_id ?? '')?.value
  const location = records.location.get(value.location_id ?? '')?.value
  if (value.schedules.length > 0) return readSchedules(value.schedules, today, 'schedules')
  if (service && service.schedules.length > 0)
    return readSchedules(service.schedules, today, 'service.schedules')
  return readSchedules(location?.schedules ?? [], today, 'location.schedules')
}

const uncomputable = ({ readHours }: Run, { walkIn, appointment }: Hours): ImportFinding[] =>
  [walkIn, appointment].some((text) => text !== null && readHours(text).kind === 'pleaseCall')
    ? [{ field: 'schedules', reason: 'directory_import_hours_please_call', params: {} }]
    : []
