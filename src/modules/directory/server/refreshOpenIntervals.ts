import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { IntervalKind, OfferId } from '../model.ts'
import { lockDirectory } from './directoryRepository.ts'
import {
  listHours,
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

/** Writes the intervals of these offers; answers how many cannot be computed. */
export const saveIntervals = async (
  tx: Tx,
  offers: readonly HoursRow[],
  read: HoursReader
): Promise<number> => {
  if (offers.length === 0) return 0
  const rows: IntervalRow[] = []
  const failing = new Set<OfferId>()
  for (const offer of offers) {
    for (const [kind, text] of textsOf(offer)) {
      const hours = read(text)
      if (hours.kind === 'pleaseCall') failing.add(offer.offerId)
      else rows.push(...hours.stretches.map((stretch) => ({ offerId: offer.offerId, kind, ...stretch })))
    }
  }
  await replaceIntervals(
    tx,
    offers.map((offer) => offer.offerId),
    rows
  )
  const turned = (to: boolean) =>
    offers.filter((offer) => offer.pleaseCall !== to && failing.has(offer.offerId) === to)
  await markPleaseCall(
    tx,
    turned(true).map((offer) => offer.offerId),
    true
  )
  await markPleaseCall(
    tx,
    turned(false).map((offer) => offer.offerId),
    false
  )
  return failing.size
}

const textsOf = (offer: HoursRow): [IntervalKind, string][] => [
  ...(offer.walkIn === null ? [] : [['walk_in', offer.walkIn] as [IntervalKind, string]]),
  ...(offer.appointment === null ? [] : [['appointment', offer.appointment] as [IntervalKind, string]])
]
