import type { Ctx } from '#platform/ctx.ts'
import type { Area, County, CountyKey, MunicipalityKey, PlaceHit } from '../model.ts'
import { getPlaceIndex } from './placeIndex.ts'

export { MOST_PLACE_HITS, searchPlaces, type PlaceSearch } from './searchPlaces.ts'

/** The municipality with this key, as a hit by its official name; `undefined` where there is none. */
export const findMunicipality = async (ctx: Ctx, key: MunicipalityKey): Promise<PlaceHit | undefined> =>
  (await getPlaceIndex(ctx)).municipality(key)

/** The county with this key; `undefined` where there is none. */
export const findCounty = async (ctx: Ctx, key: CountyKey): Promise<County | undefined> =>
  (await getPlaceIndex(ctx)).county(key)

/** The areas with these keys of 2, 5 or 8 digits, the largest first, then by name; unknown keys are left out. */
export async function listAreas(ctx: Ctx, keys: readonly string[]): Promise<Area[]> {
  if (keys.length === 0) return []
  const collator = new Intl.Collator('de')
  const areas = (await getPlaceIndex(ctx)).areas([...new Set(keys)])
  return areas.sort((a, b) => a.key.length - b.key.length || collator.compare(a.name, b.name))
}

/** The thirteen counties and county-level cities of Saxony, by name; a city before the county of its name. */
export async function listSaxonCounties(ctx: Ctx): Promise<County[]> {
  const collator = new Intl.Collator('de')
  const { saxonCounties } = await getPlaceIndex(ctx)
  return [...saxonCounties].sort(
    (a, b) => collator.compare(a.name, b.name) || collator.compare(a.kind, b.kind)
  )
}
