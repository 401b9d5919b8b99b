import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceKm } from './distanceKm.ts'

const plauen = { latitude: 50.4973, longitude: 12.1378 }
const dresden = { latitude: 51.0509, longitude: 13.7383 }
const leipzig = { latitude: 51.3396, longitude: 12.3713 }
const goerlitz = { latitude: 51.1552, longitude: 14.9885 }

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true })
})

describe('distanceKm', () => {
  // References: Vincenty's inverse formula (Survey Review 23/176, 1975) on the WGS 84 ellipsoid, metres rounded.
  test.each([
    ['Plauen–Dresden', plauen, dresden, 128.597],
    ['Plauen–Leipzig', plauen, leipzig, 95.131],
    ['Plauen–Görlitz', plauen, goerlitz, 213.76],
    ['Dresden–Leipzig', dresden, leipzig, 100.808],
    ['Dresden–Görlitz', dresden, goerlitz, 88.331],
    ['Leipzig–Görlitz', leipzig, goerlitz, 183.88]
  ])('%s is within 0.5 %% of the ellipsoidal distance', (_, from, to, reference) => {
    expect(Math.abs(distanceKm(from, to) / reference - 1)).toBeLessThan(0.005)
  })

  test('is zero for one place and half the circumference for opposite ones', () => {
    expect(distanceKm(dresden, dresden)).toBe(0)
    const opposite = distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })
    expect(opposite).toBeCloseTo(Math.PI * 6371.0088, 6)
  })

  test('is symmetric, never negative, never beyond half the circumference, and knows the triangle', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6)
        expect(distanceKm(a, b)).toBeGreaterThanOrEqual(0)
        expect(distanceKm(a, b)).toBeLessThanOrEqual(Math.PI * 6371.0088 + 1e-6)
        expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-3)
      })
    )
  })
})
