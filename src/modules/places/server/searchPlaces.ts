import type { Ctx } from '#platform/ctx.ts'
import { SAXONY, type PlaceHit } from '../model.ts'
import { rankPlaceHits, readPlaceQuery, type PlaceQuery } from '../rules.ts'
import { getPlaceIndex, type PlaceIndex } from './placeIndex.ts'

/** Most hits a search answers with. */
export const MOST_PLACE_HITS = 20

/** A shorter name with a typing error could be anything. */
const SHORTEST_MISSPELT = 3

export interface PlaceSearch {
  /** What was typed, as it was understood; says also why there may be no hits. */
  readonly query: PlaceQuery
  /** Best first, at most 20; several places of one name all stand here. */
  readonly hits: readonly PlaceHit[]
}

function candidatesByName(index: PlaceIndex, folded: string): PlaceHit[] {
  const exact = index.named(folded)
  const hits = [...exact, ...index.beginningWith(folded)]
  const settled = exact.some((hit) => hit.state === SAXONY)
  return settled || [...folded].length < SHORTEST_MISSPELT ? hits : [...hits, ...index.nearly(folded)]
}

function candidates(index: PlaceIndex, query: PlaceQuery): PlaceHit[] {
  switch (query.kind) {
    case 'postcode':
      return index.withPostcode(query.postcode)
    case 'postcodePrefix':
      return index.withPostcode(query.prefix)
    case 'name':
      return candidatesByName(index, query.folded)
    default:
      return []
  }
}

/** A place appears once, under the best of its names or postcodes. */
function oncePerPlace(ranked: readonly PlaceHit[]): PlaceHit[] {
  const seen = new Set<string>()
  return ranked.filter((hit) => {
    const id = `${hit.municipality} ${hit.postcode ?? ''}`
    return seen.has(id) ? false : seen.add(id)
  })
}

/**
 * Finds the places a person may mean by what they typed: a postcode or its beginning, or a name, its beginning, or a
 * name with one typing error (asked for only where no Saxon place bears the very name). Never faults on any text.
 */
export async function searchPlaces(ctx: Ctx, text: string): Promise<PlaceSearch> {
  const query = readPlaceQuery(text)
  const found = candidates(await getPlaceIndex(ctx), query)
  return { query, hits: oncePerPlace(rankPlaceHits(query, found)).slice(0, MOST_PLACE_HITS) }
}
