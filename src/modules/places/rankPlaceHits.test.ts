import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stateOf, type MunicipalityKey, type PlaceHit, type Postcode } from './model.ts'
import { rankPlaceHits } from './rankPlaceHits.ts'
import { readPlaceQuery } from './readPlaceQuery.ts'

function hit(key: string, name: string, population: number | null, postcode: string | null = null): PlaceHit {
  const municipality = key as MunicipalityKey
  return {
    kind: postcode === null ? 'municipality' : 'postcode',
    municipality,
    municipalityName: name,
    county: key.slice(0, 5) as PlaceHit['county'],
    countyName: '',
    countyKind: 'county',
    state: stateOf(municipality),
    stateName: '',
    postcode: postcode as Postcode | null,
    population,
    latitude: 51,
    longitude: 13,
    matchedName: postcode ?? name
  }
}

const freiberg = hit('14522180', 'Freiberg', 43670)
const freibergNeckar = hit('08118078', 'Freiberg am Neckar', 15235)
const freiburg = hit('08311000', 'Freiburg im Breisgau', 215966)
const frauenstein = hit('14522170', 'Frauenstein', 3000)
const neustadtSachsen = hit('14628260', 'Neustadt in Sachsen', 13000)
const neustadtVogtland = hit('14523290', 'Neustadt/Vogtl.', 1000)
const neustadtWeinstrasse = hit('07316000', 'Neustadt an der Weinstraße', 53000)
const neustadtWied = hit('07138044', 'Neustadt (Wied)', null)
const neustadtCoburg = hit('09473151', 'Neustadt b.Coburg', 16000)

const order = (text: string, hits: PlaceHit[]): string[] =>
  rankPlaceHits(readPlaceQuery(text), hits).map((one) => one.municipalityName)

describe('rankPlaceHits', () => {
  test('Freiberg in Saxony comes before Freiberg am Neckar, a typing error after both', () => {
    expect(order('Freiberg', [freiburg, freibergNeckar, freiberg])).toEqual([
      'Freiberg',
      'Freiberg am Neckar',
      'Freiburg im Breisgau'
    ])
  })

  test('the very name comes before its beginning even from another state', () => {
    const frei = hit('08000001', 'Fra', 10)
    expect(order('fra', [frauenstein, frei])).toEqual(['Fra', 'Frauenstein'])
  })

  test('every Neustadt stays: Saxon ones first, then by population, unknown population last', () => {
    const hits = [neustadtWied, neustadtCoburg, neustadtWeinstrasse, neustadtVogtland, neustadtSachsen]
    expect(order('Neustadt', hits)).toEqual([
      'Neustadt in Sachsen',
      'Neustadt/Vogtl.',
      'Neustadt an der Weinstraße',
      'Neustadt b.Coburg',
      'Neustadt (Wied)'
    ])
  })

  test('a full name goes before its namesakes', () => {
    expect(order('Neustadt (Wied)', [neustadtSachsen, neustadtWied])[0]).toBe('Neustadt (Wied)')
  })

  test('the municipalities of a postcode are ordered by population, another postcode goes last', () => {
    const large = hit('14521020', 'Annaberg-Buchholz', 20000, '09456')
    const small = hit('14521400', 'Mildenau', 3000, '09456')
    const other = hit('14612000', 'Dresden', 500000, '01099')
    expect(order('09456', [other, small, large])).toEqual(['Annaberg-Buchholz', 'Mildenau', 'Dresden'])
  })

  test('the beginning of a postcode prefers the postcodes that begin so, in their order', () => {
    const postcodes = ['01109', '01097', '02625'].map((code) => hit('14612000', 'Dresden', 5, code))
    const ranked = rankPlaceHits(readPlaceQuery('01'), postcodes).map((one) => one.postcode)
    expect(ranked).toEqual(['01097', '01109', '02625'])
  })

  test('loses and repeats nothing, and does not depend on the order it is given', () => {
    const all = [freiberg, freibergNeckar, freiburg, neustadtSachsen, neustadtVogtland, neustadtWied]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all),
        fc.constantFrom('frei', 'Neustadt', 'x', '01', ''),
        (hits, text) => {
          const ranked = order(text, hits)
          expect(ranked).toEqual(order(text, hits.toReversed()))
          expect(ranked.toSorted()).toEqual(hits.map((one) => one.municipalityName).toSorted())
        }
      )
    )
  })
})
