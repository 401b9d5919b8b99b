type Branded<Base, Brand extends string> = Base & { readonly __brand: Brand }

/** Official municipality key (Amtlicher Gemeindeschlüssel, AGS), exactly 8 digits. */
export type MunicipalityKey = Branded<string, 'MunicipalityKey'>

/** Key of a county or county-level city (Kreisschlüssel), exactly 5 digits: the first five of the AGS. */
export type CountyKey = Branded<string, 'CountyKey'>

/** Key of a German state, exactly 2 digits: the first two of the AGS. */
export type StateKey = Branded<string, 'StateKey'>

/** German postcode, exactly 5 ASCII digits. */
export type Postcode = Branded<string, 'Postcode'>

/** The state whose places come first in every list. */
export const SAXONY = '14' as StateKey

/** A place on the globe in WGS 84 degrees. */
export interface Coordinates {
  latitude: number
  longitude: number
}

export interface County {
  key: CountyKey
  name: string
  /** 'city' for a county-level city (Kreisfreie Stadt, Stadtkreis), 'county' for every other one. */
  kind: 'city' | 'county'
  state: StateKey
  stateName: string
}

/** An official area of any size: a state, a county or county-level city, a municipality. */
export interface Area {
  /** 2, 5 or 8 digits. */
  key: string
  name: string
  kind: 'state' | County['kind'] | 'municipality'
}

export interface Municipality extends Coordinates {
  key: MunicipalityKey
  name: string
  /** 'unincorporated' is a Gemeindefreies Gebiet. */
  kind: 'town' | 'municipality' | 'unincorporated'
  county: CountyKey
  /** Approximate, for ranking only; null where no source knows it. */
  population: number | null
}

/** One answer to a place search: always a municipality, found by a postcode or by one of its names. */
export interface PlaceHit extends Coordinates {
  kind: 'postcode' | 'municipality'
  municipality: MunicipalityKey
  municipalityName: string
  county: CountyKey
  countyName: string
  countyKind: County['kind']
  state: StateKey
  stateName: string
  /** The postcode that was found; null for a hit by name. */
  postcode: Postcode | null
  population: number | null
  /** The spelling that matched: the official name, a second name, or the postcode. */
  matchedName: string
}

/** Returns the text as a municipality key, or nothing when it is not 8 ASCII digits. */
export function findMunicipalityKey(text: string): MunicipalityKey | undefined {
  return /^[0-9]{8}$/.test(text) ? (text as MunicipalityKey) : undefined
}

/** Returns the text as a county key, or nothing when it is not 5 ASCII digits. */
export function findCountyKey(text: string): CountyKey | undefined {
  return /^[0-9]{5}$/.test(text) ? (text as CountyKey) : undefined
}

/** Returns the text as a postcode, or nothing when it is not 5 ASCII digits. */
export function findPostcode(text: string): Postcode | undefined {
  return /^[0-9]{5}$/.test(text) ? (text as Postcode) : undefined
}

/** The county a municipality belongs to: the first five digits of its key. */
export function countyOf(municipality: MunicipalityKey): CountyKey {
  return municipality.slice(0, 5) as CountyKey
}

/** The state a municipality or county belongs to: the first two digits of its key. */
export function stateOf(key: MunicipalityKey | CountyKey): StateKey {
  return key.slice(0, 2) as StateKey
}
