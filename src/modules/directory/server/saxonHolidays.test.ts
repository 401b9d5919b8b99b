import { describe, expect, test } from 'vitest'
import { ZONE } from '#platform/clock/clock.ts'
import { saxonHolidayOn } from '../saxonHolidays.ts'
import { computeHours } from './openIntervals.ts'

/** Easter Sundays as the Physikalisch-Technische Bundesanstalt publishes them. */
const EASTER = [
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2029-04-01',
  '2030-04-21',
  '2031-04-13',
  '2032-03-28',
  '2033-04-17',
  '2034-04-09',
  '2035-03-25'
].map((day) => Temporal.PlainDate.from(day))

/** "Der Mittwoch vor dem 23. November": counted back from it. */
const dayOfRepentance = (year: number) => {
  let day = Temporal.PlainDate.from({ year, month: 11, day: 22 })
  while (day.dayOfWeek !== 3) day = day.subtract({ days: 1 })
  return day
}

/** SächsSFG § 1 (1). */
const holidaysOf = (easter: Temporal.PlainDate) =>
  [
    ...['01-01', '05-01', '10-03', '10-31', '12-25', '12-26'].map((day) => `${easter.year}-${day}`),
    ...[-2, 1, 39, 50].map((days) => easter.add({ days }).toString()),
    dayOfRepentance(easter.year).toString()
  ].sort()

/** The days of a year on which an office that is open every day is closed. */
const closedDaysOf = (year: number, text: string) => {
  const open = new Set<string>()
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  for (let ahead = 0; ahead < 366; ahead += 60) {
    const hours = computeHours(text, first.add({ days: ahead }))
    if (hours.kind === 'pleaseCall') throw new Error(`${text} cannot be computed in ${year}`)
    for (const { startsAt } of hours.stretches) {
      open.add(startsAt.toZonedDateTimeISO(ZONE).toPlainDate().toString())
    }
  }
  return daysOf(year).filter((day) => !open.has(day))
}

const daysOf = (year: number) => {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  return Array.from({ length: first.daysInYear }, (_, ahead) => first.add({ days: ahead }).toString())
}

describe.each(EASTER)('Saxony in the year of Easter on %s', (easter) => {
  const { year } = easter

  test.each(['Mo-Su 09:00-12:00', 'Mo-Su 09:00-12:00; PH off'])(
    'closes %s on the holidays of the law and on no other day',
    (text) => {
      expect(closedDaysOf(year, text)).toEqual(holidaysOf(easter))
    }
  )

  test('announces the same days', () => {
    const announced = daysOf(year).filter((day) => saxonHolidayOn(Temporal.PlainDate.from(day)))
    expect(announced).toEqual(holidaysOf(easter))
  })

  test.each([
    ['Epiphany of Saxony-Anhalt and Bavaria', `${year}-01-06`],
    ["Women's Day in Berlin", `${year}-03-08`],
    ['Easter Sunday of Brandenburg', easter.toString()],
    ['Whit Sunday of Brandenburg', easter.add({ days: 49 }).toString()],
    ['Corpus Christi of Bavaria and of Sorbian parishes', easter.add({ days: 60 }).toString()],
    ['Assumption in Bavaria', `${year}-08-15`],
    ["Children's Day in Thuringia", `${year}-09-20`],
    ['All Saints of Bavaria', `${year}-11-01`]
  ])('keeps no holiday of its neighbours: %s', (_name, day) => {
    expect(saxonHolidayOn(Temporal.PlainDate.from(day))).toBeUndefined()
    const hours = computeHours('Mo-Su 09:00-12:00', Temporal.PlainDate.from(day))
    const [first] = hours.kind === 'computed' ? hours.stretches : []
    expect(first?.startsAt.toZonedDateTimeISO(ZONE).toPlainDate().toString()).toBe(day)
  })
})

test('names the movable ones', () => {
  const names = ['2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25', '2026-11-18'].map((day) =>
    saxonHolidayOn(Temporal.PlainDate.from(day))
  )
  expect(names).toEqual(['goodFriday', 'easterMonday', 'ascension', 'whitMonday', 'repentance'])
})

test('a text may say that it is open on holidays', () => {
  expect(closedDaysOf(2026, 'Mo-Su,PH 09:00-12:00')).toEqual([])
})
