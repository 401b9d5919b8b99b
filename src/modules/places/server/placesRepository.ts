import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { Coordinates, County, Municipality, MunicipalityKey, Postcode } from '../model.ts'
import type { PlacesTables } from './tables.ts'

export interface MunicipalityName {
  readonly municipality: MunicipalityKey
  readonly name: string
  readonly folded: string
  readonly bare: string
  readonly kind: 'official' | 'second'
}

export interface PostcodeReach {
  readonly postcode: Postcode
  readonly municipality: MunicipalityKey
}

/** Keeps every other load and import waiting until this transaction ends; readers are not kept. */
export const lockPlaces = (tx: Tx): Promise<unknown> =>
  sql`LOCK TABLE places_source IN SHARE ROW EXCLUSIVE MODE`.execute(tx)

/** The hash of the content loaded last under this id; nothing before the first load. */
export async function findContentHash(tx: Tx, id: string): Promise<string | undefined> {
  const sources = tx.$extendTables<PlacesTables>().selectFrom('places_source').select('content_hash')
  return (await sources.where('id', '=', id).executeTakeFirst())?.content_hash
}

/** Notes what was loaded. */
export const writeContentHash = (tx: Tx, id: string, hash: string, at: Date): Promise<unknown> =>
  tx
    .$extendTables<PlacesTables>()
    .insertInto('places_source')
    .values({ id, content_hash: hash, loaded_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ content_hash: hash, loaded_at: at }))
    .execute()

/** Writes counties, new or changed. */
export const writeCounties = (tx: Tx, counties: readonly County[]): Promise<unknown> =>
  sql`INSERT INTO places_county (key, name, kind, state_key, state_name)
      SELECT key, name, kind, state, "stateName"
      FROM jsonb_to_recordset(${JSON.stringify(counties)}::jsonb)
        AS county (key text, name text, kind text, state text, "stateName" text)
      ON CONFLICT (key) DO UPDATE SET name = excluded.name, kind = excluded.kind, state_name = excluded.state_name`.execute(
    tx
  )

/** Deletes the municipalities and postcodes of the reference data that it no longer has; imported rows stay. */
export async function deleteOutdated(
  tx: Tx,
  kept: { municipalities: readonly MunicipalityKey[]; postcodes: readonly Postcode[] }
): Promise<void> {
  await sql`DELETE FROM places_municipality WHERE imported_at IS NULL AND key <> ALL (${kept.municipalities})`.execute(
    tx
  )
  await sql`DELETE FROM places_postcode WHERE postcode <> ALL (${kept.postcodes})`.execute(tx)
}

/**
 * Writes municipalities, new or changed. With `importedAt` null they are reference data and leave imported rows
 * as they are; with a time they are an import and replace whatever there is (an unknown population keeps the known).
 */
export const writeMunicipalities = (
  tx: Tx,
  municipalities: readonly Municipality[],
  importedAt: Date | null
): Promise<unknown> =>
  sql`INSERT INTO places_municipality AS old
        (key, name, kind, county_key, latitude, longitude, population, imported_at)
      SELECT key, name, kind, county, latitude, longitude, population, ${importedAt}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(municipalities)}::jsonb) AS municipality
        (key text, name text, kind text, county text, latitude float8, longitude float8, population integer)
      ON CONFLICT (key) DO UPDATE SET name = excluded.name, kind = excluded.kind, latitude = excluded.latitude,
        longitude = excluded.longitude, population = coalesce(excluded.population, old.population),
        imported_at = excluded.imported_at
      WHERE excluded.imported_at IS NOT NULL OR old.imported_at IS NULL`.execute(tx)

/** Deletes every name, for a load that writes them all anew. */
export const deleteNames = (tx: Tx): Promise<unknown> =>
  tx.$extendTables<PlacesTables>().deleteFrom('places_name').execute()

/** Writes the official names of these municipalities anew from their rows; `fold` gives the forms compared. */
export async function writeOfficialNames(
  tx: Tx,
  fold: (name: string) => { folded: string; bare: string },
  only?: readonly MunicipalityKey[]
): Promise<void> {
  const places = tx.$extendTables<PlacesTables>().selectFrom('places_municipality').select(['key', 'name'])
  const rows = await (only ? places.where(sql<boolean>`key = ANY (${only})`) : places).execute()
  const keys = rows.map((row) => row.key)
  await sql`DELETE FROM places_name WHERE kind = 'official' AND municipality_key = ANY (${keys})`.execute(tx)
  const names = rows.map(
    ({ key, name }) => ({ municipality: key, name, kind: 'official', ...fold(name) }) as const
  )
  await writeNames(tx, names)
}

/** Writes names; one that folds like another of the same municipality changes nothing, but an official one wins. */
export const writeNames = (tx: Tx, names: readonly MunicipalityName[]): Promise<unknown> =>
  sql`INSERT INTO places_name (municipality_key, name, folded, bare, kind)
      SELECT DISTINCT ON (municipality, folded) municipality, given.name, folded, bare, given.kind
      FROM jsonb_to_recordset(${JSON.stringify(names)}::jsonb)
        AS given (municipality text, name text, folded text, bare text, kind text)
      JOIN places_municipality ON places_municipality.key = given.municipality
      WHERE folded <> ''
      ORDER BY municipality, folded, given.kind, given.name
      ON CONFLICT (municipality_key, folded) DO UPDATE SET name = excluded.name, kind = excluded.kind
      WHERE excluded.kind = 'official'`.execute(tx)

/** Writes the postcodes and what they reach into anew; coordinates that an import brought stay. */
export async function writePostcodes(tx: Tx, reaches: readonly PostcodeReach[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(reaches)}::jsonb) AS reach (postcode text, municipality text)`
  await sql`INSERT INTO places_postcode (postcode) SELECT DISTINCT postcode FROM ${given}
            ON CONFLICT DO NOTHING`.execute(tx)
  await sql`DELETE FROM places_postcode_municipality`.execute(tx)
  await sql`INSERT INTO places_postcode_municipality (postcode, municipality_key)
            SELECT DISTINCT postcode, municipality FROM ${given}`.execute(tx)
}

/** Puts postcodes at these coordinates; a postcode that is not there is left out. */
export const writePostcodeCoordinates = (
  tx: Tx,
  places: readonly (Coordinates & { postcode: Postcode })[]
): Promise<unknown> =>
  sql`UPDATE places_postcode SET latitude = given.latitude, longitude = given.longitude
      FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
        AS given (postcode text, latitude float8, longitude float8)
      WHERE places_postcode.postcode = given.postcode`.execute(tx)

/** Lets the planner know what was loaded, before its own statistics run. */
export const analysePlaces = (tx: Tx): Promise<unknown> =>
  sql`ANALYZE places_municipality, places_name, places_postcode, places_postcode_municipality`.execute(tx)
