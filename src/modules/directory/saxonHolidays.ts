import type { SaxonHoliday } from './model.ts'

/** Days after Easter Sunday. */
const AROUND_EASTER: readonly (readonly [SaxonHoliday, number])[] = [
  ['goodFriday', -2],
  ['easterMonday', 1],
  ['ascension', 39],
  ['whitMonday', 50]
]

/** Month and day. */
const FIXED: readonly (readonly [SaxonHoliday, number, number])[] = [
  ['newYear', 1, 1],
  ['labourDay', 5, 1],
  ['germanUnity', 10, 3],
  ['reformation', 10, 31],
  ['christmasDay', 12, 25],
  ['boxingDay', 12, 26]
]

/**
 * The public holiday on that day in the whole of Saxony (SächsSFG § 1 (1)). Corpus Christi, which the law keeps in
 * a few Sorbian parishes only, is none.
 */
export const saxonHolidayOn = (day: Temporal.PlainDate): SaxonHoliday | undefined => {
  const fixed = FIXED.find(([, month, date]) => day.month === month && day.day === date)?.[0]
  if (fixed) return fixed
  if (day.month > 6) return isRepentance(day) ? 'repentance' : undefined
  const afterEaster = easterSunday(day.year).until(day, { largestUnit: 'day' }).days
  return AROUND_EASTER.find(([, days]) => days === afterEaster)?.[0]
}

/** The Wednesday before 23 November (SächsSFG § 1 (1)). */
const isRepentance = (day: Temporal.PlainDate) =>
  day.month === 11 && day.dayOfWeek === 3 && day.day >= 16 && day.day <= 22

/** Easter Sunday of the Gregorian calendar: the "anonymous" algorithm (Nature, 20 April 1876). */
const easterSunday = (year: number): Temporal.PlainDate => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const days = h + l - 7 * m + 114
  return Temporal.PlainDate.from({ year, month: Math.floor(days / 31), day: (days % 31) + 1 })
}
