import fc from 'fast-check'
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

  test.each([
    ['2026-03-29', []],
    ['2026-10-25', ['02:00-03:00']],
    ['2026-10-26', ['02:00-03:00']]
  ])('the hour that the night of %s leaves out or repeats', (day, expected) => {
    expect(stretchesOn('Mo-Su 02:00-03:00', day)).toEqual(expected)
  })

  test.each([
    ['2026-03-28', 4],
    ['2026-10-24', 6],
    ['2026-07-01', 5]
  ])('hours over the midnight after %s are one stretch of %i true hours', (day, length) => {
    const hours = computeHours('Mo-Su 22:00-03:00', Temporal.PlainDate.from(day))
    const evening = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: '22:00' })
    const found =
      hours.kind === 'computed' &&
      hours.stretches.find(({ startsAt }) => startsAt.equals(evening.toInstant()))
    expect(found && found.startsAt.until(found.endsAt).total('hour')).toBe(length)
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

  test.each([
    ['the autumn holidays of Saxony', '2026-10-14', []],
    ['the week after them', '2026-10-28', ['09:00-12:00']],
    ["Bavaria's autumn holidays", '2026-11-04', ['09:00-12:00']],
    ['the summer holidays of Saxony', '2026-07-15', []],
    ["Bavaria's and Saxony's summers do not end together", '2026-08-26', ['09:00-12:00']]
  ])('school holidays: %s', (_when, day, expected) => {
    expect(stretchesOn('We 09:00-12:00; SH off', day)).toEqual(expected)
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

  test(
    'the holidays taken away afterwards are those that the library takes away itself',
    { timeout: 60_000 },
    () => {
      const days = fc
        .subarray(['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'], { minLength: 1 })
        .map((list) => list.join())
      const clock = fc
        .nat(47)
        .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`)
      const times = fc.tuple(clock, clock).filter(([from, to]) => from !== to)
      const rule = fc
        .tuple(fc.constantFrom('', 'week 1-53/2 ', 'Nov-Mar ', 'Dec 20-Jan 06 '), days, times)
        .map(([when, on, [from, to]]) => `${when}${on} ${from}-${to}`)
      const text = fc.tuple(rule, fc.constantFrom('; ', ', ', ' || '), rule).map((parts) => parts.join(''))
      const ends = fc.constantFrom('PH off', 'PH,SH off')
      const firstDay = fc
        .integer({ min: 0, max: 3000 })
        .map((ahead) => Temporal.PlainDate.from('2026-01-01').add({ days: ahead }))
      fc.assert(
        fc.property(text, ends, firstDay, (hours, end, day) => {
          // The same end twice is the library's own business.
          expect(computeHours(`${hours}; ${end}`, day)).toEqual(computeHours(`${hours}; ${end}; ${end}`, day))
        }),
        { numRuns: 300 }
      )
    }
  )
})
