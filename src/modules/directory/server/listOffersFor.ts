import type { Coordinates } from '#modules/places/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Offer, OfferQuestion } from '../model.ts'
import { ListedOffer } from './listedOffer.ts'
import { getOfferIndex, type OfferIndex } from './offerIndex.ts'

const RADII_KM = [15, 30, 60, 120, 240, Infinity]
const MOST = 100
/** Sorts offers of unknown distance last; farther than any two places are. */
const FAR = 30_000

/**
 * The offers for a place: the 100 nearest whose catchment covers it, then the `limit` nearest others, each group by
 * distance and then by the name of the centre. Without coordinates no distance is known and nothing is called near;
 * without any place the first `limit` offers by name. An offer outside the programmes asked for is left out.
 */
export const listOffersFor = async (ctx: Ctx, question: OfferQuestion): Promise<readonly Offer[]> => {
  const index = await getOfferIndex(ctx)
  const here = coordinatesOf(question)
  const areas = areasOf(question)
  const limit = Math.min(Math.max(1, Math.trunc(question.limit)), MOST)
  const programmes = question.programmes && new Set<string | null>(question.programmes)
  const wanted = (offer: number) => !programmes || programmes.has(index.row(offer).programme)
  const located = (offer: number) => ({ offer, km: here && index.distance(offer, here) })
  const responsible = new Set(index.covering(areas))
  const covering = byDistance([...responsible].filter(wanted).map(located)).slice(0, MOST)
  const others =
    here || areas.length > 0
      ? nearest(index, here, limit, (offer) => wanted(offer) && !responsible.has(offer))
      : firstOffers(index, limit, wanted).map(located)
  const now = ctx.clock.now()
  return [...covering, ...others].map(
    ({ offer, km }) => new ListedOffer(index, offer, { km, coversPlace: responsible.has(offer), now })
  )
}

interface Located {
  readonly offer: number
  /** Absent where the offer's position or the visitor's is not known. */
  readonly km: number | undefined
}

/** The nearest first, those of unknown distance last; among equals by the name of the centre. */
const byDistance = (offers: Located[]): Located[] =>
  offers.sort((a, b) => (a.km ?? FAR) - (b.km ?? FAR) || a.offer - b.offer)

/** Only what lies within a radius is known to be nearest: the corners of the cells looked at reach farther. */
const nearest = (
  index: OfferIndex,
  here: Coordinates | undefined,
  limit: number,
  wanted: (offer: number) => boolean
): Located[] => {
  if (!here) return []
  for (const radiusKm of RADII_KM) {
    const near: Located[] = []
    for (const offer of index.around(here, radiusKm)) {
      if (!wanted(offer)) continue
      const km = index.distance(offer, here)!
      if (km <= radiusKm) near.push({ offer, km })
    }
    if (near.length >= limit || radiusKm === Infinity) return byDistance(near).slice(0, limit)
  }
  return []
}

const firstOffers = (index: OfferIndex, limit: number, wanted: (offer: number) => boolean): number[] => {
  const first: number[] = []
  for (let offer = 0; offer < index.count && first.length < limit; offer++) {
    if (wanted(offer)) first.push(offer)
  }
  return first
}

const coordinatesOf = ({ latitude, longitude }: OfferQuestion): Coordinates | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }

const areasOf = ({ municipalityKey, countyKey }: OfferQuestion): string[] => {
  const county = municipalityKey?.slice(0, 5) ?? countyKey
  return county === undefined
    ? []
    : [county.slice(0, 2), county, ...(municipalityKey === undefined ? [] : [municipalityKey])]
}
