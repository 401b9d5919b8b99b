import type { AreaFeature, Position } from './readPackages.ts'

export interface WeightedPoint {
  longitude: number
  latitude: number
  /** Relative area; comparable only between places close to each other. */
  weight: number
}

/** Area and first moments of a ring by the shoelace formula, in degrees; reckoned from its first point for precision. */
function ringMoments(ring: readonly Position[]): [area: number, x: number, y: number] {
  const [originX, originY] = ring[0] ?? [0, 0]
  const points = ring.map(([x, y]): Position => [x - originX, y - originY])
  let [area, momentX, momentY] = [0, 0, 0]
  points.forEach(([ax, ay], index) => {
    const [bx, by] = points[index + 1] ?? [ax, ay]
    const cross = ax * by - bx * ay
    area += cross / 2
    momentX += ((ax + bx) * cross) / 6
    momentY += ((ay + by) * cross) / 6
  })
  return [area, momentX + area * originX, momentY + area * originY]
}

/** Area-weighted centre of an area, holes subtracted; exact on the plane of degrees, metres off for one municipality. */
export function centroidOf(area: AreaFeature): WeightedPoint {
  const { geometry } = area
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  let total: [number, number, number] = [0, 0, 0]
  for (const polygon of polygons) {
    polygon.forEach((ring, index) => {
      const [size, x, y] = ringMoments(ring)
      const sign = (size < 0 ? -1 : 1) * (index === 0 ? 1 : -1)
      total = [total[0] + sign * size, total[1] + sign * x, total[2] + sign * y]
    })
  }
  return { longitude: total[1] / total[0], latitude: total[2] / total[0], weight: total[0] }
}

/** Centre of several areas together. */
export function joinPoints(points: readonly WeightedPoint[]): WeightedPoint {
  const weight = points.reduce((sum, point) => sum + point.weight, 0)
  const mean = (value: (point: WeightedPoint) => number): number =>
    points.reduce((sum, point) => sum + value(point) * point.weight, 0) / weight
  return { longitude: mean((point) => point.longitude), latitude: mean((point) => point.latitude), weight }
}
