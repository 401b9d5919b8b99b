import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareName, foldPlaceName } from './foldPlaceName.ts'

describe('foldPlaceName', () => {
  test.each([
    ['Görlitz', 'Goerlitz', 'Gorlitz'],
    ['Meißen', 'MEISSEN', 'meissen'],
    ['Plauen', ' plauen ', 'PLAUEN.'],
    ['Limbach-Oberfrohna', 'Limbach Oberfrohna', 'limbach–oberfrohna'],
    ['Annaberg-Buchholz', 'Annaberg Buchholz', 'annaberg/buchholz'],
    ['St. Egidien', 'Sankt Egidien', 'St Egidien'],
    ['Neustadt in Sachsen', 'Neustadt i. Sa.', 'neustadt i.Sa'],
    ['Auerbach/Vogtl.', 'Auerbach/Vogtland', 'auerbach vogtland'],
    ['Weißwasser/O.L.', 'Weisswasser Oberlausitz', 'Weißwasser O. L.'],
    ['Bernstadt a. d. Eigen', 'Bernstadt auf dem Eigen', 'bernstadt a.d.eigen'],
    ['Königstein/Sächs. Schw.', 'Koenigstein Sächsische Schweiz', 'Königstein (Saechs. Schw.)'],
    ['Běła Woda', 'Bela Woda', 'BĚŁA WODA'],
    ['Mühlau', 'Muehlau', 'Muhlau']
  ])('%s = %s = %s', (name, second, third) => {
    expect(foldPlaceName(second)).toBe(foldPlaceName(name))
    expect(foldPlaceName(third)).toBe(foldPlaceName(name))
  })

  test('keeps different places apart', () => {
    const names = ['Freiberg', 'Freital', 'Freiberg am Neckar', 'Oelsnitz/Erzgeb.', 'Oelsnitz/Vogtl.']
    expect(new Set(names.map(foldPlaceName)).size).toBe(names.length)
  })

  test('passes other scripts through', () => {
    expect(foldPlaceName('Дрезден')).toBe('дрезден')
    expect(foldPlaceName('  درسدن ')).toBe('درسدن')
    expect(foldPlaceName('Хойєрсвєрда́')).toBe(foldPlaceName('хойєрсвєрда'))
    expect(foldPlaceName('— ! —')).toBe('')
  })

  test('is idempotent and leaves words and single blanks only, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldPlaceName(text)
        expect(foldPlaceName(folded)).toBe(folded)
        expect(folded).toMatch(/^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u)
      }),
      { numRuns: 2000 }
    )
  })

  test('is blind to case, composition and the way umlauts are written', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abdeiklmnorstuzäöüß -/.') })
    fc.assert(
      fc.property(letters, (text) => {
        const spelled = text.replace(/[äöü]/g, (umlaut) => `${umlaut.normalize('NFD')[0] ?? ''}e`)
        expect(foldPlaceName(spelled)).toBe(foldPlaceName(text))
        expect(foldPlaceName(text.normalize('NFD').toUpperCase())).toBe(foldPlaceName(text))
      })
    )
  })
})

describe('bareName', () => {
  test.each([
    ['Freiberg am Neckar', 'Freiberg'],
    ['Auerbach/Vogtl.', 'Auerbach'],
    ['Frankfurt (Oder)', 'Frankfurt'],
    ['Neustadt in Sachsen', 'Neustadt'],
    ['Neustadt a.d. Waldnaab', 'Neustadt'],
    ['Bernstadt a. d. Eigen', 'Bernstadt'],
    ['Rothenburg ob der Tauber', 'Rothenburg'],
    ['Limbach-Oberfrohna', 'Limbach-Oberfrohna'],
    ['Bad Schlema', 'Bad Schlema'],
    ['Am Ettersberg', 'Am Ettersberg'],
    ['St. Egidien', 'St. Egidien'],
    ['/', '/']
  ])('%s → %s', (name, bare) => {
    expect(bareName(name)).toBe(bare)
  })
})
