import { ZONE } from '#platform/clock/clock.ts'
import { isClosedOn, splitLong } from './closures.ts'
import type { Closure, HoursException, OpenInterval } from './model.ts'
import { saxonHolidayOn } from './saxonHolidays.ts'

/** How far ahead an exception is announced. */
const DAYS_ANNOUNCED = 14
/** How many days of intervals `nextException` has to be given: a weekday after each announced one. */
export const DAYS_LOOKED_AT = DAYS_ANNOUNCED + 8

/**
 * The next closure, or public holiday without hours, from tomorrow on within 14 days. A closure that is under way
 * is none: it is the state of today. A holiday counts only where the same weekday a week earlier or later has hours
 * and neither day lies in a closure. `intervals` are those of `DAYS_LOOKED_AT` days from `today` on.
 */
export const nextException = (
  today: Temporal.PlainDate,
  closures: readonly Closure[],
  intervals: readonly OpenInterval[]
): HoursException | null => {
  const open = new Set(
    intervals
      .filter(({ kind }) => kind !== 'office')
      .flatMap(splitLong)
      .map(({ startsAt }) => startsAt.toZonedDateTimeISO(ZONE).toPlainDate().toString())
  )
  const hasHours = (day: Temporal.PlainDate) => open.has(day.toString())
  for (let ahead = 1; ahead <= DAYS_ANNOUNCED; ahead++) {
    const day = today.add({ days: ahead })
    const closure = closures.find(({ startsOn }) => startsOn.equals(day))
    if (closure) return { kind: 'closure', closure }
    const holiday = saxonHolidayOn(day)
    const missing = holiday && !hasHours(day) && !closures.some((shut) => isClosedOn(shut, day))
    if (missing && (hasHours(day.subtract({ weeks: 1 })) || hasHours(day.add({ weeks: 1 })))) {
      return { kind: 'holiday', day, holiday }
    }
  }
  return null
}
