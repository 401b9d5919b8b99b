import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvCell, unprotectCell } from './csvCell.ts'
import { readCsv } from './readCsv.ts'

const read = (text: string) => [...readCsv(Buffer.from(text))].map(({ line, cells }) => [line, cells])

describe('readCsv', () => {
  test.each([
    [
      'semicolons',
      'a;b\n1;2',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']]
      ]
    ],
    [
      'commas and CRLF',
      'a,b\r\n1,2\r\n',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']]
      ]
    ],
    ['tabs', 'a\tb', [[1, ['a', 'b']]]],
    [
      'quoted line breaks and doubled quotation marks',
      'a;b\n"1\n""x"" ;";2\n3;4',
      [
        [1, ['a', 'b']],
        [2, ['1\n"x" ;', '2']],
        [4, ['3', '4']]
      ]
    ],
    [
      'empty lines and cells',
      'a;b\n\n;\n',
      [
        [1, ['a', 'b']],
        [3, ['', '']]
      ]
    ],
    [
      'a quoted last cell before CRLF',
      'a;"b"\r\n1;2',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']]
      ]
    ],
    [
      'a quotation mark that is never closed',
      'a;b\n1;"2\n3;4',
      [
        [1, ['a', 'b']],
        [2, undefined],
        [3, ['3', '4']]
      ]
    ],
    [
      'text behind a closed quotation mark',
      'a;b\n"1"x;2\n3;4',
      [
        [1, ['a', 'b']],
        [2, undefined],
        [3, ['3', '4']]
      ]
    ]
  ])('%s', (_name, text, expected) => expect(read(text)).toEqual(expected))

  test('gives back whatever the export writes', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed().replace(/[\r\0]/g, ''))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const text = ['x,y,z', ...rows.map((cells) => ['k', ...cells].map(csvCell).join(','))].join('\r\n')
        const back = [...readCsv(Buffer.from(text))]
          .slice(1)
          .map(({ cells }) => cells?.slice(1).map(unprotectCell))
        expect(back).toEqual(rows)
      })
    )
  })
})
