import type { AreaFeature, Position } from '../build-places/readPackages.ts'

/** Degrees to the plane of the map, and how high the map gets for its width. */
export interface Projection {
  readonly height: number
  project(position: Position): Position
}

const positionsOf = ({ geometry: { type, coordinates } }: AreaFeature): Position[] =>
  type === 'Polygon' ? coordinates.flat() : coordinates.flat(2)

/**
 * Plate carrée true to scale at 51° north, with the areas filling `width` but for a margin. Over the degree and a half
 * that Saxony is high no distance is wrong by more than 2 %, and no angle is seen to be.
 */
export function saxonProjection(areas: readonly AreaFeature[], width: number, margin: number): Projection {
  const shrink = Math.cos((51 * Math.PI) / 180)
  const positions = areas.flatMap(positionsOf)
  const range = (numbers: number[]): [number, number] => [
    numbers.reduce((a, b) => Math.min(a, b)),
    numbers.reduce((a, b) => Math.max(a, b))
  ]
  const [west, east] = range(positions.map(([longitude]) => longitude))
  const [south, north] = range(positions.map(([, latitude]) => latitude))
  const scale = (width - 2 * margin) / ((east - west) * shrink)
  return {
    height: Math.ceil((north - south) * scale) + 2 * margin,
    project: ([longitude, latitude]) => [
      margin + (longitude - west) * shrink * scale,
      margin + (north - latitude) * scale
    ]
  }
}
