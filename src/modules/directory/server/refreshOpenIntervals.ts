import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { withoutClosures } from '../closures.ts'
import { INTERVAL_KINDS, type CentreId, type Closure, type IntervalKind, type OfferId } from '../model.ts'
import { listClosuresByOffer } from './closureRepository.ts'
import { lockDirectory } from './directoryRepository.ts'
import {
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

/** The computed hours of a text; `times` are beginning and end of one stretch after the other, in ms since 1970. */
export type ReadHours =
  { readonly kind: 'computed'; readonly times: Float64Array } | { readonly kind: 'pleaseCall' }

/** Computes a text's hours once, however many offers share it, as long as it remembers them. */
export type HoursReader = (text: string) => ReadHours

/** 8 MB: ten thousand texts of common hours. */
const MOST_REMEMBERED_TIMES = 1_000_000

/** A reader for one run: 60 days from `today` on. What was read first is forgotten first. */
export const createHoursReader = (today: Temporal.PlainDate): HoursReader => {
  const known = new Map<string, ReadHours>()
  let held = 0
  const remember = (text: string, hours: ReadHours) => {
    known.set(text, hours)
    held += weightOf(hours)
    for (const [oldest, forgotten] of known) {
      if (held <= MOST_REMEMBERED_TIMES) break
      known.delete(oldest)
      held -= weightOf(forgotten)
    }
    return hours
  }
  return (text) => known.get(text) ?? remember(text, timesOf(computeHours(text, today)))
}

/** A text takes memory too, counted in times. */
const WEIGHT_OF_TEXT = 16
const weightOf = (hours: ReadHours) => WEIGHT_OF_TEXT + (hours.kind === 'computed' ? hours.times.length : 0)

const timesOf = (hours: ComputedHours): ReadHours => {
  if (hours.kind === 'pleaseCall') return hours
  const times = hours.stretches.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
  return { kind: 'computed', times: Float64Array.from(times, (time) => time.epochMilliseconds) }
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
  const rows = hours.flatMap(({ kind, computed }) => {
    const all = rowsOf(kind, computed)
    return own ? withoutClosed(all, own) : all
  })
  return { rows, pleaseCall: hours.some(({ computed }) => computed.kind === 'pleaseCall') }
}

const rowsOf = (kind: IntervalKind, hours: ReadHours): IntervalRow[] => {
  if (hours.kind === 'pleaseCall') return []
  const { times } = hours
  return Array.from({ length: times.length / 2 }, (_, index) => ({
    kind,
    from: times[2 * index]!,
    to: times[2 * index + 1]!
  }))
}

const withoutClosed = (rows: readonly IntervalRow[], closures: readonly Closure[]): IntervalRow[] => {
  const stretches = rows.map(({ kind, from, to }) => ({
    kind,
    startsAt: Temporal.Instant.fromEpochMilliseconds(from),
    endsAt: Temporal.Instant.fromEpochMilliseconds(to)
  }))
  return withoutClosures(stretches, closures).map(({ kind, startsAt, endsAt }) => ({
    kind,
    from: startsAt.epochMilliseconds,
    to: endsAt.epochMilliseconds
  }))
}
