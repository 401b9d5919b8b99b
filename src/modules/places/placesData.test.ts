import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import secondNames from '../../../data/places/second-names.json' with { type: 'json' }

const FOLDER = join(import.meta.dirname, '../../../data/places')

function readTable(file: string): string[][] {
  const lines = readFileSync(join(FOLDER, file), 'utf8').trimEnd().split('\n').slice(1)
  return lines.map((line) => line.split('\t'))
}

const counties = readTable('counties.tsv')
const municipalities = new Map(readTable('municipalities.tsv').map((row) => [row[0] ?? '', row]))
const postcodes = new Map(readTable('postcodes.tsv').map(([code = '', keys = '']) => [code, keys.split(',')]))
const namesAt = (postcode: string): (string | undefined)[] =>
  (postcodes.get(postcode) ?? []).map((key) => municipalities.get(key)?.[1])

describe('the committed place data', () => {
  test('every county lies in a state, every municipality in a county and in Germany', () => {
    const known = new Set(counties.map(([key]) => key))
    expect(new Set(counties.map((row) => row[4])).size).toBe(16)
    for (const [key, [, name, , county, latitude, longitude]] of municipalities) {
      expect(key).toMatch(/^\d{8}$/)
      expect(county).toBe(key.slice(0, 5))
      expect(known).toContain(county)
      expect(name).toMatch(/^\S.*\S$/)
      expect(name).not.toMatch(/, (?:Stadt|Hansestadt|Landeshauptstadt)/)
      expect(Number(latitude)).toSatisfy((value: number) => value > 47.2 && value < 55.1)
      expect(Number(longitude)).toSatisfy((value: number) => value > 5.8 && value < 15.1)
    }
  })

  test('every postcode has at least one municipality that exists', () => {
    expect(postcodes.size).toBeGreaterThanOrEqual(8000)
    for (const keys of postcodes.values()) for (const key of keys) expect(municipalities.has(key)).toBe(true)
  })

  test('Saxony has ten counties, three county-level cities and the 418 municipalities of 2024', () => {
    const saxon = counties.filter((row) => row[3] === '14')
    expect(saxon.filter((row) => row[2] === 'county')).toHaveLength(10)
    expect(saxon.filter((row) => row[2] === 'city').map((row) => row[1])).toEqual([
      'Chemnitz',
      'Dresden',
      'Leipzig'
    ])
    expect([...municipalities.keys()].filter((key) => key.startsWith('14'))).toHaveLength(418)
    expect(municipalities.get('14521035')?.[1]).toBe('Aue-Bad Schlema')
    expect(municipalities.get('14522275')?.[1]).toBe('Jahnatal')
    expect(municipalities.has('14625540')).toBe(false)
  })

  test('every Saxon municipality has a postcode', () => {
    const listed = new Set([...postcodes.values()].flat())
    const without = [...municipalities.keys()].filter((key) => key.startsWith('14') && !listed.has(key))
    expect(without).toEqual([])
  })

  test('second names and other names belong to municipalities that exist', () => {
    for (const { key } of secondNames.names) expect(municipalities.has(key)).toBe(true)
    for (const [, key = ''] of readTable('other-names.tsv')) expect(municipalities.has(key)).toBe(true)
  })

  test.each([
    ['01067', 'Dresden'],
    ['01099', 'Dresden'],
    ['01445', 'Radebeul'],
    ['01558', 'Großenhain'],
    ['01587', 'Riesa'],
    ['01662', 'Meißen'],
    ['01705', 'Freital'],
    ['01744', 'Dippoldiswalde'],
    ['01796', 'Pirna'],
    ['01809', 'Heidenau'],
    ['01844', 'Neustadt in Sachsen'],
    ['01855', 'Sebnitz'],
    ['01877', 'Bischofswerda'],
    ['01917', 'Kamenz'],
    ['02625', 'Bautzen'],
    ['02708', 'Löbau'],
    ['02763', 'Zittau'],
    ['02826', 'Görlitz'],
    ['02906', 'Niesky'],
    ['02943', 'Weißwasser/O.L.'],
    ['02977', 'Hoyerswerda'],
    ['04103', 'Leipzig'],
    ['04416', 'Markkleeberg'],
    ['04509', 'Delitzsch'],
    ['04552', 'Borna'],
    ['04600', 'Altenburg'],
    ['04668', 'Grimma'],
    ['04720', 'Döbeln'],
    ['04749', 'Jahnatal'],
    ['04758', 'Oschatz'],
    ['04808', 'Wurzen'],
    ['04838', 'Eilenburg'],
    ['04860', 'Torgau'],
    ['08056', 'Zwickau'],
    ['08209', 'Auerbach/Vogtl.'],
    ['08223', 'Neustadt/Vogtl.'],
    ['08280', 'Aue-Bad Schlema'],
    ['08301', 'Aue-Bad Schlema'],
    ['08371', 'Glauchau'],
    ['08412', 'Werdau'],
    ['08468', 'Reichenbach im Vogtland'],
    ['08523', 'Plauen'],
    ['08606', 'Oelsnitz/Vogtl.'],
    ['09111', 'Chemnitz'],
    ['09212', 'Limbach-Oberfrohna'],
    ['09306', 'Rochlitz'],
    ['09376', 'Oelsnitz/Erzgeb.'],
    ['09456', 'Annaberg-Buchholz'],
    ['09496', 'Marienberg'],
    ['09599', 'Freiberg'],
    ['09648', 'Mittweida'],
    ['09661', 'Hainichen']
  ])('%s is %s', (postcode, name) => {
    expect(namesAt(postcode)).toContain(name)
  })

  test('a Saxon city of many postcodes has no namesake in them', () => {
    for (const postcode of ['01099', '04103', '08523', '02826', '09111', '09599', '08056']) {
      expect(namesAt(postcode)).toHaveLength(1)
    }
  })
})
