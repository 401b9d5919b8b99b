import type { Ctx } from '#platform/ctx.ts'
import {
  SAXONY,
  type Area,
  type County,
  type CountyKey,
  type MunicipalityKey,
  type PlaceHit
} from '../model.ts'
import { withinOneEdit } from '../rules.ts'
import {
  selectEveryCounty,
  selectEveryMunicipality,
  selectEveryName,
  selectEveryReach
} from './placesQueries.ts'

/** Every place of Germany, as pages need them. Lists are in the order of use: Saxony first, then the most populous. */
export interface PlaceIndex {
  municipality(key: MunicipalityKey): PlaceHit | undefined
  county(key: CountyKey): County | undefined
  /** The counties of Saxony. */
  readonly saxonCounties: readonly County[]
  /** The areas with these keys of 2, 5 or 8 digits; a county-level city stands once, as such. */
  areas(keys: readonly string[]): Area[]
  /** The municipalities of every postcode that begins with these digits, at most 200. */
  withPostcode(beginning: string): PlaceHit[]
  /** Places one of whose folded names, with or without its qualifier, is the text. */
  named(folded: string): PlaceHit[]
  /** Places one of whose folded names begins with the text, at most 200. */
  beginningWith(folded: string): PlaceHit[]
  /** Places one of whose folded names is one typing error away. */
  nearly(folded: string): PlaceHit[]
}

/** More than this say nothing to a person who is still typing. */
const MOST = 200

/** The index of all places, remembered until they change. */
export const getPlaceIndex = (ctx: Ctx): Promise<PlaceIndex> =>
  ctx.remember('places.index', () => loadPlaceIndex(ctx))

const loadPlaceIndex = (ctx: Ctx): Promise<PlaceIndex> =>
  ctx.read(async (tx) => {
    const municipalities = new Map((await selectEveryMunicipality(tx)).map((hit) => [hit.municipality, hit]))
    const counties = new Map((await selectEveryCounty(tx)).map((county) => [county.key, county]))
    const names = (await selectEveryName(tx))
      .flatMap(({ municipality_key: key, ...name }) => {
        const place = municipalities.get(key)
        return place ? [{ ...name, place }] : []
      })
      .sort((a, b) => byUse(a.place, b.place))
    const reaches = (await selectEveryReach(tx))
      .flatMap((reach) => {
        const place = municipalities.get(reach.municipality_key)
        return place ? [{ ...reach, place }] : []
      })
      .sort((a, b) => byUse(a.place, b.place) || (a.postcode < b.postcode ? -1 : 1))
    const byPostcode = Map.groupBy(reaches, ({ postcode }) => postcode)
    return {
      municipality: (key) => municipalities.get(key),
      county: (key) => counties.get(key),
      saxonCounties: [...counties.values()].filter(({ state }) => state === SAXONY),
      areas: (keys) => keys.flatMap((key) => areaWith(key, counties, municipalities)),
      withPostcode: (beginning) =>
        beginning.length === 5
          ? (byPostcode.get(beginning as Reach['postcode']) ?? []).map(postcodeHit)
          : firstOf(reaches, ({ postcode }) => postcode.startsWith(beginning)).map(postcodeHit),
      named: (folded) => names.filter((name) => name.folded === folded || name.bare === folded).map(nameHit),
      beginningWith: (folded) => firstOf(names, (name) => name.folded.startsWith(folded)).map(nameHit),
      nearly: (folded) =>
        names.filter((name) => isNear(name.folded, folded) || isNear(name.bare, folded)).map(nameHit)
    }
  })

type Reach = Awaited<ReturnType<typeof selectEveryReach>>[number] & { readonly place: PlaceHit }
type Name = Pick<Awaited<ReturnType<typeof selectEveryName>>[number], 'name'> & { readonly place: PlaceHit }

const byUse = (a: PlaceHit, b: PlaceHit) =>
  Number(b.state === SAXONY) - Number(a.state === SAXONY) ||
  (b.population ?? -1) - (a.population ?? -1) ||
  (a.municipality < b.municipality ? -1 : Number(a.municipality > b.municipality))

const firstOf = <Value>(values: readonly Value[], isWanted: (value: Value) => boolean): Value[] => {
  const found: Value[] = []
  for (const value of values) {
    if (isWanted(value) && found.push(value) === MOST) break
  }
  return found
}

const nameHit = ({ name, place }: Name): PlaceHit => ({ ...place, matchedName: name })

const postcodeHit = ({ postcode, latitude, longitude, place }: Reach): PlaceHit => ({
  ...place,
  kind: 'postcode',
  postcode,
  matchedName: postcode,
  latitude: latitude ?? place.latitude,
  longitude: longitude ?? place.longitude
})

const areaWith = (
  key: string,
  counties: ReadonlyMap<CountyKey, County>,
  municipalities: ReadonlyMap<MunicipalityKey, PlaceHit>
): Area[] => {
  const county = counties.get(key as CountyKey)
  if (county) return [{ key, name: county.name, kind: county.kind }]
  const place = municipalities.get(key as MunicipalityKey)
  if (place) return [{ key, name: place.municipalityName, kind: 'municipality' }]
  const within = [...counties.values()].find(({ state }) => state === key)
  return within ? [{ key, name: within.stateName, kind: 'state' }] : []
}

/**
 * One edit leaves the first or the last half of a name as it is, and its length the same but for one letter: only then
 * is it worth comparing letter by letter.
 */
const isNear = (name: string, typed: string): boolean => {
  if (Math.abs(name.length - typed.length) > 2) return false
  const half = Math.floor((Math.min(name.length, typed.length) - 1) / 2)
  return (
    (name.startsWith(typed.slice(0, half)) || name.endsWith(typed.slice(-half))) && withinOneEdit(name, typed)
  )
}
