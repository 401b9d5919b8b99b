export {
  countyOf,
  findCountyKey,
  findMunicipalityKey,
  findPostcode,
  SAXONY,
  stateOf,
  type Area,
  type Coordinates,
  type County,
  type CountyKey,
  type Municipality,
  type MunicipalityKey,
  type PlaceHit,
  type Postcode,
  type StateKey
} from './model.ts'
export { distanceKm, foldPlaceName, LONGEST_PLACE_QUERY, readPlaceQuery, type PlaceQuery } from './rules.ts'
export { placeSources, type PlaceSource } from './placeSources.ts'
export type { FileRefusal, ImportReport, LineReason, LineRefusal } from './importReport.ts'
