import { germanDay } from '#platform/clock/clock.ts'
import { closureOn, type Stretch } from './closures.ts'
import type { Closure, OpeningState } from './model.ts'

/** What is known of an offer's hours at the moment asked about. */
export interface HoursKnowledge {
  /** The offer's own and its centre's. */
  readonly closures: readonly Closure[]
  /** The walk-in stretch that ends next. */
  readonly nextWalkIn: Stretch | undefined
  readonly byAppointmentOnly: boolean
  readonly hasWalkInHours: boolean
  readonly hasAppointmentHours: boolean
}

/**
 * What may be said about an offer at `now`. A closure that holds today goes before everything. "By appointment" is a
 * state of its own, never "closed"; walk-in hours without any known stretch (closed for long, or not computable)
 * are unknown.
 */
export const openingStateAt = (now: Temporal.Instant, hours: HoursKnowledge): OpeningState => {
  const closure = hours.closures.length > 0 ? closureOn(hours.closures, germanDay(now)) : undefined
  if (closure)
    return { kind: 'closed', reason: closure.reason, ...(closure.endsOn && { until: closure.endsOn }) }
  if (hours.byAppointmentOnly) return { kind: 'byAppointment' }
  const next = hours.nextWalkIn
  if (next && next.endsAt.epochMilliseconds > now.epochMilliseconds) {
    return next.startsAt.epochMilliseconds <= now.epochMilliseconds
      ? { kind: 'open', until: next.endsAt }
      : { kind: 'opens', at: next.startsAt }
  }
  const appointmentsOnly = hours.hasAppointmentHours && !hours.hasWalkInHours
  return appointmentsOnly ? { kind: 'byAppointment' } : { kind: 'unknown' }
}
