import type { Tx } from '#platform/db/server/database.ts'
import type { Coordinates, Municipality, Postcode } from '../model.ts'
import type { PlacesTables } from './tables.ts'

/** The centres of the municipalities each known postcode reaches into. */
export async function mapPostcodeCentres(tx: Tx): Promise<Map<Postcode, Coordinates[]>> {
  const rows = await tx
    .$extendTables<PlacesTables>()
    .selectFrom('places_postcode_municipality as reach')
    .innerJoin('places_municipality', 'places_municipality.key', 'reach.municipality_key')
    .select(['reach.postcode', 'latitude', 'longitude'])
    .execute()
  const centres = new Map<Postcode, Coordinates[]>()
  for (const { postcode, ...centre } of rows) {
    const known = centres.get(postcode)
    if (known) known.push(centre)
    else centres.set(postcode, [centre])
  }
  return centres
}

/** The keys of all counties. */
export async function listCountyKeys(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.$extendTables<PlacesTables>().selectFrom('places_county').select('key').execute()
  return new Set(rows.map((row) => row.key))
}

/** The legal form of every municipality by key. */
export async function mapMunicipalityKinds(tx: Tx): Promise<ReadonlyMap<string, Municipality['kind']>> {
  const places = tx.$extendTables<PlacesTables>().selectFrom('places_municipality').select(['key', 'kind'])
  return new Map((await places.execute()).map((row) => [row.key, row.kind]))
}
