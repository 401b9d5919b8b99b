import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, protectCell, unprotectCell } from './csvCell.ts'

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a') })
)

describe('a protected cell', () => {
  it('gives back every text', () => {
    fc.assert(fc.property(texts, (text) => void expect(unprotectCell(protectCell(text))).toBe(text)))
  })

  it('never begins with what a spreadsheet computes', () => {
    fc.assert(fc.property(texts, (text) => void expect(protectCell(text)).not.toMatch(/^[=+\-@\t\r]/)))
  })

  it.each([
    ['=1+1', "'=1+1"],
    ["'=1+1", "''=1+1"],
    ['+49 351', "'+49 351"],
    ["'s Haus", "'s Haus"],
    ['Haus', 'Haus']
  ])('of %s is %s', (text, cell) => expect(protectCell(text)).toBe(cell))
})

describe('csvCell', () => {
  it.each([
    ['a "b"', '"a ""b"""'],
    ['a;b', '"a;b"'],
    ['a\nb', '"a\nb"'],
    [' a', '" a"'],
    ['=a,b', '"\'=a,b"'],
    ['a', 'a']
  ])('writes %j as %j', (text, cell) => expect(csvCell(text)).toBe(cell))
})
