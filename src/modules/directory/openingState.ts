import type { OpeningState } from './model.ts'

interface Stretch {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

/** What is known of an offer's hours at the moment asked about. */
export interface HoursKnowledge {
  /** The walk-in stretch that ends next. */
  readonly nextWalkIn: Stretch | undefined
  readonly byAppointmentOnly: boolean
  readonly hasWalkInHours: boolean
  readonly hasAppointmentHours: boolean
}

/**
 * What may be said about an offer at `now`. "By appointment" is a state of its own, never "closed";
 * walk-in hours without any known stretch (closed for long, or not computable) are unknown.
 */
export const openingStateAt = (now: Temporal.Instant, hours: HoursKnowledge): OpeningState => {
  if (hours.byAppointmentOnly) return { kind: 'byAppointment' }
  const next = hours.nextWalkIn
  if (next && Temporal.Instant.compare(next.endsAt, now) > 0) {
    return Temporal.Instant.compare(next.startsAt, now) <= 0
      ? { kind: 'open', until: next.endsAt }
      : { kind: 'opens', at: next.startsAt }
  }
  const appointmentsOnly = hours.hasAppointmentHours && !hours.hasWalkInHours
  return appointmentsOnly ? { kind: 'byAppointment' } : { kind: 'unknown' }
}
