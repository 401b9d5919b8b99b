import type { Coordinates } from '#modules/places/index.ts'

/** Kilometres of one degree of latitude at its shortest (WGS 84, at the equator), so that the box is never too small. */
const KM_A_DEGREE = 110.57

/** The rectangle of degrees that holds every place within `radiusKm` of `centre`; not for places near a pole. */
export const boxAround = ({ latitude, longitude }: Coordinates, radiusKm: number) => {
  const up = radiusKm / KM_A_DEGREE
  const widest = Math.max(Math.abs(latitude - up), Math.abs(latitude + up))
  const across = widest >= 89 ? 360 : up / Math.cos((widest * Math.PI) / 180)
  return { south: latitude - up, north: latitude + up, west: longitude - across, east: longitude + across }
}
