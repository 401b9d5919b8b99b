import { describe, expect, it } from 'vitest'
import { aCentrePage } from '../testing/factories.ts'
import { mapAddress } from './mapAddress.ts'

describe('mapAddress', () => {
  it('leads to the house, or to a search where its position is not known', () => {
    expect(mapAddress(aCentrePage())).toBe(
      'https://www.openstreetmap.org/?mlat=51.0664&mlon=13.7494#map=17/51.0664/13.7494'
    )
    for (const unknown of [{ latitude: null, longitude: null }, { positionApproximate: true }]) {
      expect(mapAddress(aCentrePage(unknown))).toBe(
        'https://www.openstreetmap.org/search?query=Beispielstra%C3%9Fe%2012%2C%2001099%20Dresden'
      )
    }
  })

  it('leads nowhere for an address that is not public', () => {
    expect(
      mapAddress(aCentrePage({ street: null, postcode: null, positionApproximate: true }))
    ).toBeUndefined()
    expect(mapAddress(aCentrePage({ street: null, postcode: null, town: null }))).toBeUndefined()
  })
})
