import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { useTestDatabase } from '#testing/testDatabase.ts'
import { findCounty, findMunicipality, listSaxonCounties, MOST_PLACE_HITS, searchPlaces } from './public.ts'
import { foldPlaceName, withinOneEdit } from '../rules.ts'
import type { CountyKey, MunicipalityKey } from '../model.ts'
import { withAllPlaces } from '../testing/factories.ts'

const db = useTestDatabase()
const portal = db.ctx('app_portal')

beforeAll(() => withAllPlaces(db.ctx('owner')))

const found = async (text: string): Promise<string[]> =>
  (await searchPlaces(portal, text)).hits.map((hit) => hit.municipalityName)

describe('searchPlaces', () => {
  test.each([
    ['01099', ['Dresden']],
    ['D-01099 Dresden', ['Dresden']],
    ['۰۱۰۹۹', ['Dresden']],
    ['09456', ['Annaberg-Buchholz', 'Mildenau']],
    ['Leipzig', ['Leipzig']],
    ['gorlitz', ['Görlitz']],
    ['GOERLITZ', ['Görlitz']],
    ['Annaberg Buchholz', ['Annaberg-Buchholz']],
    ['Neustadt i. Sa.', ['Neustadt in Sachsen']],
    ['Budyšin', ['Bautzen']],
    ['Дрезден', ['Dresden']],
    ['درسدن', ['Dresden']],
    ['Bad Schlema', ['Aue-Bad Schlema']],
    ['00000', []],
    ['Нигде', []],
    ["'; DROP TABLE places_name; --", []],
    ['%', []],
    ['___', []]
  ])('%j finds exactly %j', async (text, names) => {
    expect(await found(text)).toEqual(names)
  })

  test.each([
    ['Freiberg', 'Freiberg'],
    ['Freib', 'Freiberg'],
    ['Chemnits', 'Chemnitz'],
    ['Chemintz', 'Chemnitz'],
    ['Reisa', 'Riesa'],
    ['Prina', 'Pirna'],
    ['Zitau', 'Zittau'],
    ['Thmu', 'Thum'],
    ['Hoyerswerde', 'Hoyerswerda'],
    ['Auerbach', 'Auerbach/Vogtl.'],
    ['Neustadt', 'Neustadt in Sachsen'],
    ['09', 'Chemnitz']
  ])('%j finds %j first', async (text, name) => {
    expect((await found(text))[0]).toBe(name)
  })

  test('keeps what is ambiguous: several Neustadt, each with its own county', async () => {
    const { hits } = await searchPlaces(portal, 'Neustadt')
    expect(hits.length).toBeGreaterThan(10)
    expect(hits.length).toBeLessThanOrEqual(MOST_PLACE_HITS)
    expect(hits.slice(0, 2).map((hit) => hit.countyName)).toEqual([
      'Sächsische Schweiz-Osterzgebirge',
      'Vogtlandkreis'
    ])
    expect(new Set(hits.map((hit) => hit.municipality)).size).toBe(hits.length)
  })

  test('a city elsewhere does not hide the Saxon one it is a letter away from', async () => {
    const names = await found('Freiburg')
    expect(names[0]).toBe('Freiburg im Breisgau')
    expect(names).toContain('Freiberg')
  })

  test('a hit says everything a page needs', async () => {
    const { query, hits } = await searchPlaces(portal, '02625')
    expect(query).toEqual({ kind: 'postcode', postcode: '02625' })
    expect(hits).toEqual([
      {
        kind: 'postcode',
        municipality: '14625020',
        municipalityName: 'Bautzen',
        county: '14625',
        countyName: 'Bautzen',
        countyKind: 'county',
        state: '14',
        stateName: 'Sachsen',
        postcode: '02625',
        population: 41972,
        latitude: expect.closeTo(51.18, 1) as number,
        longitude: expect.closeTo(14.43, 1) as number,
        matchedName: '02625'
      }
    ])
  })

  test.each(['', '\u0000', '0', 'x'.repeat(101), '\u202e', '😀'])(
    '%j has no hits and no fault',
    async (text) => {
      expect((await searchPlaces(portal, text)).hits).toEqual([])
    }
  )

  test('finds Saxon municipalities by their names with one letter lost, wrong or too many', async () => {
    const rows = readFileSync(join(import.meta.dirname, '../../../../data/places/municipalities.tsv'), 'utf8')
    const saxon = rows.split('\n').filter((row) => row.startsWith('14'))
    const names = saxon
      .map((row) => row.split('\t')[1] ?? '')
      .filter((name) => foldPlaceName(name).length > 3)
    expect(names.length).toBeGreaterThan(400)
    const edit = fc.tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom('', 'x', 'q', 'rx'))
    await fc.assert(
      fc.asyncProperty(edit, async ([name, seed, letters]) => {
        const folded = foldPlaceName(name)
        const at = seed % folded.length
        const text = folded.slice(0, at) + letters.replace('r', folded.charAt(at)) + folded.slice(at + 1)
        fc.pre(withinOneEdit(folded, foldPlaceName(text)))
        const { hits } = await searchPlaces(portal, text)
        const missed = hits.length < MOST_PLACE_HITS && !hits.some((hit) => hit.municipalityName === name)
        expect(missed, `${text} for ${name}`).toBe(false)
      }),
      { numRuns: 150 }
    )
  })

  test('answers within 100 ms while someone types', async () => {
    const words = ['Dresden', 'Nuestadt', 'neu', 'b', '01', 'Chemnits', 'Reisa']
    for (const word of words) await searchPlaces(portal, word)
    const start = performance.now()
    for (const word of words) await searchPlaces(portal, word)
    expect((performance.now() - start) / words.length).toBeLessThan(100)
  })
})

describe('municipalities and counties', () => {
  test('are found by key, and only then', async () => {
    const bautzen = await findMunicipality(portal, '14625020' as MunicipalityKey)
    expect(bautzen).toMatchObject({ kind: 'municipality', matchedName: 'Bautzen', postcode: null })
    expect(await findMunicipality(portal, '14999999' as MunicipalityKey)).toBeUndefined()
    expect(await findCounty(portal, '14626' as CountyKey)).toMatchObject({ name: 'Görlitz', kind: 'county' })
    expect(await findCounty(portal, '99999' as CountyKey)).toBeUndefined()
  })

  test('Saxony lists its thirteen by name', async () => {
    const counties = await listSaxonCounties(db.ctx('app_work'))
    expect(counties.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'Bautzen county',
      'Chemnitz city',
      'Dresden city',
      'Erzgebirgskreis county',
      'Görlitz county',
      'Leipzig city',
      'Leipzig county',
      'Meißen county',
      'Mittelsachsen county',
      'Nordsachsen county',
      'Sächsische Schweiz-Osterzgebirge county',
      'Vogtlandkreis county',
      'Zwickau county'
    ])
  })
})
