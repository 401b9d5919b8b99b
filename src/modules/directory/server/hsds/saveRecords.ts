import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { ImportFinding, ImportProgress } from '../../importReport.ts'
import type { CentreId, OfferId } from '../../model.ts'
import {
  listKnownIds,
  lockDirectory,
  saveCentres,
  saveOffers,
  saveProviders,
  saveServices,
  type Entry,
  type ImportedTable,
  type Saved,
  type SaveWish
} from '../directoryRepository.ts'
import { createHoursReader, refreshIntervalsAt, refreshIntervalsOf } from '../refreshOpenIntervals.ts'
import type { RecordKind } from './collectRecords.ts'
import { providerContent } from './contents.ts'
import { replaceClosures, replaceLanguageDays, unarchive } from '../detailsRepository.ts'
import { createLocateCentre } from './locateCentre.ts'
import {
  offersOf,
  prepareCentre,
  prepareOffer,
  prepareService,
  type CentreParts,
  type OfferParts,
  type Prepared,
  type Run
} from './prepareEntries.ts'
import type { ParsedRecord, RecordStore, RefusedRecord } from './recordStore.ts'
import { createHoursJudge } from './schedules.ts'
import type { ReportCollector } from './reportCollector.ts'

const RECORDS_A_BATCH = 500

/** Saves the records of a run: providers, centres, services, then services at centres with their intervals. */
export const saveRecords = async (
  ctx: Ctx,
  records: RecordStore,
  report: ReportCollector,
  wish: SaveWish,
  progress: (progress: ImportProgress) => void
): Promise<void> => {
  const today = todayIn(ctx.clock)
  const run: Run = {
    ctx,
    records,
    report,
    wish,
    today,
    readHours: createHoursReader(today),
    understands: createHoursJudge(),
    locate: createLocateCentre(ctx),
    providers: new Map(),
    centres: new Map(),
    services: new Map(),
    ...offersOf(records)
  }
  let done = 0
  const tick = (more: number) => progress({ step: 'saving', done: (done += more), all: records.size })
  for (const record of records.listLoose()) refuse(run, record)
  await saveKind(run, 'organization', {
    ids: run.providers,
    table: 'directory_provider',
    tick,
    prepare: ({ value, ...own }) => ({ content: providerContent(value, own), findings: [] }),
    save: (tx, entries) => archivedToo(tx, run, 'directory_provider', saveProviders(tx, entries, wish))
  })
  await saveKind(run, 'location', {
    ids: run.centres,
    table: 'directory_centre',
    tick,
    prepare: (record) => prepareCentre(run, record),
    save: (tx, entries) => saveCentresWithClosures(tx, run, entries)
  })
  await saveKind(run, 'service', {
    ids: run.services,
    table: 'directory_service',
    tick,
    prepare: (record) => prepareService(run, record),
    save: (tx, entries) => archivedToo(tx, run, 'directory_service', saveServices(tx, entries, wish))
  })
  await saveKind(run, 'service_at_location', {
    ids: new Map<string, OfferId>(),
    tick,
    prepare: (record) => prepareOffer(run, record),
    save: (tx, entries) => saveOffersWithDetails(tx, run, entries)
  })
}

interface Steps<Kind extends RecordKind, Content, Id> {
  readonly ids: Map<string, Id>
  /** Where entries of earlier runs are looked for; absent where nothing names them. */
  readonly table?: 'directory_provider' | 'directory_centre' | 'directory_service'
  tick(more: number): void
  prepare(record: ParsedRecord<Kind>): Prepared<Content> | Promise<Prepared<Content>>
  save(tx: Tx, entries: readonly Entry<Content>[]): Promise<Map<string, Saved<Id>>>
}

const refuse = ({ report }: Run, record: ParsedRecord | RefusedRecord) => {
  if ('refusals' in record) report.add(record.source, 'refused', record.refusals)
}

const saveKind = async <Kind extends RecordKind, Content, Id>(
  run: Run,
  kind: Kind,
  steps: Steps<Kind, Content, Id>
) => {
  let batch: ParsedRecord<Kind>[] = []
  let seen = 0
  const flush = async () => {
    await saveBatch(run, batch, steps)
    steps.tick(seen)
    batch = []
    seen = 0
  }
  for (const record of run.records.list(kind)) {
    seen++
    if ('value' in record) batch.push(record)
    else refuse(run, record)
    if (seen === RECORDS_A_BATCH) await flush()
  }
  await flush()
}

