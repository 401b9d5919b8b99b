import { expect, test } from 'vitest'
import { neededForData, obstaclesTo, type UpdateFacts } from './updateRules.ts'

const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
const GIGABYTE = 1000 ** 3
const good: UpdateFacts = {
  serverVersion: 150_000,
  standby: false,
  embedded: true,
  databaseBytes: GIGABYTE,
  unknown: [],
  precious: true,
  backup: { takenAt: now.subtract({ hours: 26 }), bytes: 1 },
  freeForData: 4 * GIGABYTE,
  freeForProgram: 2 * GIGABYTE
}

test.each<[string, Partial<UpdateFacts>, readonly string[]]>([
  ['everything fits', {}, []],
  ['the server is too old', { serverVersion: 149_999 }, ['server']],
  ['the server cannot be written', { standby: true }, ['standby']],
  ['a newer program was here', { unknown: ['9999_later'] }, ['unknown']],
  [
    'the backup is old',
    { backup: { takenAt: now.subtract({ hours: 26, seconds: 1 }), bytes: 1 } },
    ['backup']
  ],
  ['there is no backup', { backup: undefined }, ['backup']],
  ['there is nothing to lose', { backup: undefined, precious: false }, []],
  ['the data folder is nearly full', { freeForData: 4 * GIGABYTE - 1 }, ['dataSpace']],
  ['the database lies elsewhere', { freeForData: 3 * GIGABYTE, embedded: false }, []],
  ['the program’s disk is nearly full', { freeForProgram: 2 * GIGABYTE - 1 }, ['programSpace']],
  [
    'nothing fits: what makes room for the backup comes before it',
    { freeForData: 0, freeForProgram: 0, backup: undefined, standby: true },
    ['standby', 'dataSpace', 'programSpace', 'backup']
  ]
])('where %s', (_what, changes, obstacles) =>
  expect(obstaclesTo({ ...good, ...changes }, now)).toEqual(obstacles)
)

test('an embedded database needs room for itself and for a backup of it', () => {
  expect([neededForData(good), neededForData({ ...good, embedded: false })]).toEqual([
    4 * GIGABYTE,
    3 * GIGABYTE
  ])
})
