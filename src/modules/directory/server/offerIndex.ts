import { distanceKm, type Coordinates } from '#modules/places/index.ts'
import { germanDay } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { boxAround } from '../boxAround.ts'
import type { Closure } from '../model.ts'
import type { WalkIn } from '../openingState.ts'
import {
  listComingWalkIns,
  listListedOffers,
  listRunningClosures,
  type ListedOfferRow
} from './directoryQueries.ts'
import type { OfferTimes } from './offerScreen.ts'
import { textOf, TextStore, type StoredText } from './textStore.ts'

/**
 * Every public offer of an organisation, as lists of offers need them: found by area and by position, what
 * decides about its place in a list at hand, everything else as text outside the heap until it is asked for. Offers are
 * named by their number in the order of centre name and id.
 */
export interface OfferIndex {
  readonly count: number
  /** What decides about an offer's place in a list. */
  row(offer: number): RankedRow
  /** Everything else that a list says of it. */
  rest(offer: number): RestRow
  /** Offers whose catchment names one of the areas: their own, else their service's. */
  covering(areas: readonly string[]): readonly number[]
  /** Offers within `radiusKm`, and some a little farther; Infinity: all that have a position. */
  around(here: Coordinates, radiusKm: number): readonly number[]
  /** Great-circle kilometres; `undefined` for an offer without a position. */
  distance(offer: number, here: Coordinates): number | undefined
  /** The walk-in stretch that ends next after `now` (milliseconds since 1970); the offer's own closures and its centre's, over or not. */
  times(offer: number, now: number): OfferTimes
}

const rankedOf = (row: ListedOfferRow, shared: <Value>(value: Value) => Value) => ({
  offer_id: row.offer_id,
  centre_id: row.centre_id,
  centre_slug: row.centre_slug,
  centre_name: row.centre_name,
  programme: row.programme,
  topics: shared(row.topics),
  situations: shared(row.situations),
  minimum_age: row.minimum_age,
  maximum_age: row.maximum_age,
  anonymous_possible: row.anonymous_possible,
  interpreter_on_request: row.interpreter_on_request,
  languages: shared(row.languages),
  papers_needed: shared(row.papers_needed),
  capacity: row.capacity,
  by_appointment_only: row.by_appointment_only,
  hours_walk_in: row.hours_walk_in === null ? null : '',
  hours_appointment: row.hours_appointment === null ? null : '',
  county_key: row.county_key,
  accessibility: shared(row.accessibility)
})

/** What decides about an offer's place in a list; of hours only whether there are some. */
export type RankedRow = ReturnType<typeof rankedOf>

const restOf = ({ own_catchment: _, service_catchment: __, ...row }: ListedOfferRow, ranked: RankedRow) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !(name in ranked)))

/** What decides nothing. */
export type RestRow = Omit<ListedOfferRow, keyof RankedRow | 'own_catchment' | 'service_catchment'>

/** Hands out one value for all that read the same. */
const sharing = () => {
  const known = new Map<string, unknown>()
  return <Value>(value: Value): Value => {
    const text = JSON.stringify(value)
    if (!known.has(text)) known.set(text, value)
    return known.get(text) as Value
  }
}

const AT_ONCE = 2000
/** Degrees of a cell: about 22 km from south to north and 17 km from west to east in the middle of Germany. */
const CELL = { latitude: 0.2, longitude: 0.25 }
const ACROSS = 4096

/** The index of the organisation's public offers, remembered until they change. */
export const getOfferIndex = (ctx: Ctx): Promise<OfferIndex> =>
  ctx.remember('directory.offers', () => loadOfferIndex(ctx))

const loadOfferIndex = (ctx: Ctx): Promise<OfferIndex> =>
  ctx.read(async (tx) => {
    const draft = newDraft()
    for (let after: ListedOfferRow | undefined; ;) {
      const rows = await listListedOffers(tx, after, AT_ONCE)
      for (const row of rows) draft.add(row)
      after = rows.at(-1)
      if (rows.length < AT_ONCE) break
    }
    const now = ctx.clock.now()
    const walkIns = await listComingWalkIns(tx, now)
    return draft.finish(walkIns, await listRunningClosures(tx, germanDay(now)))
  })

const cellOf = (latitude: number, longitude: number) =>
  Math.floor((latitude + 90) / CELL.latitude) * ACROSS + Math.floor((longitude + 180) / CELL.longitude)

const put = <Key>(map: Map<Key, number[]>, key: Key, offer: number) => {
  const known = map.get(key)
  if (known) known.push(offer)
  else map.set(key, [offer])
}

