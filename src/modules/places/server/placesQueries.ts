import type { Tx } from '#platform/db/server/database.ts'
import type { County, PlaceHit } from '../model.ts'
import type { PlacesTables } from './tables.ts'

const hitColumns = [
  'places_municipality.key as municipality',
  'places_municipality.name as municipalityName',
  'places_municipality.population',
  'places_county.key as county',
  'places_county.name as countyName',
  'places_county.kind as countyKind',
  'places_county.state_key as state',
  'places_county.state_name as stateName'
] as const

function municipalityRows(tx: Tx) {
  return tx
    .$extendTables<PlacesTables>()
    .selectFrom('places_municipality')
    .innerJoin('places_county', 'places_county.key', 'places_municipality.county_key')
    .select(hitColumns)
}

type NameRow = Omit<PlaceHit, 'kind' | 'postcode'>

const asNameHit = (row: NameRow): PlaceHit => ({ ...row, kind: 'municipality', postcode: null })

/** Every municipality as a hit by its official name. */
export async function selectEveryMunicipality(tx: Tx): Promise<PlaceHit[]> {
  const rows = await municipalityRows(tx)
    .select(['places_municipality.latitude', 'places_municipality.longitude'])
    .select('places_municipality.name as matchedName')
    .execute()
  return rows.map(asNameHit)
}

/** Every name of every municipality, folded for search, with and without its qualifier. */
export function selectEveryName(tx: Tx) {
  return tx
    .$extendTables<PlacesTables>()
    .selectFrom('places_name')
    .select(['municipality_key', 'folded', 'bare', 'name'])
    .execute()
}

/** Which municipalities each postcode reaches; the position is the postcode's own, where it has one. */
export function selectEveryReach(tx: Tx) {
  return tx
    .$extendTables<PlacesTables>()
    .selectFrom('places_postcode_municipality as reach')
    .innerJoin('places_postcode', 'places_postcode.postcode', 'reach.postcode')
    .select(['reach.postcode', 'reach.municipality_key'])
    .select(['places_postcode.latitude', 'places_postcode.longitude'])
    .execute()
}

const countyColumns = ['key', 'name', 'kind', 'state_key as state', 'state_name as stateName'] as const

/** Every county of Germany. */
export function selectEveryCounty(tx: Tx): Promise<County[]> {
  return tx.$extendTables<PlacesTables>().selectFrom('places_county').select(countyColumns).execute()
}
