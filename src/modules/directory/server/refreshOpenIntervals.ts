import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { withoutClosures } from '../closures.ts'
import { INTERVAL_KINDS, type CentreId, type Closure, type IntervalKind, type OfferId } from '../model.ts'
import { listClosuresByOffer } from './closureRepository.ts'
import { lockDirectory } from './directoryRepository.ts'
import {
  intervalRow,
  listHours,
  listHoursOf,
  listOfferIdsAt,
  markPleaseCall,
  replaceIntervals,
  type HoursRow,
  type IntervalRow
} from './openIntervalRepository.ts'
import { computeHours, type ComputedHours } from './openIntervals.ts'

const OFFERS_A_BATCH = 500

/** How many offers were computed, and how many of them say "please call". */
export interface RefreshReport {
  readonly offers: number
  readonly pleaseCall: number
}

/** Computes a text's hours once, however many offers share it. */
export type HoursReader = (text: string) => ComputedHours

/** A reader for one run: 60 days from `today` on. */
export const createHoursReader = (today: Temporal.PlainDate): HoursReader => {
  const known = new Map<string, ComputedHours>()
  return (text) => {
    const hours = known.get(text) ?? computeHours(text, today)
    known.set(text, hours)
    return hours
  }
}

/**
 * Computes the open intervals of the organisation's offers for the next 60 days, today included. Works in
 * transactions of 500 offers: a run that was killed is made good by the next one, a repeated run writes nothing.
 */
export const refreshOpenIntervals = async (ctx: Ctx): Promise<RefreshReport> => {
  const read = createHoursReader(todayIn(ctx.clock))
  let [offers, pleaseCall] = [0, 0]
  let after: OfferId | undefined
  for (;;) {
    const batch = await ctx.write((tx) => refreshBatch(tx, after, read))
    offers += batch.offers
    pleaseCall += batch.pleaseCall
    if (batch.last === undefined) return { offers, pleaseCall }
    after = batch.last
  }
}

const refreshBatch = async (tx: Tx, after: OfferId | undefined, read: HoursReader) => {
  await lockDirectory(tx)
  const hours = await listHours(tx, after, OFFERS_A_BATCH)
  const pleaseCall = await saveIntervals(tx, hours, read)
  return { offers: hours.length, pleaseCall, last: hours.at(-1)?.offerId }
}

/** Computes the open intervals of these offers from what the tables say now: to be called when hours have changed. */
export const refreshIntervalsOf = async (
  tx: Tx,
  offerIds: readonly OfferId[],
  read: HoursReader
): Promise<void> => {
  for (let start = 0; start < offerIds.length; start += OFFERS_A_BATCH) {
    const batch = offerIds.slice(start, start + OFFERS_A_BATCH)
    await saveIntervals(tx, await listHoursOf(tx, batch), read)
  }
}

/** The same for every offer at these centres: to be called when their closures have changed. */
export const refreshIntervalsAt = async (
  tx: Tx,
  centreIds: readonly CentreId[],
  read: HoursReader
): Promise<void> => refreshIntervalsOf(tx, await listOfferIdsAt(tx, centreIds), read)

const saveIntervals = async (tx: Tx, offers: readonly HoursRow[], read: HoursReader): Promise<number> => {
  if (offers.length === 0) return 0
  const offerIds = offers.map((offer) => offer.offerId)
  const closures = await listClosuresByOffer(tx, offerIds)
  const computed = offers.map((offer) => ({ offer, ...intervalsOf(offer, closures, read) }))
  await replaceIntervals(
    tx,
    computed.map(({ offer: { offerId }, rows }) => ({ offerId, rows }))
  )
  const turned = (to: boolean) =>
    computed
      .filter(({ offer, pleaseCall }) => pleaseCall === to && offer.pleaseCall !== to)
      .map(({ offer }) => offer.offerId)
  await markPleaseCall(tx, turned(true), true)
  await markPleaseCall(tx, turned(false), false)
  return computed.filter(({ pleaseCall }) => pleaseCall).length
}

const intervalsOf = (
  { offerId, ...offer }: HoursRow,
  closures: ReadonlyMap<OfferId, readonly Closure[]>,
  read: HoursReader
): { rows: readonly IntervalRow[]; pleaseCall: boolean } => {
  const texts = { walk_in: offer.walkIn, appointment: offer.appointment, office: offer.office }
  const hours = INTERVAL_KINDS.flatMap((kind) => {
    const text = texts[kind]
    return text === null ? [] : [{ kind, computed: read(text) }]
  })
  const own = closures.get(offerId)
  const rows = hours.flatMap(({ kind, computed }) =>
    own
      ? withoutClosures(rowsOf(kind, computed), own).map((row) => intervalRow(kind, row))
      : rowsOf(kind, computed)
  )
  return { rows, pleaseCall: hours.some(({ computed }) => computed.kind === 'pleaseCall') }
}

/** The rows of computed hours are made once, however many offers share the hours. */
const made = new WeakMap<ComputedHours, Map<IntervalKind, readonly IntervalRow[]>>()

const rowsOf = (kind: IntervalKind, computed: ComputedHours): readonly IntervalRow[] => {
  if (computed.kind === 'pleaseCall') return []
  const kinds = made.get(computed) ?? new Map<IntervalKind, readonly IntervalRow[]>()
  made.set(computed, kinds)
  const rows = kinds.get(kind) ?? computed.stretches.map((stretch) => intervalRow(kind, stretch))
  kinds.set(kind, rows)
  return rows
}