type Running = Awaited<ReturnType<typeof listRunningClosures>>
type Coming = Awaited<ReturnType<typeof listComingWalkIns>>

const newDraft = () => {
  const store = new TextStore()
  const ranked: RankedRow[] = []
  const shared = sharing()
  const rests: StoredText[] = []
  const positions: (Coordinates | undefined)[] = []
  const byArea = new Map<string, number[]>()
  const byCell = new Map<number, number[]>()
  return {
    add(row: ListedOfferRow) {
      const offer = ranked.length
      const first = rankedOf(row, shared)
      ranked.push(first)
      rests.push(store.add(JSON.stringify(restOf(row, first))))
      const { own_catchment: own, service_catchment: usual, latitude, longitude } = row
      for (const area of own.length > 0 ? own : usual) put(byArea, area, offer)
      const position = latitude === null || longitude === null ? undefined : { latitude, longitude }
      positions.push(position)
      if (position) put(byCell, cellOf(position.latitude, position.longitude), offer)
    },
    finish: (coming: Coming, running: Running): OfferIndex => {
      const walkIns = stretchesOf(ranked, coming)
      const closures = closuresOf(ranked, running)
      return {
        count: ranked.length,
        row: (offer) => ranked[offer]!,
        rest: (offer) => JSON.parse(textOf(rests[offer]!)) as RestRow,
        covering: (areas) => [...new Set(areas.flatMap((area) => byArea.get(area) ?? []))],
        around: (here, radiusKm) => offersAround(byCell, here, radiusKm),
        distance: (offer, here) => {
          const position = positions[offer]
          return position && distanceKm(here, position)
        },
        times: (offer, now) => ({
          nextWalkIn: nextOf(walkIns, offer, now),
          closures: closures.get(offer) ?? NONE
        })
      }
    }
  }
}

const NONE: readonly never[] = []

/** Walk-in stretches of all offers in one list, beginnings and ends by turns: many small lists take up more. */
interface Stretches {
  readonly times: Float64Array
  /** Where those of an offer end; they begin where the offer's before it do. */
  readonly ends: Uint32Array
}

const stretchesOf = (ranked: readonly RankedRow[], coming: Coming): Stretches => {
  const texts = new Map(coming.map(({ offer_id: id, stretches }) => [id, stretches]))
  const times: number[] = []
  const ends = Uint32Array.from(ranked, ({ offer_id: id }) => {
    for (const time of texts.get(id)?.split(' ') ?? NONE) times.push(Number(time))
    return times.length
  })
  return { times: Float64Array.from(times), ends }
}

const nextOf = ({ times, ends }: Stretches, offer: number, now: number): WalkIn | undefined => {
  for (let at = offer === 0 ? 0 : ends[offer - 1]!; at < ends[offer]!; at += 2) {
    if (times[at + 1]! > now) return { starts: times[at]!, ends: times[at + 1]! }
  }
  return undefined
}

const closuresOf = (ranked: readonly RankedRow[], running: Running): Map<number, readonly Closure[]> => {
  const ofCentres = Map.groupBy(running, ({ centreId }) => centreId)
  const found = new Map<number, readonly Closure[]>()
  for (const [offer, { offer_id: id, centre_id: centre }] of ranked.entries()) {
    const own = ofCentres.get(centre)?.filter(({ offerId }) => (offerId ?? id) === id)
    if (own)
      found.set(
        offer,
        own.map(({ closure }) => closure)
      )
  }
  return found
}

const offersAround = (
  byCell: ReadonlyMap<number, readonly number[]>,
  here: Coordinates,
  radiusKm: number
): readonly number[] => {
  const box = radiusKm === Infinity ? undefined : boxAround(here, radiusKm)
  const cells = box && cellsIn(box)
  if (!cells || cells.count > byCell.size) return [...byCell.values()].flat()
  const found: number[] = []
  for (let row = cells.south; row <= cells.north; row++) {
    for (let column = cells.west; column <= cells.east; column++) {
      for (const offer of byCell.get(row * ACROSS + column) ?? NONE) found.push(offer)
    }
  }
  return found
}

const cellsIn = (box: ReturnType<typeof boxAround>) => {
  const south = Math.floor((box.south + 90) / CELL.latitude)
  const north = Math.floor((box.north + 90) / CELL.latitude)
  const west = Math.floor((box.west + 180) / CELL.longitude)
  const east = Math.floor((box.east + 180) / CELL.longitude)
  return { south, north, west, east, count: (north - south + 1) * (east - west + 1) }
}
