import type { Ctx } from '#platform/ctx.ts'
import type { CountyKey, Municipality, MunicipalityKey, PlaceHit, Postcode, StateKey } from '../model.ts'
import { loadReferencePlaces } from '../server/loadReferencePlaces.ts'

/** A hit for a Saxon town; override what matters. */
export function aPlaceHit(over: Partial<PlaceHit> = {}): PlaceHit {
  const municipality = over.municipality ?? ('14612000' as MunicipalityKey)
  return {
    kind: 'municipality',
    municipality,
    municipalityName: 'Dresden',
    county: municipality.slice(0, 5) as CountyKey,
    countyName: 'Dresden',
    countyKind: 'city',
    state: municipality.slice(0, 2) as StateKey,
    stateName: 'Sachsen',
    postcode: null,
    population: 486854,
    latitude: 51.0664,
    longitude: 13.7834,
    matchedName: over.municipalityName ?? 'Dresden',
    ...over
  }
}

/** The same town, found by one of its postcodes. */
export const aPostcodeHit = (over: Partial<PlaceHit> = {}): PlaceHit =>
  aPlaceHit({ kind: 'postcode', postcode: '01099' as Postcode, matchedName: '01099', ...over })

/** A municipality of the county Görlitz that exists nowhere; override what matters. */
export function aMunicipality(over: Partial<Municipality> = {}): Municipality {
  return {
    key: '14626999' as MunicipalityKey,
    name: 'Neudorf',
    kind: 'municipality',
    county: '14626' as CountyKey,
    latitude: 51.2,
    longitude: 14.8,
    population: 1200,
    ...over
  }
}

/** All committed places in a test's database; `owner` is the owner's ctx. */
export const withAllPlaces = (owner: Ctx): Promise<boolean> => loadReferencePlaces(owner)
