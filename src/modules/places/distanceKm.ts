import type { Coordinates } from './model.ts'

/** Mean Earth radius R1 in kilometres (IUGG, Moritz 2000, "Geodetic Reference System 1980"). */
const EARTH_RADIUS_KM = 6371.0088

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/**
 * Great-circle distance in kilometres between two WGS 84 places by the haversine formula on the mean sphere;
 * within 0.56 % of the ellipsoidal distance everywhere. As the crow flies, not by road.
 */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2)
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2)
  const along = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude))
  const haversine = halfLatitude ** 2 + along * halfLongitude ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)))
}
