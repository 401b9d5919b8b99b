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
  const wanted = (offer: number) => index.isOf(offer, question.programmes)
  const responsible = new Set(index.covering(areas))
  const covering = byDistance(index, [...responsible].filter(wanted), here).slice(0, MOST)
  const others =
    here || areas.length > 0
      ? nearest(index, here, limit, (offer) => wanted(offer) && !responsible.has(offer))
      : firstOffers(index, limit, wanted)
  const now = ctx.clock.now()
  return [...covering, ...others].map(
    (offer) => new ListedOffer(index, offer, { here, coversPlace: responsible.has(offer), now })
  )
}

/** The nearest first, those of unknown distance last; among equals by the name of the centre. */
const byDistance = (
  index: OfferIndex,
  offers: readonly number[],
  here: Coordinates | undefined
): readonly number[] =>
  offers
    .map((offer) => ({ offer, km: (here && index.distance(offer, here)) ?? FAR }))
    .sort((a, b) => a.km - b.km || a.offer - b.offer)
    .map(({ offer }) => offer)

/** Only what lies within a radius is known to be nearest: the corners of the cells looked at reach farther. */
const nearest = (
  index: OfferIndex,
  here: Coordinates | undefined,
  limit: number,
  wanted: (offer: number) => boolean
): readonly number[] => {
  if (!here) return []
  for (const radiusKm of RADII_KM) {
    const near = [...index.around(here, radiusKm)].filter(
      (offer) => wanted(offer) && index.distance(offer, here)! <= radiusKm
    )
    if (near.length >= limit || radiusKm === Infinity) return byDistance(index, near, here).slice(0, limit)
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
