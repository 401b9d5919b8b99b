import { expect, test } from 'vitest'
import { openingStateAt } from './openingState.ts'

const at = (time: string) => Temporal.Instant.from(`2026-09-15T${time}+02:00`)
const [nine, twelve] = [at('09:00'), at('12:00')]
const walkIn = {
  closures: [],
  nextWalkIn: { starts: nine.epochMilliseconds, ends: twelve.epochMilliseconds },
  byAppointmentOnly: false,
  hasWalkInHours: true,
  hasAppointmentHours: true
}

test.each([
  ['before the hours', '08:59', { kind: 'opens', at: nine }],
  ['in their first moment', '09:00', { kind: 'open', until: twelve }],
  ['in their last minute', '11:59', { kind: 'open', until: twelve }],
  ['when they are over', '12:00', { kind: 'unknown' }]
])('%s', (_when, time, state) => {
  expect(openingStateAt(at(time), walkIn)).toEqual(state)
})

test('by appointment only wins over walk-in hours', () => {
  expect(openingStateAt(at('10:00'), { ...walkIn, byAppointmentOnly: true })).toEqual({
    kind: 'byAppointment'
  })
})

test('appointment hours alone mean by appointment', () => {
  const hours = { ...walkIn, nextWalkIn: undefined, hasWalkInHours: false }
  expect(openingStateAt(at('10:00'), hours)).toEqual({ kind: 'byAppointment' })
})

test('walk-in hours that never come are unknown, not closed', () => {
  expect(openingStateAt(at('10:00'), { ...walkIn, nextWalkIn: undefined })).toEqual({ kind: 'unknown' })
})

test('no hours at all are unknown', () => {
  const nothing = { ...walkIn, nextWalkIn: undefined, hasWalkInHours: false, hasAppointmentHours: false }
  expect(openingStateAt(at('10:00'), nothing)).toEqual({ kind: 'unknown' })
})
