import { declareClasses } from '#platform/db/columnClasses.ts'
import type { County, CountyKey, Municipality, MunicipalityKey, Postcode, StateKey } from '../model.ts'

export type PlacesTables = {
  places_county: {
    key: CountyKey
    name: string
    kind: County['kind']
    state_key: StateKey
    state_name: string
  }
  places_municipality: {
    key: MunicipalityKey
    name: string
    kind: Municipality['kind']
    county_key: CountyKey
    latitude: number
    longitude: number
    population: number | null
    imported_at: Date | null
  }
  places_name: {
    municipality_key: MunicipalityKey
    folded: string
    bare: string
    name: string
    kind: 'official' | 'second'
  }
  places_postcode: { postcode: Postcode; latitude: number | null; longitude: number | null }
  places_postcode_municipality: { postcode: Postcode; municipality_key: MunicipalityKey }
  places_source: { id: string; content_hash: string; loaded_at: Date }
}

/** Who can read which column: everyone, nothing of it is about a person. */
export const placesClasses = declareClasses<PlacesTables>()({
  places_county: 'impersonal',
  places_municipality: 'impersonal',
  places_name: 'impersonal',
  places_postcode: 'impersonal',
  places_postcode_municipality: 'impersonal',
  places_source: 'impersonal'
})
