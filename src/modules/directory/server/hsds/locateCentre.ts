import {
  countyOf,
  findMunicipalityKey,
  findPostcode,
  foldPlaceName,
  type MunicipalityKey,
  type PlaceHit
} from '#modules/places/index.ts'
import { findMunicipality, searchPlaces } from '#modules/places/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { AddressVisibility } from '../../model.ts'
import type { ImportFinding } from '../../importReport.ts'
import type { CentreContent } from '../directoryRepository.ts'
import { addressOf, type PlaceColumns } from './contents.ts'
import type { Location } from './schemas.ts'

/** Where a centre is, and what was noticed about it. */
export interface CentrePlace {
  readonly columns: Pick<CentreContent, PlaceColumns>
  readonly findings: readonly ImportFinding[]
}

/** Finds places for one run; the same postcode and town are looked up once. */
export type LocateCentre = (location: Location, visibility: AddressVisibility) => Promise<CentrePlace>

/**
 * A finder of centres' municipalities by postcode and town. Where the address names no single municipality, the
 * key stays null. A centre without a position on the globe, or whose address is not public, stands at its municipality's
 * centre; without a municipality it has no position rather than a revealing one. A position off the globe is remarked on.
 */
export const createLocateCentre = (ctx: Ctx): LocateCentre => {
  const known = new Map<string, Promise<PlaceHit | undefined>>()
  return async (location, visibility) => {
    const address = addressOf(location)
    const german = address.country === null || /^(de|deu|germany|deutschland)$/i.test(address.country)
    const named = municipalityKeyOf(location)
    const key = `${named} ${address.postcode} ${address.town}`
    const lookedUp = known.get(key) ?? findNamed(ctx, named, german ? address.postcode : null, address.town)
    known.set(key, lookedUp)
    return placeOf(location, visibility, address, await lookedUp)
  }
}

const placeOf = (
  location: Location,
  visibility: AddressVisibility,
  { street, postcode, town }: ReturnType<typeof addressOf>,
  municipality: PlaceHit | undefined
): CentrePlace => {
  const offGlobe = liesOffGlobe(location)
  const approximate = visibility !== 'full' || location.latitude === null || offGlobe
  const position = approximate ? municipality : location
  const left = approximate && !municipality
  return {
    columns: {
      street,
      postcode,
      town,
      municipality_key: municipality?.municipality ?? null,
      county_key: municipality ? countyOf(municipality.municipality) : null,
      latitude: position?.latitude ?? null,
      longitude: position?.longitude ?? null,
      position_approximate: approximate && !left
    },
    findings: [
      ...(offGlobe ? [remark('off_globe', positionOf(location))] : []),
      ...(approximate ? [remark(left ? 'left_out' : 'approximate')] : [])
    ]
  }
}

const remark = (what: 'off_globe' | 'left_out' | 'approximate', params = {}): ImportFinding => ({
  field: 'latitude',
  reason: `directory_import_position_${what}`,
  params
})

const positionOf = ({ latitude, longitude }: Location) => ({
  latitude: latitude ?? 0,
  longitude: longitude ?? 0
})

/** WGS 84: 90 degrees to each pole, 180 to each side. */
const liesOffGlobe = (location: Location) => {
  const { latitude, longitude } = positionOf(location)
  return Math.abs(latitude) > 90 || Math.abs(longitude) > 180
}

/** The municipality that the source itself names (`external_identifier` with the type `urn:de:ags`). */
const municipalityKeyOf = ({ external_identifier: key, external_identifier_type: type }: Location) =>
  type?.toLowerCase() === 'urn:de:ags' ? findMunicipalityKey(key ?? '') : undefined

const findNamed = async (
  ctx: Ctx,
  key: MunicipalityKey | undefined,
  postcode: string | null,
  town: string | null
) =>
  (key === undefined ? undefined : await findMunicipality(ctx, key)) ?? (await findTown(ctx, postcode, town))

const findTown = async (ctx: Ctx, postcode: string | null, town: string | null) => {
  const digits = findPostcode(postcode ?? '')
  if (digits === undefined) return undefined
  const hits = (await searchPlaces(ctx, digits)).hits.filter((hit) => hit.postcode === digits)
  const hit = oneOf(hits, town) ?? (hits.length === 1 ? hits[0] : undefined)
  return hit && (await findMunicipality(ctx, hit.municipality))
}

/** Of several municipalities that share a postcode, the one whose name the town begins with, or the other way round. */
const oneOf = (hits: readonly PlaceHit[], town: string | null): PlaceHit | undefined => {
  if (town === null) return undefined
  const wanted = foldPlaceName(town)
  const named = (test: (name: string) => boolean) =>
    hits.filter((hit) => test(foldPlaceName(hit.municipalityName)))
  const same = named((name) => name === wanted)
  const close = same.length > 0 ? same : named((name) => name.startsWith(wanted) || wanted.startsWith(name))
  return close.length === 1 ? close[0] : undefined
}
