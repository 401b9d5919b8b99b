import type { AreaFeature, Position } from '../build-places/readPackages.ts'
import type { Installed } from '../build-places/withPackages.ts'

export const TOPOLOGY_PACKAGES = ['topojson-server@3.0.1', 'topojson-simplify@3.0.3', 'topojson-client@3.1.0']

interface Topology {
  objects: { areas: unknown }
}
interface Server {
  topology(objects: object): Topology
}
interface Simplify {
  presimplify(topology: Topology): Topology
  simplify(topology: Topology, leastArea: number): Topology
}
interface Client {
  feature(
    topology: Topology,
    object: unknown
  ): { features: { id: string; geometry: AreaFeature['geometry'] }[] }
}

/** The outline of a county, closed: its last point is its first. */
export interface Outline {
  key: string
  points: Position[]
}

function onlyRing(key: string, { type, coordinates }: AreaFeature['geometry']): Position[] {
  const [ring, ...others] = type === 'Polygon' ? coordinates : coordinates.flat()
  if (ring === undefined || others.length > 0) throw new Error(`${key} is not one area without holes`)
  return ring
}

/**
 * Leaves out points whose triangle with their neighbours is smaller than `leastArea` (Visvalingam), in square units of
 * `project`. A border of two counties stays one border: it is simplified once, for both.
 */
export function simplifyBorders(
  { load }: Installed,
  areas: readonly AreaFeature[],
  project: (position: Position) => Position,
  leastArea: number
): Outline[] {
  const { topology } = load('topojson-server') as Server
  const { presimplify, simplify } = load('topojson-simplify') as Simplify
  const { feature } = load('topojson-client') as Client
  const features = areas.map(({ properties: { AGS }, geometry }) => ({
    type: 'Feature',
    id: AGS,
    properties: {},
    geometry: { type: 'Polygon', coordinates: [onlyRing(AGS, geometry).map(project)] }
  }))
  const whole = topology({ areas: { type: 'FeatureCollection', features } })
  const simple = simplify(presimplify(whole), leastArea)
  return feature(simple, simple.objects.areas).features.map(({ id, geometry }) => ({
    key: id,
    points: onlyRing(id, geometry)
  }))
}