const saveBatch = async <Kind extends RecordKind, Content, Id>(
  run: Run,
  records: readonly ParsedRecord<Kind>[],
  { ids, prepare, save }: Steps<Kind, Content, Id>
) => {
  await findEarlier(run, records)
  const batch: { record: ParsedRecord<Kind>; content: Content; findings: readonly ImportFinding[] }[] = []
  for (const record of records) {
    const prepared = await prepare(record)
    if ('content' in prepared) batch.push({ record, ...prepared })
    else run.report.add(record.source, 'refused', [prepared.refusal])
  }
  if (batch.length === 0) return
  const entries = batch.map(({ record, content }) => ({ externalId: record.value.id, content }))
  const saved = await inTransaction(run, (tx) => save(tx, entries))
  for (const { record, findings } of batch) {
    const { id, outcome } = saved.get(record.value.id)!
    ids.set(record.value.id, id)
    run.report.add(record.source, outcome, [...record.source.remarks, ...findings])
  }
}

/** Entries of earlier runs that records of a batch name without this run bringing them. */
const findEarlier = async (run: Run, records: readonly ParsedRecord[]) => {
  const named = (
    name: 'organization_id' | 'location_id' | 'service_id',
    known: ReadonlyMap<string, unknown>
  ) => [
    ...new Set(
      records.flatMap(({ value }) => {
        const id = (value as Partial<Record<typeof name, string | null>>)[name]
        return id && !known.has(id) ? [id] : []
      })
    )
  ]
  const wanted = [
    named('organization_id', run.providers),
    named('location_id', run.centres),
    named('service_id', run.services)
  ] as const
  if (wanted.every((ids) => ids.length === 0)) return
  const { source } = run.wish
  await run.ctx.read(async (tx) => {
    fill(run.providers, await listKnownIds(tx, 'directory_provider', source, wanted[0]))
    fill(run.centres, await listKnownIds(tx, 'directory_centre', source, wanted[1]))
    fill(run.services, await listKnownIds(tx, 'directory_service', source, wanted[2]))
  })
}

const fill = <Id>(ids: Map<string, Id>, more: ReadonlyMap<string, Id>) => {
  for (const [externalId, id] of more) ids.set(externalId, id)
}

const inTransaction = <Value>({ ctx, wish }: Run, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  wish.write
    ? ctx.write(async (tx) => {
        await lockDirectory(tx)
        return work(tx)
      })
    : ctx.read(work)

/** Entries that were archived come back; that is a change. */
const archivedToo = async <Id extends string>(
  tx: Tx,
  { wish }: Run,
  table: ImportedTable,
  saving: Promise<Map<string, Saved<Id>>>
): Promise<Map<string, Saved<Id>>> => {
  const saved = await saving
  const back = await unarchive(
    tx,
    table,
    [...saved.values()].map(({ id }) => id),
    wish
  )
  return changedToo(saved, back)
}

const changedToo = <Id extends string>(saved: Map<string, Saved<Id>>, changed: ReadonlySet<string>) => {
  for (const [externalId, { id, outcome }] of saved)
    if (outcome === 'unchanged' && changed.has(id)) saved.set(externalId, { id, outcome: 'updated' })
  return saved
}

const columnsOf = <Columns>(entries: readonly Entry<{ readonly columns: Columns }>[]): Entry<Columns>[] =>
  entries.map(({ externalId, content }) => ({ externalId, content: content.columns }))

const saveCentresWithClosures = async (tx: Tx, run: Run, entries: readonly Entry<CentreParts>[]) => {
  const saved = await archivedToo(tx, run, 'directory_centre', saveCentres(tx, columnsOf(entries), run.wish))
  const owners = entries.map(({ externalId, content }) => ({
    centreId: saved.get(externalId)!.id,
    offerId: null,
    closures: content.closures
  }))
  changedToo<CentreId>(saved, await replaceClosures(tx, owners, run.wish))
  if (run.wish.write) await refreshIntervalsAt(tx, changedIds(saved), run.readHours)
  return saved
}

const saveOffersWithDetails = async (tx: Tx, run: Run, entries: readonly Entry<OfferParts>[]) => {
  const { wish } = run
  const saving = saveOffers(tx, columnsOf(entries), wish)
  const saved = await archivedToo(tx, run, 'directory_service_at_centre', saving)
  const owners = entries.map(({ externalId, content }) => ({
    centreId: content.columns.centre_id,
    offerId: saved.get(externalId)!.id,
    closures: content.closures
  }))
  changedToo(saved, await replaceClosures(tx, owners, wish))
  const days = new Map(entries.map((entry) => [saved.get(entry.externalId)!.id, entry.content.languageDays]))
  changedToo(saved, await replaceLanguageDays(tx, days, wish.write))
  if (wish.write) await refreshIntervalsOf(tx, changedIds(saved), run.readHours)
  return saved
}

const changedIds = <Id>(saved: ReadonlyMap<string, Saved<Id>>): Id[] =>
  [...saved.values()].filter(({ outcome }) => outcome !== 'unchanged').map(({ id }) => id)
