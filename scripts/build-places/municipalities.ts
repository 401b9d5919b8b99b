import { centroidOf, joinPoints, type WeightedPoint } from './centroid.ts'
import type { AreaFeature, City, Packages } from './readPackages.ts'
import { SAXON_CHANGES, SAXON_NAMES, type SaxonChange } from './saxonChanges.ts'
import { bareName, foldPlaceName } from '../../src/modules/places/rules.ts'

export interface BuiltMunicipality {
  key: string
  name: string
  kind: 'town' | 'municipality' | 'unincorporated'
  point: WeightedPoint
  population: number | null
}

export interface FormerMunicipality {
  key: string
  name: string
  /** The municipality the area belongs to since. */
  now: string
}

const KINDS: Readonly<Record<string, BuiltMunicipality['kind']>> = {
  Stadt: 'town',
  Gemeinde: 'municipality',
  'Gemeindefreies Gebiet': 'unincorporated'
}

function kindOf(area: AreaFeature): BuiltMunicipality['kind'] {
  const kind = KINDS[area.properties.BEZ]
  if (kind === undefined) throw new Error(`unknown legal form: ${area.properties.BEZ}`)
  return kind
}

type Cities = Map<string, City[]>

function namedAs(name: string): (city: City) => boolean {
  const folded = foldPlaceName(bareName(name))
  return (city) => foldPlaceName(bareName(city.name)) === folded
}

/** Population of the place that gives the municipality its name, or of its largest seat of administration. */
function populationOf(name: string, cities: readonly City[]): number | null {
  const own = cities.filter(namedAs(name))
  const seats = cities.filter((city) => city.featureCode.startsWith('PPLA') || city.featureCode === 'PPLC')
  const known = (own.length > 0 ? own : seats).map((city) => city.population).filter((count) => count > 0)
  return known.length === 0 ? null : Math.max(...known)
}

/** GeoNames places by the municipality key they bear. */
function groupByKey(cities: readonly City[]): Cities {
  const groups = new Map<string, City[]>()
  for (const city of cities) {
    if (city.muniSub !== undefined) groups.set(city.muniSub, [...(groups.get(city.muniSub) ?? []), city])
  }
  return groups
}

/** Population of a merged municipality: that of the places its parts are named after, whichever key they bear. */
function joinedPopulation(
  change: SaxonChange,
  parts: readonly BuiltMunicipality[],
  cities: Cities
): number | null {
  const places = [change.key, ...change.from].flatMap((key) => cities.get(key) ?? [])
  const counts = parts.map(
    (part) => populationOf(part.name, places.filter(namedAs(part.name))) ?? part.population ?? 0
  )
  const total = counts.reduce((sum, count) => sum + count, 0)
  return total === 0 ? null : total
}

/** Joins the areas of Saxon municipalities that merged and returns the new ones with the names that went. */
function joinSaxonAreas(all: Map<string, BuiltMunicipality>, cities: Cities): FormerMunicipality[] {
  const former: FormerMunicipality[] = []
  for (const change of SAXON_CHANGES) {
    const parts = change.from.map((key) => all.get(key)).filter((part) => part !== undefined)
    if (parts.length !== change.from.length) throw new Error(`areas missing for ${change.name}`)
    for (const part of parts) {
      all.delete(part.key)
      if (part.key !== change.key) former.push({ key: part.key, name: part.name, now: change.key })
    }
    const { key, name, kind } = change
    const point = joinPoints(parts.map((part) => part.point))
    all.set(key, { key, name, kind, point, population: joinedPopulation(change, parts, cities) })
  }
  return former
}

/** All municipalities by key with centre and population; Saxony as of 2024-01-01, the others as of 2016-01-01. */
export function buildMunicipalities(packages: Packages): {
  municipalities: Map<string, BuiltMunicipality>
  former: FormerMunicipality[]
} {
  const cities = groupByKey(packages.cities)
  const municipalities = new Map<string, BuiltMunicipality>()
  for (const area of packages.municipalities) {
    const { AGS: key, GEN } = area.properties
    const name = SAXON_NAMES[key] ?? GEN
    const population = populationOf(name, cities.get(key) ?? [])
    municipalities.set(key, { key, name, kind: kindOf(area), point: centroidOf(area), population })
  }
  return { municipalities, former: joinSaxonAreas(municipalities, cities) }
}
