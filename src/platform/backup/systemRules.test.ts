import { expect, test } from 'vitest'
import { isBackupLate, isDiskNearlyFull } from './systemRules.ts'

const takenAt = Temporal.Instant.from('2026-11-24T02:30:00Z')

test.each([
  ['2026-11-24T02:30:00Z', false],
  ['2026-11-25T04:30:00Z', false],
  ['2026-11-25T04:30:01Z', true],
  ['2026-12-24T02:30:00Z', true]
])('at %s a backup of 24 November is late: %s', (now, late) => {
  expect(isBackupLate({ takenAt, bytes: 1 }, Temporal.Instant.from(now))).toBe(late)
})

test('without any it is late', () => expect(isBackupLate(undefined, takenAt)).toBe(true))

test.each([
  [0, true],
  [1_999_999_999, true],
  [2_000_000_000, false]
])('with %i bytes free a disk is nearly full: %s', (free, full) => expect(isDiskNearlyFull(free)).toBe(full))
