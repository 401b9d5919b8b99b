import { ZONE } from '#platform/clock/clock.ts'
import { splitLong } from '../closures.ts'
import type { IntervalKind, OpenInterval } from '../model.ts'

/** One day of a timetable; the stretches of each kind in order, as moments. */
export interface OpenDay {
  readonly day: Temporal.PlainDate
  readonly walkIn: readonly OpenInterval[]
  readonly appointment: readonly OpenInterval[]
  /** When the phone is answered. */
  readonly office: readonly OpenInterval[]
}

const dayOf = (moment: Temporal.Instant) => moment.toZonedDateTimeISO(ZONE).toPlainDate()

/** The next seven days, today included, with the intervals that begin on each of them in Germany; long ones day by day. */
export const openDays = (intervals: readonly OpenInterval[], now: Temporal.Instant): OpenDay[] => {
  const parts = intervals.flatMap(splitLong)
  return Array.from({ length: 7 }, (_, ahead) => {
    const day = dayOf(now).add({ days: ahead })
    const of = (kind: IntervalKind) =>
      parts.filter((interval) => interval.kind === kind && dayOf(interval.startsAt).equals(day))
    return { day, walkIn: of('walk_in'), appointment: of('appointment'), office: of('office') }
  })
}
