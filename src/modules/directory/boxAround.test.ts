import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceKm } from '#modules/places/index.ts'
import { boxAround } from './boxAround.ts'

test('holds every place within the radius', () => {
  const germany = fc.record({
    latitude: fc.double({ min: 47, max: 55.2, noNaN: true }),
    longitude: fc.double({ min: 5.8, max: 15.1, noNaN: true })
  })
  fc.assert(
    fc.property(germany, germany, fc.integer({ min: 1, max: 300 }), (here, there, radiusKm) => {
      const box = boxAround(here, radiusKm)
      const inside =
        there.latitude >= box.south &&
        there.latitude <= box.north &&
        there.longitude >= box.west &&
        there.longitude <= box.east
      expect(inside || distanceKm(here, there) > radiusKm).toBe(true)
    })
  )
})
