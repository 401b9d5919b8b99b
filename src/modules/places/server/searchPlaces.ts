import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { SAXONY, type PlaceHit } from '../model.ts'
import { matchGrade, rankPlaceHits, readPlaceQuery, type PlaceQuery } from '../rules.ts'
import { getPlaceIndex } from './placeIndex.ts'
import { selectByExactName, selectByNamePrefix, selectByPostcode, selectNearNames } from './placesQueries.ts'

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

async function candidatesByName(tx: Tx, query: PlaceQuery & { kind: 'name' }): Promise<PlaceHit[]> {
  const exact = await selectByExactName(tx, query.folded)
  const hits = [...exact, ...(await selectByNamePrefix(tx, query.folded))]
  const settled = exact.some((hit) => hit.state === SAXONY)
  if (settled || [...query.folded].length < SHORTEST_MISSPELT) return hits
  const near = await selectNearNames(tx, query.folded)
  return [...hits, ...near.filter((hit) => matchGrade(query, hit) === 2)]
}

async function candidates(ctx: Ctx, query: PlaceQuery): Promise<readonly PlaceHit[]> {
  switch (query.kind) {
    case 'postcode':
      return (await getPlaceIndex(ctx)).withPostcode(query.postcode)
    case 'postcodePrefix':
      return ctx.read((tx) => selectByPostcode(tx, query.prefix))
    case 'name':
      return ctx.read((tx) => candidatesByName(tx, query))
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
  const found = await candidates(ctx, query)
  return { query, hits: oncePerPlace(rankPlaceHits(query, found)).slice(0, MOST_PLACE_HITS) }
}
