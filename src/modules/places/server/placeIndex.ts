import type { Ctx } from '#platform/ctx.ts'
import { SAXONY, type County, type CountyKey, type MunicipalityKey, type PlaceHit } from '../model.ts'
import { selectEveryCounty, selectEveryMunicipality, selectEveryReach } from './placesQueries.ts'

/** Places that are asked for by their official key or a whole postcode, which most visitors do. */
export interface PlaceIndex {
  municipality(key: MunicipalityKey): PlaceHit | undefined
  county(key: CountyKey): County | undefined
  /** The municipalities of a postcode, those in Saxony first, then the most populous. */
  withPostcode(postcode: string): readonly PlaceHit[]
}

/** The index of all places, remembered until they change. */
export const getPlaceIndex = (ctx: Ctx): Promise<PlaceIndex> =>
  ctx.remember('places.index', () => loadPlaceIndex(ctx))

const loadPlaceIndex = (ctx: Ctx): Promise<PlaceIndex> =>
  ctx.read(async (tx) => {
    const municipalities = new Map((await selectEveryMunicipality(tx)).map((hit) => [hit.municipality, hit]))
    const counties = new Map((await selectEveryCounty(tx)).map((county) => [county.key, county]))
    const postcodes = new Map<string, Reach[]>()
    for (const reach of await selectEveryReach(tx)) {
      postcodes.set(reach.postcode, [...(postcodes.get(reach.postcode) ?? []), reach])
    }
    return {
      municipality: (key) => municipalities.get(key),
      county: (key) => counties.get(key),
      withPostcode: (postcode) =>
        (postcodes.get(postcode) ?? [])
          .flatMap((reach) => hitOf(municipalities.get(reach.municipality_key), reach))
          .sort(byUse)
    }
  })

type Reach = Awaited<ReturnType<typeof selectEveryReach>>[number]

const hitOf = (municipality: PlaceHit | undefined, reach: Reach): PlaceHit[] => {
  if (!municipality) return []
  const postcode = reach.postcode
  return [
    {
      ...municipality,
      kind: 'postcode',
      postcode,
      matchedName: postcode,
      latitude: reach.latitude ?? municipality.latitude,
      longitude: reach.longitude ?? municipality.longitude
    }
  ]
}

const byUse = (a: PlaceHit, b: PlaceHit) =>
  Number(b.state === SAXONY) - Number(a.state === SAXONY) ||
  (b.population ?? -1) - (a.population ?? -1) ||
  (a.municipality < b.municipality ? -1 : 1)
