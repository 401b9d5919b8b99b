import { describe, expect, test } from 'vitest'
import { checkMunicipalityLine, checkPostcodeLine, type KnownPlaces } from './checkImportLine.ts'
import type { Postcode } from './model.ts'
import type { ImportLine } from './readImportTable.ts'

const known: KnownPlaces = {
  counties: new Set(['14612', '14626']),
  kinds: new Map([['14612000', 'town']]),
  centres: new Map([['01099' as Postcode, [{ latitude: 51.0664, longitude: 13.7834 }]]])
}

const line = (cells: ImportLine['cells']): ImportLine => ({ line: 7, cells })
const postcode = { postcode: '01099', latitude: '51.08', longitude: '13.8' }
const municipality = {
  key: '14612000',
  name: 'Dresden',
  county: '14612',
  latitude: '51,05',
  longitude: '13,74',
  population: '557782'
}

describe('checkPostcodeLine', () => {
  test('reads a good line', () => {
    const value = { postcode: '01099', latitude: 51.08, longitude: 13.8 }
    expect(checkPostcodeLine(line(postcode), known)).toEqual({ value })
  })

  test.each([
    [{ postcode: '' }, 'postcode', 'missing'],
    [{ postcode: '1099' }, 'postcode', 'notAPostcode'],
    [{ postcode: '٠١٠٩٩' }, 'postcode', 'notAPostcode'],
    [{ postcode: '01098' }, 'postcode', 'unknownPostcode'],
    [{ latitude: '' }, 'latitude', 'missing'],
    [{ latitude: 'NaN' }, 'latitude', 'notANumber'],
    [{ latitude: '1e1' }, 'latitude', 'notANumber'],
    [{ latitude: '13.8', longitude: '51.08' }, 'latitude', 'outsideGermany'],
    [{ longitude: '91' }, 'longitude', 'outsideGermany'],
    [{ latitude: '51.165691', longitude: '10.451526' }, 'postcode', 'farAway']
  ])('refuses %j: %s %s', (over, field, reason) => {
    const checked = checkPostcodeLine(line({ ...postcode, ...over }), known)
    expect(checked).toMatchObject({ refusal: { line: 7, field, reason } })
  })

  test('says how far away a place is', () => {
    const checked = checkPostcodeLine(line({ ...postcode, longitude: '14.9' }), known)
    expect(checked).toMatchObject({ refusal: { reason: 'farAway', params: { km: 78 } } })
  })
})

describe('checkMunicipalityLine', () => {
  test('reads decimal commas, keeps the known legal form, takes a missing population as unknown', () => {
    const value = { kind: 'town', latitude: 51.05, longitude: 13.74, population: 557782 }
    expect(checkMunicipalityLine(line(municipality), known)).toMatchObject({ value })
    const unknown = line({ ...municipality, population: '', key: '14612001' })
    expect(checkMunicipalityLine(unknown, known)).toMatchObject({
      value: { kind: 'municipality', population: null }
    })
  })

  test.each([
    [{ key: '' }, 'key', 'missing'],
    [{ key: '1461200' }, 'key', 'notAKey'],
    [{ name: '' }, 'name', 'missing'],
    [{ name: '123' }, 'name', 'notAName'],
    [{ name: 'Dres\u202eden' }, 'name', 'notAName'],
    [{ name: 'x'.repeat(201) }, 'name', 'notAName'],
    [{ county: '' }, 'county', 'missing'],
    [{ county: '14626' }, 'county', 'otherCounty'],
    [{ key: '99999000', county: '99999' }, 'county', 'unknownCounty'],
    [{ latitude: '91' }, 'latitude', 'outsideGermany'],
    [{ population: '-5' }, 'population', 'notANumber'],
    [{ population: '99999999' }, 'population', 'notANumber']
  ])('refuses %j: %s %s', (over, field, reason) => {
    const checked = checkMunicipalityLine(line({ ...municipality, ...over }), known)
    expect(checked).toMatchObject({ refusal: { line: 7, field, reason } })
  })

  test('quotes at most 40 characters of what stood there', () => {
    const checked = checkMunicipalityLine(line({ ...municipality, key: '9'.repeat(500) }), known)
    expect(checked).toMatchObject({ refusal: { params: { value: '9'.repeat(40) } } })
  })
})
