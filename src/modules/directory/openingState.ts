import { germanDay } from '#platform/clock/clock.ts'
import { closureOn } from './closures.ts'
import type { Closure, OpeningState } from './model.ts'

/** A stretch of walk-in hours in milliseconds since 1970; `ends` is not in it. */
export interface WalkIn {
  readonly starts: number
  readonly ends: number
}

/** What is known of an offer's hours at the moment asked about. */
export interface HoursKnowledge {
  /** The offer's own and its centre's. */
  readonly closures: readonly Closure[]
  /** The walk-in stretch that ends next. */
  readonly nextWalkIn: WalkIn | undefined
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
  if (next && next.ends > now.epochMilliseconds) {
    return next.starts <= now.epochMilliseconds
      ? { kind: 'open', until: instantAt(next.ends) }
      : { kind: 'opens', at: instantAt(next.starts) }
  }
  const appointmentsOnly = hours.hasAppointmentHours && !hours.hasWalkInHours
  return appointmentsOnly ? { kind: 'byAppointment' } : { kind: 'unknown' }
}

/** Many offices open at the same hour, and making an instant takes longer than all else that is said here. */
const instantAt = (milliseconds: number): Temporal.Instant => {
  const known = instants.get(milliseconds)
  if (known) return known
  if (instants.size >= MOST_INSTANTS) instants.clear()
  const instant = Temporal.Instant.fromEpochMilliseconds(milliseconds)
  instants.set(milliseconds, instant)
  return instant
}

const instants = new Map<number, Temporal.Instant>()
const MOST_INSTANTS = 2_000
