import { sql, type ExpressionBuilder } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { Area, County, PlaceHit, Postcode, StateKey } from '../model.ts'
import { SAXONY } from '../model.ts'
import type { PlacesTables } from './tables.ts'

/** More rows than this say nothing to a person who is still typing. */
const MOST_ROWS = 200

type Joined = Pick<PlacesTables, 'places_municipality' | 'places_county'>

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

const saxonyFirst = (eb: ExpressionBuilder<Joined, 'places_county'>) =>
  eb('places_county.state_key', '=', SAXONY)

function municipalityRows(tx: Tx) {
  return tx
    .$extendTables<PlacesTables>()
    .selectFrom('places_municipality')
    .innerJoin('places_county', 'places_county.key', 'places_municipality.county_key')
    .select(hitColumns)
}

function nameRows(tx: Tx) {
  return municipalityRows(tx)
    .innerJoin('places_name', 'places_name.municipality_key', 'places_municipality.key')
    .select([
      'places_municipality.latitude',
      'places_municipality.longitude',
      'places_name.name as matchedName'
    ])
    .orderBy(saxonyFirst, 'desc')
    .orderBy('places_municipality.population', (order) => order.desc().nullsLast())
    .orderBy('places_municipality.key')
    .limit(MOST_ROWS)
}

type NameRow = Omit<PlaceHit, 'kind' | 'postcode'>

const asNameHit = (row: NameRow): PlaceHit => ({ ...row, kind: 'municipality', postcode: null })

/** `%`, `_` and `\` stand for themselves in what a person typed. */
const asPrefix = (text: string): string => `${text.replace(/[\\%_]/g, '\\$&')}%`

/** Municipalities one of whose folded names begins with the text. */
export async function selectByNamePrefix(tx: Tx, folded: string): Promise<PlaceHit[]> {
  const rows = await nameRows(tx).where('places_name.folded', 'like', asPrefix(folded)).execute()
  return rows.map(asNameHit)
}

/** Municipalities whose folded name, with or without its qualifier, is exactly the text. */
export async function selectByExactName(tx: Tx, folded: string): Promise<PlaceHit[]> {
  const rows = await nameRows(tx)
    .where((eb) => eb.or([eb('places_name.folded', '=', folded), eb('places_name.bare', '=', folded)]))
    .execute()
  return rows.map(asNameHit)
}

/**
 * Every name that may be one edit away, for withinOneEdit to decide. One edit leaves the beginning or the end of what
 * was typed as it is, where these two together are one letter shorter than the whole: both are looked up by index.
 */
export async function selectNearNames(tx: Tx, folded: string): Promise<PlaceHit[]> {
  const letters = [...folded]
  const half = Math.floor((letters.length - 1) / 2)
  const [start, end] = [letters.slice(0, half), letters.slice(half + 1).toReversed()].map((part) =>
    part.join('')
  )
  const near = (column: 'places_name.folded' | 'places_name.bare') => {
    const name = sql.ref(column)
    const sameEnds = sql`(${name} LIKE ${asPrefix(start ?? '')} OR reverse(${name}) LIKE ${asPrefix(end ?? '')})`
    return sql<boolean>`(${sameEnds} AND length(${name}) BETWEEN ${letters.length - 1} AND ${letters.length + 1})`
  }
  const rows = await nameRows(tx)
    .clearLimit()
    .where((eb) => eb.or([near('places_name.folded'), near('places_name.bare')]))
    .execute()
  return rows.map(asNameHit)
}

/** The municipalities of every postcode that begins with these digits; the most useful first. */
export async function selectByPostcode(tx: Tx, prefix: string): Promise<PlaceHit[]> {
  const rows = await municipalityRows(tx)
    .innerJoin('places_postcode_municipality as reach', 'reach.municipality_key', 'places_municipality.key')
    .innerJoin('places_postcode', 'places_postcode.postcode', 'reach.postcode')
    .select((eb) => [
      'places_postcode.postcode',
      'places_postcode.postcode as matchedName',
      eb.fn.coalesce('places_postcode.latitude', 'places_municipality.latitude').as('latitude'),
      eb.fn.coalesce('places_postcode.longitude', 'places_municipality.longitude').as('longitude')
    ])
    .where('places_postcode.postcode', 'like', `${prefix}%` as Postcode)
    .orderBy(saxonyFirst, 'desc')
    .orderBy('places_municipality.population', (order) => order.desc().nullsLast())
    .orderBy('places_postcode.postcode')
    .orderBy('places_municipality.key')
    .limit(MOST_ROWS)
    .execute()
  return rows.map((row): PlaceHit => ({ ...row, kind: 'postcode' }))
}

/** Every municipality as a hit by its official name. */
export async function selectEveryMunicipality(tx: Tx): Promise<PlaceHit[]> {
  const rows = await municipalityRows(tx)
    .select(['places_municipality.latitude', 'places_municipality.longitude'])
    .select('places_municipality.name as matchedName')
    .execute()
  return rows.map(asNameHit)
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

/** The counties of a state, by key. */
export function selectCounties(tx: Tx, state: StateKey): Promise<County[]> {
  const counties = tx.$extendTables<PlacesTables>().selectFrom('places_county').select(countyColumns)
  return counties.where('state_key', '=', state).orderBy('key').execute()
}

/** Every county of Germany. */
export function selectEveryCounty(tx: Tx): Promise<County[]> {
  return tx.$extendTables<PlacesTables>().selectFrom('places_county').select(countyColumns).execute()
}

/** The areas with these keys, in no particular order; a county-level city stands once, as such. */
export async function selectAreas(tx: Tx, keys: readonly string[]): Promise<Area[]> {
  const wanted = sql`ANY(${keys}::text[])`
  const { rows } = await sql<Area>`
    SELECT DISTINCT state_key AS key, state_name AS name, 'state' AS kind FROM places_county WHERE state_key = ${wanted}
    UNION ALL SELECT key, name, kind FROM places_county WHERE key = ${wanted}
    UNION ALL SELECT key, name, 'municipality' FROM places_municipality WHERE key = ${wanted}`.execute(tx)
  return rows
}
