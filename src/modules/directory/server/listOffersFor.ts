import { distanceKm, type Coordinates } from '#modules/places/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { boxAround } from '../boxAround.ts'
import type { Offer, OfferId, OfferQuestion } from '../model.ts'
import {
  listClosures,
  listCoveringOffers,
  listFirstOffers,
  listNextWalkIns,
  listOffersById,
  listPositions,
  type OfferRow,
  type Position
} from './directoryQueries.ts'
import { dayOf, germanDay, offerFacts, publicPlace, timesOf } from './offerScreen.ts'

const RADII_KM = [15, 30, 60, 120, 240]
const MOST = 200
/** Sorts offers of unknown distance last; farther than any two places are. */
const FAR = 30_000

/**
 * The offers for a place: every one whose catchment covers it, then the `limit` nearest others, each group by
 * distance. Without coordinates no distance is known and nothing is called near; without any place the first
 * `limit` offers by name. An offer outside the programmes asked for is left out.
 */
export const listOffersFor = (ctx: Ctx, question: OfferQuestion): Promise<readonly Offer[]> =>
  ctx.read(async (tx) => {
    const here = coordinatesOf(question)
    const areas = areasOf(question)
    const limit = Math.min(Math.max(1, Math.trunc(question.limit)), MOST)
    const covering = new Set(await listCoveringOffers(tx, areas, question.programmes))
    const others =
      here || areas.length > 0
        ? await listNearest(tx, here, question, limit, covering)
        : await listFirstOffers(tx, limit, question.programmes)
    const ids = [...new Set([...covering, ...others])]
    const rows = await listOffersById(tx, ids)
    const now = ctx.clock.now()
    const next = await listNextWalkIns(tx, ids, now)
    const closures = await listClosures(tx, rows, germanDay(now))
    return rows
      .map((row): Offer => ({
        ...offerFacts(row, timesOf(row, next, closures), now),
        ...publicPlace(row),
        ...distanceTo(row, here),
        centreSlug: row.centre_slug,
        centreName: row.centre_name,
        providerName: row.provider_name,
        coversPlace: covering.has(row.offer_id),
        accessibility: row.accessibility,
        checkedOn: dayOf(row.centre_checked_on ?? row.checked_on)
      }))
      .sort(byUse)
  })

const listNearest = async (
  tx: Tx,
  here: Coordinates | undefined,
  { programmes }: OfferQuestion,
  limit: number,
  covering: ReadonlySet<OfferId>
): Promise<OfferId[]> => {
  if (!here) return []
  for (const radiusKm of [...RADII_KM, Infinity]) {
    const box = radiusKm === Infinity ? undefined : boxAround(here, radiusKm)
    const near = nearestOf(await listPositions(tx, box, programmes), here, radiusKm, covering)
    if (near.length >= limit || box === undefined) return near.slice(0, limit)
  }
  return []
}

/** Only what lies within the radius is known to be nearest: the corners of the box reach farther than its sides. */
const nearestOf = (
  positions: readonly Position[],
  here: Coordinates,
  radiusKm: number,
  without: ReadonlySet<OfferId>
): OfferId[] =>
  positions
    .filter((position) => !without.has(position.offerId))
    .map((position) => ({ offerId: position.offerId, km: distanceKm(here, position) }))
    .filter(({ km }) => km <= radiusKm)
    .sort((a, b) => a.km - b.km || (a.offerId < b.offerId ? -1 : 1))
    .map(({ offerId }) => offerId)

const coordinatesOf = ({ latitude, longitude }: OfferQuestion): Coordinates | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }

const areasOf = ({ municipalityKey, countyKey }: OfferQuestion): string[] => {
  const county = municipalityKey?.slice(0, 5) ?? countyKey
  return county === undefined
    ? []
    : [county.slice(0, 2), county, ...(municipalityKey === undefined ? [] : [municipalityKey])]
}

const distanceTo = (row: OfferRow, here: Coordinates | undefined) =>
  here && row.latitude !== null && row.longitude !== null
    ? { distanceKm: distanceKm(here, { latitude: row.latitude, longitude: row.longitude }) }
    : {}

const names = new Intl.Collator('de')

const byUse = (a: Offer, b: Offer) =>
  Number(b.coversPlace) - Number(a.coversPlace) ||
  (a.distanceKm ?? FAR) - (b.distanceKm ?? FAR) ||
  names.compare(a.centreName, b.centreName) ||
  names.compare(a.serviceName, b.serviceName) ||
  (a.offerId < b.offerId ? -1 : 1)
