import { germanDay, midnight, ZONE } from '#platform/clock/clock.ts'
import { closureOn, splitLong } from './closures.ts'
import type { Closure, DayException, IntervalKind, OfferDay, OpenInterval } from './model.ts'
import { saxonHolidayOn } from './saxonHolidays.ts'

const DAYS_SHOWN = 14
/** Of how many days, from today on, `offerDays` has to be given the intervals: seven of each weekday. */
export const DAYS_COMPARED = 49
/** Fewer ordinary days of a weekday tell nothing about what is usual. */
const FEWEST = 4

interface Day {
  readonly day: Temporal.PlainDate
  readonly intervals: readonly OpenInterval[]
  readonly closure: Closure | undefined
  /** The German clock times at which visitors are received; '' on a day without any. */
  readonly pattern: string
}

/** What is usual on a weekday (1 is Monday); absent where more than every third one differs. */
type Usual = ReadonlyMap<number, string>

/**
 * The next 14 days with what begins on each of them in Germany, and how a day differs from the same weekday of the
 * days compared. A stretch of more than a day is shown day by day, one under way since yesterday from midnight on.
 */
export const offerDays = (
  today: Temporal.PlainDate,
  closures: readonly Closure[],
  intervals: readonly OpenInterval[]
): OfferDay[] => {
  const days = daysFrom(today, closures, intervals)
  const usual = usualPatterns(days)
  return days.slice(0, DAYS_SHOWN).map((day, index) => {
    const of = (kind: IntervalKind) => day.intervals.filter((interval) => interval.kind === kind)
    return {
      day: day.day,
      walkIn: of('walk_in'),
      appointment: of('appointment'),
      office: of('office'),
      exception: exceptionOn(index, days, usual)
    }
  })
}

const daysFrom = (
  today: Temporal.PlainDate,
  closures: readonly Closure[],
  intervals: readonly OpenInterval[]
): Day[] => {
  const byDay = Map.groupBy(fromToday(today, intervals), ({ startsAt }) => germanDay(startsAt).toString())
  return Array.from({ length: DAYS_COMPARED }, (_, ahead) => {
    const day = today.add({ days: ahead })
    const own = byDay.get(day.toString()) ?? []
    return { day, intervals: own, closure: closureOn(closures, day), pattern: patternOf(own) }
  })
}

const fromToday = (today: Temporal.PlainDate, intervals: readonly OpenInterval[]): OpenInterval[] => {
  const start = midnight(today)
  const isBefore = (moment: Temporal.Instant) => Temporal.Instant.compare(moment, start) < 0
  return intervals
    .flatMap(splitLong)
    .filter(({ endsAt }) => !isBefore(endsAt) && !endsAt.equals(start))
    .map((interval) => (isBefore(interval.startsAt) ? { ...interval, startsAt: start } : interval))
}

const patternOf = (intervals: readonly OpenInterval[]) => {
  const time = (moment: Temporal.Instant) => moment.toZonedDateTimeISO(ZONE).toPlainTime().toString()
  return intervals
    .filter(({ kind }) => kind !== 'office')
    .map(({ kind, startsAt, endsAt }) => `${kind} ${time(startsAt)} ${time(endsAt)}`)
    .sort()
    .join()
}

const isOrdinary = ({ day, closure }: Day) => !closure && !saxonHolidayOn(day)
const ordinaryOn = (weekday: number, days: readonly Day[]) =>
  days.filter((day) => day.day.dayOfWeek === weekday && isOrdinary(day))

const usualPatterns = (days: readonly Day[]): Usual => {
  const usual = new Map<number, string>()
  for (let weekday = 1; weekday <= 7; weekday++) {
    const ordinary = ordinaryOn(weekday, days)
    const groups = [...Map.groupBy(ordinary, ({ pattern }) => pattern)]
    const most = groups.find(([, alike]) => alike.length * 3 > ordinary.length * 2)
    if (most && ordinary.length >= FEWEST) usual.set(weekday, most[0])
  }
  return usual
}

const exceptionOn = (index: number, days: readonly Day[], usual: Usual): DayException | null => {
  const { day, closure, pattern } = days[index]!
  if (closure) return { kind: 'closure', closure }
  const holiday = saxonHolidayOn(day)
  if (holiday && pattern === '') {
    return ordinaryOn(day.dayOfWeek, days).some((other) => other.pattern !== '')
      ? { kind: 'holiday', holiday }
      : null
  }
  const expected = usual.get(day.dayOfWeek)
  if (!expected || pattern === expected) return null
  if (pattern === '') return { kind: 'closed' }
  return isSingular(index, days, usual) ? { kind: 'changed' } : null
}

/**
 * Only this one of its weekday has such hours, and an earlier day or one of the same week is as usual: so it is an
 * exception and not the end of a season.
 */
const isSingular = (index: number, days: readonly Day[], usual: Usual) => {
  const { day, pattern } = days[index]!
  if (ordinaryOn(day.dayOfWeek, days).some((other) => other.pattern === pattern && !other.day.equals(day)))
    return false
  return days.some(
    (other, place) =>
      other.pattern !== '' &&
      other.pattern === usual.get(other.day.dayOfWeek) &&
      (place < index || mondayOf(other.day).equals(mondayOf(day)))
  )
}

const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 })
