/** Where the program learns what time it is. Use cases ask this and never the machine itself. */
export interface Clock {
  now(): Temporal.Instant
}

/** The zone in which a day begins and centres open: German law and office hours know no other. */
export const ZONE = 'Europe/Berlin'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands still at `iso`, for tests. */
export const fixedClock = (iso: string): Clock => {
  const instant = Temporal.Instant.from(iso)
  return { now: () => instant }
}

/** The calendar day in Germany at the clock's time. */
export const todayIn = (clock: Clock): Temporal.PlainDate => germanDay(clock.now())

/** The calendar day in Germany at an instant. */
export const germanDay = (moment: Temporal.Instant): Temporal.PlainDate => {
  const hour = Math.floor(moment.epochMilliseconds / HOUR)
  const known = days.get(hour)
  if (known) return known
  const day = moment.toZonedDateTimeISO(ZONE).toPlainDate()
  if (days.size >= MOST_DAYS) days.clear()
  if (hour >= 0) days.set(hour, day)
  return day
}

/** Since 1893 days begin in Germany at a full hour of UTC, so the moments of one hour share their day. */
const HOUR = 3_600_000
const days = new Map<number, Temporal.PlainDate>()
const MOST_DAYS = 2_000

/** The instant at which a calendar day begins in Germany, and the one before it ends. */
export const midnight = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime(ZONE).toInstant()

/** The instant that a column of the database holds. */
export const instantOf = (date: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime())
