import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { ImportFinding } from '../../importReport.ts'
import type { OfferId } from '../../model.ts'
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
  type SaveWish
} from '../directoryRepository.ts'
import { createHoursReader, refreshIntervalsAt, refreshIntervalsOf } from '../refreshOpenIntervals.ts'
import { providerContent } from './contents.ts'
import { createLocateCentre } from './locateCentre.ts'
import type { ParsedRecord, ParsedRecords } from './parseRecords.ts'
import {
  offersOf,
  prepareCentre,
  prepareOffer,
  prepareService,
  type Prepared,
  type Run,
  type SavedRecord
} from './prepareEntries.ts'

const RECORDS_A_BATCH = 500

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
  await saveKind(run, [...records.location.values()], run.centres, saveCentresWithIntervals(run), (record) =>
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

const saveOffersWithIntervals =
  (run: Run) => async (tx: Tx, entries: readonly Entry<OfferContent>[], wish: SaveWish) => {
    const saved = await saveOffers(tx, entries, wish)
    if (wish.write) await refreshIntervalsOf(tx, changedIds(saved), run.readHours)
    return saved
  }

const saveCentresWithIntervals =
  (run: Run) => async (tx: Tx, entries: readonly Entry<CentreContent>[], wish: SaveWish) => {
    const saved = await saveCentres(tx, entries, wish)
    if (wish.write) await refreshIntervalsAt(tx, changedIds(saved), run.readHours)
    return saved
  }

const changedIds = <Id>(saved: ReadonlyMap<string, Saved<Id>>): Id[] =>
  [...saved.values()].filter(({ outcome }) => outcome !== 'unchanged').map(({ id }) => id)
