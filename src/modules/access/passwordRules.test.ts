import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultOfLength, isAboutThePerson } from './passwordRules.ts'
import { delayAfter, foldEmail, isFreshlyConfirmed } from './signInRules.ts'

describe('the length of a password', () => {
  test.each([
    ['elf Zeichen', 'short'],
    ['zwölfZeichen', undefined],
    ['x'.repeat(256), undefined],
    ['x'.repeat(257), 'long'],
    ['👩'.repeat(11), 'short'],
    ['👩'.repeat(12), undefined],
    // NFKC makes one letter of two and three of one.
    ['a\u0308'.repeat(11), 'short'],
    ['\ufb03'.repeat(4), undefined]
  ])('%s', (password, fault) => {
    expect(faultOfLength(password)).toBe(fault)
  })
})

describe('a password about the person', () => {
  const known = ['leitung@verein-beispiel.example', 'Team Leitung', 'Caritasverband Musterstadt e. V.']
  test.each([
    ['leitung@verein-beispiel.example', true],
    ['Leitung-verein-2026!', true],
    ['AnlaufStelle2026', true],
    ['Ａnlaufstelle ２０２６', true],
    ['anlaufstelleanlaufstelle', true],
    ['Caritasverband Musterstadt', true],
    ['musterstadt!!!123', true],
    ['anlaufstelle vier blaue Stühle', false],
    ['vier blaue Stühle', false],
    ['8462 9471 3957', false],
    ['', false]
  ])('%s: %s', (password, about) => {
    expect(isAboutThePerson(password, known)).toBe(about)
  })
})

describe('the delay after wrong attempts', () => {
  test('begins after five, doubles and ends at a quarter of an hour', () => {
    const delays = Array.from({ length: 18 }, (_, n) => delayAfter(n))
    expect(delays).toEqual([0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900])
  })

  test('admits at most 20 guesses in any hour, however they are spread', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 60, maxLength: 60 }), (pauses) => {
        const guesses: number[] = []
        let time = 0
        pauses.forEach((pause, n) => {
          time += n === 0 ? 0 : Math.max(pause, delayAfter(n))
          guesses.push(time)
        })
        for (const from of guesses)
          expect(guesses.filter((at) => at >= from && at < from + 3600).length).toBeLessThanOrEqual(20)
      })
    )
  })
})

test.each([
  [' Team.Leitung@Verein.EXAMPLE ', 'team.leitung@verein.example'],
  // The Kelvin sign, and a dotted capital I, become ASCII in small letters.
  ['\u212aoch@verein.example', '\u212aoch@verein.example'],
  ['\u0130da@verein.example', '\u0130da@verein.example'],
  ['', '']
])('the address %j is found as %j', (typed, folded) => {
  expect(foldEmail(typed)).toBe(folded)
})

test.each([
  [-1, false],
  [0, true],
  [600, true],
  [601, false]
])('what was confirmed %i seconds ago is fresh: %s', (seconds, fresh) => {
  const now = Temporal.Instant.from('2026-09-15T09:10:00+02:00')
  expect(isFreshlyConfirmed(now.subtract({ seconds }), now)).toBe(fresh)
})
