import { bareName, foldPlaceName } from './foldPlaceName.ts'
import { SAXONY, type PlaceHit } from './model.ts'
import type { PlaceQuery } from './readPlaceQuery.ts'
import { withinOneEdit } from './withinOneEdit.ts'

const collator = new Intl.Collator('de')

/** How well a hit answers the query: 0 the very name or postcode, 1 its beginning, 2 one typing error away, 3 none of these. */
function matchGrade(query: PlaceQuery, hit: PlaceHit): 0 | 1 | 2 | 3 {
  if (query.kind === 'postcode') return hit.postcode === query.postcode ? 0 : 3
  if (query.kind === 'postcodePrefix') return hit.postcode?.startsWith(query.prefix) === true ? 1 : 3
  if (query.kind !== 'name') return 3
  const name = foldPlaceName(hit.matchedName)
  const bare = foldPlaceName(bareName(hit.matchedName))
  if (name === query.folded || bare === query.folded) return 0
  if (name.startsWith(query.folded)) return 1
  return withinOneEdit(name, query.folded) || withinOneEdit(bare, query.folded) ? 2 : 3
}

function compareHits(a: PlaceHit, b: PlaceHit): number {
  return (
    Number(b.state === SAXONY) - Number(a.state === SAXONY) ||
    (b.population ?? 0) - (a.population ?? 0) ||
    collator.compare(a.municipalityName, b.municipalityName) ||
    collator.compare(a.postcode ?? '', b.postcode ?? '') ||
    (a.municipality < b.municipality ? -1 : Number(a.municipality > b.municipality))
  )
}

/**
 * Orders hits for a person who is in Saxony: the very name before its beginning before one typing error; within
 * these Saxony first, then the larger population, then by name. A qualifier does not count against the very name:
 * "Neustadt" is every Neustadt. Nothing is dropped: several places of one name stay several.
 */
export function rankPlaceHits(query: PlaceQuery, hits: readonly PlaceHit[]): PlaceHit[] {
  const graded = hits.map((hit) => ({ hit, grade: matchGrade(query, hit) }))
  graded.sort((a, b) => a.grade - b.grade || compareHits(a.hit, b.hit))
  return graded.map(({ hit }) => hit)
}
