import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readImportTable } from './readImportTable.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function linesOf(text: string): unknown {
  const table = readImportTable(bytes(text))
  return table.done ? table.value : table.reason
}

const HEADER = 'ags;name;county_key;latitude;longitude'

describe('readImportTable', () => {
  test.each([
    ['with a nameless first column', ',lat,lng\n01067,51.05,13.7\n'],
    ['with BOM, semicolons and CRLF', '\ufeffplz;lat;lng\r\n01067;51.05;13.7\r\n'],
    ['with other names, another order, quotes and blank lines', 'lon,postcode,LAT\n\n"13.7", 01067 ,51.05'],
    ['with the line ends of an old Mac', 'plz,lat,lng\r01067,51.05,13.7']
  ])('reads postcodes %s', (_, text) => {
    const cells = { postcode: '01067', latitude: '51.05', longitude: '13.7' }
    expect(linesOf(text)).toMatchObject({ kind: 'postcodes', refused: [], lines: [{ cells }] })
  })

  test('reads municipalities with and without population, quotes within quotes', () => {
    expect(linesOf(`${HEADER}\n14612000;"Dres;""den""";14612;51;13`)).toMatchObject({
      kind: 'municipalities',
      lines: [{ line: 2, cells: { name: 'Dres;"den"', county: '14612' } }]
    })
    expect(linesOf(`${HEADER};population\n14612000;Dresden;14612;51;13;5`)).toMatchObject({
      lines: [{ cells: { population: '5' } }]
    })
  })

  test.each([
    ['empty', new Uint8Array()],
    ['empty', bytes(' \n\n')],
    ['empty', bytes('\ufeff')],
    ['containsNul', bytes('plz,lat,lng\n01067\u0000,51,13')],
    ['notUtf8', Uint8Array.from([...bytes(`${HEADER}\n14626110;G`), 0xf6, ...bytes('rlitz;14626;51;14')])],
    ['unknownColumns', bytes('a,b,c\n1,2,3')],
    ['unknownColumns', bytes('plz,lat\n01067,51')],
    ['unknownColumns', bytes('plz,lat,lng,lon\n01067,51,13,13')],
    ['unknownColumns', bytes(';'.repeat(1_000_000))],
    ['unknownColumns', bytes('"plz,lat,lng')],
    ['tooLarge', new Uint8Array(20_000_001).fill(65)]
  ])('refuses a file: %s', (reason, content) => {
    expect(readImportTable(content)).toEqual({ done: false, reason })
  })

  test('refuses single lines and reads the others', () => {
    const lines = ['01067,51,13', '01069,51,13,9', '"01099,51,13', `01097,51,${','.repeat(1_000_000)}`]
    expect(linesOf(`plz,lat,lng\n${lines.join('\n')}`)).toMatchObject({
      lines: [{ line: 2 }],
      refused: [
        { line: 3, reason: 'tooManyColumns' },
        { line: 4, reason: 'unclosedQuote' },
        { line: 5, reason: 'tooLong' }
      ]
    })
  })

  test('accounts for every line that is not blank, whatever comes in', () => {
    const line = fc.string({ unit: fc.constantFrom(...'019.,;" äx') })
    fc.assert(
      fc.property(fc.array(line), (rows) => {
        const table = readImportTable(bytes(`plz;lat;lng\n${rows.join('\n')}`))
        const blank = rows.filter((row) => row.trim() === '').length
        const count = table.done ? table.value.lines.length + table.value.refused.length : -1
        expect(count).toBe(rows.length - blank)
      })
    )
  })

  test('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        expect(readImportTable(content)).toHaveProperty('done')
      })
    )
  })
})
