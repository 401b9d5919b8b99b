import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { ImportFinding, ImportOutcome, ImportReason } from '../../importReport.ts'
import type { AddressVisibility, CentreId, OfferId, ProviderId, ServiceId } from '../../model.ts'
import {
  listKnownIds,
  lockDirectory,
  saveCentres,
  saveOffers,
  saveProviders,
  saveServices,
  type CentreContent,
  type Entry,
  type OfferContent,
  type Saved,
  type SaveWish,
  type ServiceContent
} from '../directoryRepository.ts'
import { createHoursReader, saveIntervals, type HoursReader } from '../refreshOpenIntervals.ts'
import { centreContent, languageFindings, offerContent, providerContent, serviceContent } from './contents.ts'
import { createLocateCentre, type LocateCentre } from './locateCentre.ts'
import type { MergedRecord } from './mergeRecords.ts'
import type { ParsedRecord, ParsedRecords } from './parseRecords.ts'
import { readSchedules, type Hours } from './schedules.ts'

/** What became of one record that fits its schema. */
export interface SavedRecord {
  readonly source: MergedRecord
  readonly outcome: ImportOutcome
  readonly findings: readonly ImportFinding[]
}

const RECORDS_A_BATCH = 500

interface Run {
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
type Prepared<Content> =
  | { readonly content: Content; readonly findings: readonly ImportFinding[] }
  | { readonly refusal: ImportFinding }

/** Saves the records of a run: providers, centres, services, then services at centres with their intervals. */
export const saveRecords = async (
  ctx: Ctx,
  records: ParsedRecords,
  wish: SaveWish,
  today: Temporal.PlainDate
): Promise<readonly SavedRecord[]> => {
  const run: Run = {
    ctx,
    records,
    wish,
    today,
    readHours: createHoursReader(today),
    locate: createLocateCentre(ctx),
    providers: new Map(),
    centres: new Map(),
    services: new Map(),
    ...offersOf(records),
    lines: []
  }
  await findEarlier(run)
  await saveKind(run, [...records.organization.values()], run.providers, saveProviders, ({ value }) =>
    Promise.resolve({ content: providerContent(value), findings: [] })
  )
  await saveKind(run, [...records.location.values()], run.centres, saveCentres, (record) =>
    prepareCentre(run, record)
  )
  await saveKind(run, [...records.service.values()], run.services, saveServices, (record) =>
    Promise.resolve(prepareService(run, record))
  )
  const offers = [...records.service_at_location.values()]
  await saveKind(run, offers, new Map<string, OfferId>(), saveOffersWithIntervals(run), (record) =>
    Promise.resolve(prepareOffer(run, record))
  )
  return run.lines
}

const offersOf = ({ service, service_at_location: offers }: ParsedRecords) => {
  const offeringAt = new Map<string, string>()
  const offered = new Set<string>()
  for (const { value } of offers.values()) {
    const provider = service.get(value.service_id ?? '')?.value.organization_id
    if (value.location_id !== null && provider) offeringAt.set(value.location_id, provider)
    if (value.service_id !== null) offered.add(value.service_id)
  }
  return { offeringAt, offered }
}

/** Entries of earlier runs that records of this run name without bringing them. */
const findEarlier = async (run: Run) => {
  const { location, service, service_at_location: offers } = run.records
  const named = {
    providers: [...location.values(), ...service.values()].map(({ value }) => value.organization_id),
    centres: [...offers.values()].map(({ value }) => value.location_id),
    services: [...offers.values()].map(({ value }) => value.service_id)
  }
  const { source } = run.wish
  await run.ctx.read(async (tx) => {
    fill(run.providers, await listKnownIds(tx, 'directory_provider', source, present(named.providers)))
    fill(run.centres, await listKnownIds(tx, 'directory_centre', source, present(named.centres)))
    fill(run.services, await listKnownIds(tx, 'directory_service', source, present(named.services)))
  })
}

const present = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]

const fill = <Id>(ids: Map<string, Id>, more: ReadonlyMap<string, Id>) => {
  for (const [externalId, id] of more) ids.set(externalId, id)
}

const saveKind = async <Record extends ParsedRecord, Content, Id>(
  run: Run,
  records: readonly Record[],
  ids: Map<string, Id>,
  save: (tx: Tx, entries: readonly Entry<Content>[], wish: SaveWish) => Promise<Map<string, Saved<Id>>>,
  prepare: (record: Record) => Promise<Prepared<Content>>
) => {
  for (let start = 0; start < records.length; start += RECORDS_A_BATCH) {
    const batch: { record: Record; content: Content; findings: readonly ImportFinding[] }[] = []
    for (const record of records.slice(start, start + RECORDS_A_BATCH)) {
      const prepared = await prepare(record)
      if ('content' in prepared) batch.push({ record, ...prepared })
      else run.lines.push({ source: record.source, outcome: 'refused', findings: [prepared.refusal] })
    }
    const entries = batch.map(({ record, content }) => ({ externalId: record.value.id, content }))
    const saved = await inTransaction(run, (tx) => save(tx, entries, run.wish))
    for (const { record, findings } of batch) {
      const { id, outcome } = saved.get(record.value.id)!
      ids.set(record.value.id, id)
      run.lines.push({ source: record.source, outcome, findings })
    }
  }
}

const inTransaction = <Value>({ ctx, wish }: Run, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  wish.write
    ? ctx.write(async (tx) => {
        await lockDirectory(tx)
        return work(tx)
      })
    : ctx.read(work)

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
const prepareCentre = async (
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
  const place = await run.locate(value, content.address_visibility as AddressVisibility)
  return {
    content: { ...content, ...place.columns, provider_id: run.providers.get(provider)! },
    findings: place.findings
  }
}

const prepareService = (run: Run, { value, codes }: ParsedRecord<'service'>): Prepared<ServiceContent> => {
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

const prepareOffer = (
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

const saveOffersWithIntervals =
  (run: Run) => async (tx: Tx, entries: readonly Entry<OfferContent>[], wish: SaveWish) => {
    const saved = await saveOffers(tx, entries, wish)
    const changed = entries.flatMap(({ externalId, content }) => {
      const { id, outcome } = saved.get(externalId)!
      if (outcome === 'unchanged') return []
      const texts = { walkIn: content.hours_walk_in ?? null, appointment: content.hours_appointment ?? null }
      return [{ offerId: id, ...texts, pleaseCall: undefined }]
    })
    if (wish.write) await saveIntervals(tx, changed, run.readHours)
    return saved
  }
