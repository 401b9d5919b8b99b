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
export const germanDay = (moment: Temporal.Instant): Temporal.PlainDate =>
  moment.toZonedDateTimeISO(ZONE).toPlainDate()

/** The instant at which a calendar day begins in Germany, and the one before it ends. */
export const midnight = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime(ZONE).toInstant()

/** The instant that a column of the database holds. */
export const instantOf = (date: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime())
