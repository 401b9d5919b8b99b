export { importPlaces } from './importPlaces.ts'
export { loadReferencePlaces } from './loadReferencePlaces.ts'
export {
  findCounty,
  findMunicipality,
  listAreas,
  listSaxonCounties,
  MOST_PLACE_HITS,
  searchPlaces,
  type PlaceSearch
} from './public.ts'
