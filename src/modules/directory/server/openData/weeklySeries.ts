import { ZONE } from '#platform/clock/clock.ts'
import type { Stretch } from '../../closures.ts'

/**
 * The same clock times on the same weekdays, every week from the first to the last day. One UTC offset holds for all
 * of it: a series ends where the clocks change and another begins.
 */
export interface WeeklySeries {
  /** RFC 5545 names, Monday first. */
  readonly days: readonly Weekday[]
  readonly firstDay: string
  readonly lastDay: string
  /** `HH:MM±HH:MM`. An end that is not later than the start lies on the next day. */
  readonly opensAt: string
  readonly closesAt: string
  /** The offset from UTC at the start, in hours. */
  readonly offsetHours: number
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof WEEKDAYS)[number]

interface Opening {
  readonly day: Temporal.PlainDate
  readonly opensAt: string
  readonly closesAt: string
  readonly offsetHours: number
}

/** The weekly series that give exactly these stretches, and nothing else, when they are written out again. */
export const weeklySeries = (stretches: readonly Stretch[]): WeeklySeries[] => {
  const runs = [...Map.groupBy(stretches.flatMap(daysOf), timesOnWeekday).values()].flatMap(runsOf)
  return [...Map.groupBy(runs, weeksAndTimes).values()]
    .map((together) => joined([...together].sort((a, b) => compare(a[0]!.day, b[0]!.day))))
    .sort((a, b) => (a.firstDay + a.opensAt < b.firstDay + b.opensAt ? -1 : 1))
}

/** No piece lasts longer than a day: what does is cut at midnight. */
const daysOf = ({ startsAt, endsAt }: Stretch): Opening[] => {
  const [from, to] = [startsAt.toZonedDateTimeISO(ZONE), endsAt.toZonedDateTimeISO(ZONE)]
  const nextMidnight = from.startOfDay().add({ days: 1 }).startOfDay()
  const fits =
    Temporal.PlainDateTime.compare(to.toPlainDateTime(), from.toPlainDateTime().add({ days: 1 })) <= 0
  if (fits) return [opening(from, to)]
  return [opening(from, nextMidnight), ...daysOf({ startsAt: nextMidnight.toInstant(), endsAt })]
}

const opening = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): Opening => ({
  day: from.toPlainDate(),
  opensAt: clockTime(from),
  closesAt: clockTime(to),
  offsetHours: from.offsetNanoseconds / 3_600e9
})

const clockTime = (moment: Temporal.ZonedDateTime) =>
  moment.toPlainTime().toString({ smallestUnit: 'minute' }) + moment.offset

const timesOnWeekday = ({ day, opensAt, closesAt }: Opening) => `${day.dayOfWeek} ${opensAt} ${closesAt}`

/** Cuts openings of one weekday, in order, where a week is left out. */
const runsOf = (openings: readonly Opening[]): Opening[][] => {
  const runs: Opening[][] = []
  for (const next of openings) {
    const run = runs.at(-1)
    if (run && run.at(-1)!.day.add({ days: 7 }).equals(next.day)) run.push(next)
    else runs.push([next])
  }
  return runs
}

const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 }).toString()

const weeksAndTimes = (run: readonly Opening[]) => {
  const [first, last] = [run[0]!, run.at(-1)!]
  return [mondayOf(first.day), mondayOf(last.day), first.opensAt, first.closesAt].join(' ')
}

/** Runs of the same weeks and times, in the order of their weekdays. */
const joined = (runs: readonly Opening[][]): WeeklySeries => {
  const { opensAt, closesAt, offsetHours, day } = runs[0]![0]!
  return {
    days: runs.map((run) => WEEKDAYS[run[0]!.day.dayOfWeek - 1]!),
    firstDay: day.toString(),
    lastDay: runs.at(-1)!.at(-1)!.day.toString(),
    opensAt,
    closesAt,
    offsetHours
  }
}

const compare = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b)
