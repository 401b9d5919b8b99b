import { describe, expect, test } from 'vitest'
import { ZONE } from '#platform/clock/clock.ts'
import { computeHours, isOpeningHours } from './openIntervals.ts'

const stretchesOn = (text: string, day: string): string[] => {
  const date = Temporal.PlainDate.from(day)
  const hours = computeHours(text, date)
  if (hours.kind === 'pleaseCall') return ['please call']
  return hours.stretches
    .map(({ startsAt, endsAt }) => [startsAt, endsAt].map((time) => time.toZonedDateTimeISO(ZONE)))
    .filter(([from]) => from!.toPlainDate().equals(date))
    .map((times) => times.map((time) => time.toPlainTime().toString({ smallestUnit: 'minute' })).join('-'))
}

describe('which texts are hours', () => {
  test.each([
    'Mo-Fr 09:00-12:00; PH off',
    'Mo-Fr 09:00-12:00; PH off; Nov 18 off',
    'Tu 09:00-12:00,13:00-16:00; week 1-53/2 Th 14:00-17:00; PH off',
    'Apr-Oct Fr 15:00-20:00; Nov-Mar Fr 15:00-18:30',
    'Tu,Th 09:00-12:00; 2026 Nov 09-2026 Dec 31 off "Krankheit"; PH off',
    'Mo[1] 16:00-18:00',
    'Mo-Fr 9-12',
    'Mo-Fr 9.00-12.00',
    'Tu,Fr 16:00-20:00; PH,SH off'
  ])('%s', (text) => {
    expect(isOpeningHours(text)).toBe(true)
  })

  test.each([
    '',
    'nach Vereinbarung',
    'by appointment',
    'weekdays 10 to 6',
    'The service is available from 10 am to 6pm weekdays.',
    'Montag 9 bis 12 Uhr',
    'Mo-Fr',
    'x'.repeat(100_000),
    '('.repeat(900)
  ])('not: %s', (text) => {
    expect(isOpeningHours(text)).toBe(false)
  })
})

describe('Saxon holidays', () => {
  // SächsSFG § 1; the dates of Easter and of the day of repentance are those of the calendar.
  const holidays = [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-10-03',
    '2026-10-31',
    '2026-11-18',
    '2026-12-25',
    '2026-12-26',
    '2025-11-19',
    '2027-11-17',
    '2028-11-22',
    '2031-11-19',
    '2035-11-21'
  ]
  const everyDay = 'Mo-Su 09:00-12:00'
  test.each(holidays)('%s is closed, asked for or not', (day) => {
    expect(stretchesOn(`${everyDay}; PH off`, day)).toEqual([])
    expect(stretchesOn(everyDay, day)).toEqual([])
  })

  test.each([
    ['Epiphany', '2026-01-06'],
    ['Corpus Christi', '2026-06-04'],
    ["Children's Day in Thuringia", '2026-09-20'],
    ['Assumption', '2026-08-15'],
    ['All Saints', '2026-11-01'],
    ["Women's Day in Berlin", '2026-03-08'],
    ['an ordinary Wednesday in November', '2026-11-11']
  ])('%s is a day like others', (_name, day) => {
    expect(stretchesOn(everyDay, day)).toEqual(['09:00-12:00'])
  })

  test('a text may say that it is open on holidays', () => {
    expect(stretchesOn('Mo-Su,PH 09:00-12:00', '2026-12-25')).toEqual(['09:00-12:00'])
  })
})

describe('what is computed', () => {
  test.each(['2026-03-29', '2026-10-25'])('clock times stay clock times on the clock change of %s', (day) => {
    expect(stretchesOn('Mo-Su 09:00-12:00', day)).toEqual(['09:00-12:00'])
    expect(stretchesOn('Mo-Su 00:00-06:00', day)).toEqual(['00:00-06:00'])
  })

  test('the short and the long day have their true lengths', () => {
    const hoursOn = (day: string) => {
      const hours = computeHours('Mo-Su 00:00-06:00', Temporal.PlainDate.from(day))
      const first = hours.kind === 'computed' ? hours.stretches[0]! : undefined
      return first!.startsAt.until(first!.endsAt, { largestUnit: 'hour' }).hours
    }
    expect([hoursOn('2026-03-29'), hoursOn('2026-10-25'), hoursOn('2026-07-01')]).toEqual([5, 7, 6])
  })

  test('sixty days, the first included', () => {
    const hours = computeHours('Mo-Su,PH 09:00-12:00', Temporal.PlainDate.from('2026-09-15'))
    expect(hours.kind === 'computed' && hours.stretches.length).toBe(60)
  })

  test('every other week, by the parity of the ISO week', () => {
    expect(stretchesOn('week 1-53/2 Mo 13:00-17:00', '2026-11-16')).toEqual(['13:00-17:00'])
    expect(stretchesOn('week 1-53/2 Mo 13:00-17:00', '2026-11-23')).toEqual([])
  })

  test('a dated closure closes, and ends', () => {
    const text = 'Th 13:00-16:00; 2026 Nov 09-2026 Dec 31 off "Krankheit"'
    expect(stretchesOn(text, '2026-12-10')).toEqual([])
    expect(stretchesOn(text, '2027-01-07')).toEqual(['13:00-16:00'])
  })

  test('times the text calls uncertain are no hours', () => {
    expect(stretchesOn('Mo-Fr 09:00-12:00 "nach Termin"', '2026-09-15')).toEqual([])
    expect(stretchesOn('Mo-Fr 09:00+', '2026-09-15')).toEqual([])
  })

  test('school holidays of a year nobody has decided yet: please call, no fault', () => {
    expect(stretchesOn('Mo-Fr 09:00-12:00; SH off', '2060-07-05')).toEqual(['please call'])
  })

  test('more stretches than an office can have: please call', () => {
    const many = Array.from(
      { length: 60 },
      (_, i) => `${String(i % 24).padStart(2, '0')}:${i < 24 ? '00' : '30'}`
    )
    const text = `Mo-Su ${[...new Set(many)].map((time) => `${time}-${time.slice(0, 3)}${time.endsWith('00') ? '20' : '50'}`).join(',')}`
    expect(isOpeningHours(text)).toBe(true)
    expect(stretchesOn(text, '2026-09-15')).toEqual(['please call'])
  })
})
