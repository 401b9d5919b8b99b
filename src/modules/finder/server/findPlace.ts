import { findCountyKey, findMunicipalityKey, foldPlaceName, type PlaceHit } from '#modules/places/index.ts'
import { findCounty, findMunicipality, searchPlaces } from '#modules/places/server/public.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { PlaceFound } from '../found.ts'
import type { Search } from '../search.ts'

const MOST_SIMILAR = 6

/** Reads the place or county of a search. Answers the same for the same text; never faults on any text. */
export const findPlace = async (ctx: Ctx, { place, county }: Search): Promise<PlaceFound> => {
  if (place !== undefined) return findTypedPlace(ctx, place)
  const key = findCountyKey(county ?? '')
  const known = key && (await findCounty(ctx, key))
  return known ? { kind: 'county', county: known } : { kind: 'none' }
}

const findTypedPlace = async (ctx: Ctx, text: string): Promise<PlaceFound> => {
  const key = findMunicipalityKey(text)
  const chosen = key && (await findMunicipality(ctx, key))
  if (chosen) return { kind: 'place', hit: chosen }
  const { query, hits } = await searchPlaces(ctx, text)
  switch (query.kind) {
    case 'empty':
      return { kind: 'none' }
    case 'tooShort':
      return { kind: 'unknown', reason: 'short', similar: [] }
    case 'tooLong':
      return { kind: 'unknown', reason: 'long', similar: [] }
    case 'postcode':
      return settle(hits, true) ?? { kind: 'unknown', reason: 'postcode', similar: [] }
    case 'postcodePrefix':
      return { kind: 'unknown', reason: 'short', similar: hits.slice(0, MOST_SIMILAR) }
    case 'name':
      return settleName(hits, query.folded)
  }
}

const settle = (hits: readonly PlaceHit[], byPostcode: boolean): PlaceFound | undefined => {
  const [only, ...others] = hits
  if (!only) return undefined
  return others.length === 0 ? { kind: 'place', hit: only } : { kind: 'several', hits, byPostcode }
}

/**
 * The very name, also with a qualifier behind it ("Neustadt" for "Neustadt in Sachsen"), before names that only begin
 * so; a name that is merely similar is asked about and never taken.
 */
const settleName = (hits: readonly PlaceHit[], folded: string): PlaceFound => {
  const named = hits.filter((hit) => `${foldPlaceName(hit.matchedName)} `.startsWith(`${folded} `))
  const beginning = hits.filter((hit) => foldPlaceName(hit.matchedName).startsWith(folded))
  return (
    settle(named, false) ??
    settle(beginning, false) ?? { kind: 'unknown', reason: 'name', similar: hits.slice(0, MOST_SIMILAR) }
  )
}
