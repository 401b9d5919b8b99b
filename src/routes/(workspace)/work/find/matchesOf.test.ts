import { expect, test } from 'vitest'
import { matchesOf } from './matchesOf.ts'

const NAMES = ['Team Straßenarbeit', 'Beratung Görlitz', 'Görlitz, Anlaufstelle', 'Leitung']
const found = (wanted: string) => matchesOf(NAMES, wanted, (name) => name)

test.each([
  ['gorlitz', ['Görlitz, Anlaufstelle', 'Beratung Görlitz']],
  ['GÖRLITZ', ['Görlitz, Anlaufstelle', 'Beratung Görlitz']],
  ['strasse', ['Team Straßenarbeit']],
  ['team strass', ['Team Straßenarbeit']],
  ['team görlitz', []],
  ['  ', []],
  ['%', []]
])('%j finds %j', (wanted, names) => {
  expect(found(wanted)).toEqual(names)
})
