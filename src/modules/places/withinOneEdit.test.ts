import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withinOneEdit } from './withinOneEdit.ts'

/** Damerau-Levenshtein distance (optimal string alignment) by the full table: the definition, slowly. */
function editDistance(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  const at = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const change = at(i - 1, j - 1) + Number(x[i - 1] !== y[j - 1])
    const swap = i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]
    return Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swap ? at(i - 2, j - 2) + 1 : Infinity)
  }
  return at(x.length, y.length)
}

const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '😀'), maxLength: 6 })

describe('withinOneEdit', () => {
  test.each([
    ['chemnitz', 'chemnitz', true],
    ['chemnitz', 'chmnitz', true],
    ['chemnitz', 'chemmnitz', true],
    ['chemnitz', 'chemnits', true],
    ['chemnitz', 'cehmnitz', true],
    ['chemnitz', 'chenmitz', true],
    ['chemnitz', 'hcemntiz', false],
    ['chemnitz', 'chemni', false],
    ['', 'a', true],
    ['', 'ab', false],
    ['ab', 'ba', true],
    ['abc', 'cab', false]
  ])('%j, %j: %s', (a, b, expected) => {
    expect(withinOneEdit(a, b)).toBe(expected)
  })

  test('agrees with the definition, both ways round', () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(withinOneEdit(a, b)).toBe(editDistance(a, b) <= 1)
        expect(withinOneEdit(b, a)).toBe(withinOneEdit(a, b))
      }),
      { numRuns: 1500 }
    )
  })

  test('accepts every single deletion and every swap of neighbours', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2 }), fc.nat(), (text, seed) => {
        const at = seed % (text.length - 1)
        expect(withinOneEdit(text, text.slice(0, at) + text.slice(at + 1))).toBe(true)
        const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
        expect(withinOneEdit(text, swapped)).toBe(true)
      })
    )
  })
})
