import { describe, expect, test } from 'vitest'
import { readSchedules } from './schedules.ts'
import type { Schedule } from './schemas.ts'

const today = Temporal.PlainDate.from('2026-09-15')
const schedule = (more: Partial<Schedule>): Schedule => ({
  attending_type: null,
  description: null,
  notes: null,
  freq: null,
  interval: null,
  byday: null,
  byweekno: null,
  bymonthday: null,
  byyearday: null,
  count: null,
  opens_at: null,
  closes_at: null,
  valid_from: null,
  valid_to: null,
  dtstart: null,
  until: null,
  attributes: [],
  ...more
})
const read = (...schedules: Partial<Schedule>[]) => readSchedules(schedules.map(schedule), today, 'schedules')
const weekly = { freq: 'WEEKLY', byday: 'MO,TH', opens_at: '09:00:00', closes_at: '12:00' }

test('a description in OSM syntax counts as it is, walk-in unless it says appointment', () => {
  expect(
    read(
      { description: 'Mo 09:00-12:00; PH off' },
      { description: 'Tu 09:00-12:00; PH off', attending_type: 'appointment' }
    )
  ).toEqual({
    walkIn: 'Mo 09:00-12:00; PH off',
    appointment: 'Tu 09:00-12:00; PH off',
    office: null,
    note: null,
    findings: []
  })
})

describe('weekly rules', () => {
  test.each([
    [{}, 'Mo,Th 09:00-12:00; PH off'],
    [{ freq: 'weekly', interval: 1, byday: ' mo , th ' }, 'Mo,Th 09:00-12:00; PH off'],
    [{ valid_to: '2026-12-31' }, '2000 Jan 01-2026 Dec 31 Mo,Th 09:00-12:00; PH off'],
    [{ dtstart: '2026-10-01' }, '2026 Oct 01-2099 Dec 31 Mo,Th 09:00-12:00; PH off']
  ])('%j', (more, hours) => {
    expect(read({ ...weekly, ...more })).toMatchObject({ walkIn: hours, findings: [] })
  })

  test.each([
    { freq: 'MONTHLY' },
    { interval: 2 },
    { byday: '1MO' },
    { byday: 'constructor' },
    { byday: null },
    { byweekno: '41,42' },
    { count: 3 },
    { opens_at: '09:00Z' },
    { opens_at: '09:00+01:00' },
    { opens_at: '9 Uhr' },
    { opens_at: '12:00' },
    { opens_at: '25:00', closes_at: '26:00' }
  ])('not understood and never guessed: %j', (more) => {
    expect(read({ ...weekly, ...more, description: 'Montags um neun' })).toEqual({
      walkIn: null,
      appointment: null,
      office: null,
      note: 'Montags um neun',
      findings: [{ field: 'schedules[0]', reason: 'directory_import_hours_not_understood', params: {} }]
    })
  })
})

test('several schedules of one kind add up', () => {
  expect(read({ ...weekly }, { ...weekly, opens_at: '14:00', closes_at: '16:00' })).toMatchObject({
    walkIn: 'Mo,Th 09:00-12:00; PH off || Mo,Th 14:00-16:00; PH off',
    findings: []
  })
})

test('a schedule that is over is left out and remarked on', () => {
  expect(read({ ...weekly, valid_to: '2026-09-14' })).toEqual({
    walkIn: null,
    appointment: null,
    office: null,
    note: null,
    findings: [{ field: 'schedules[0]', reason: 'directory_import_hours_past', params: {} }]
  })
})
