import type { Ctx } from '#platform/ctx.ts'
import { SAXONY, type County, type CountyKey, type MunicipalityKey, type PlaceHit } from '../model.ts'
import { selectCounties, selectCounty, selectMunicipality } from './placesQueries.ts'

export { MOST_PLACE_HITS, searchPlaces, type PlaceSearch } from './searchPlaces.ts'

/** The municipality with this key, as a hit by its official name; `undefined` where there is none. */
export const findMunicipality = (ctx: Ctx, key: MunicipalityKey): Promise<PlaceHit | undefined> =>
  ctx.read((tx) => selectMunicipality(tx, key))

/** The county with this key; `undefined` where there is none. */
export const findCounty = (ctx: Ctx, key: CountyKey): Promise<County | undefined> =>
  ctx.read((tx) => selectCounty(tx, key))

/** The thirteen counties and county-level cities of Saxony, by name; a city before the county of its name. */
export async function listSaxonCounties(ctx: Ctx): Promise<County[]> {
  const collator = new Intl.Collator('de')
  const counties = await ctx.read((tx) => selectCounties(tx, SAXONY))
  return counties.sort((a, b) => collator.compare(a.name, b.name) || collator.compare(a.kind, b.kind))
}
