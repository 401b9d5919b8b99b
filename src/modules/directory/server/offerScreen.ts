import type { Offer, PublicPlace } from '../model.ts'
import { openingStateAt } from '../openingState.ts'
import type { IntervalViewRow, OfferRow } from './directoryQueries.ts'

type Shared = 'serviceName' | 'programme' | 'topics' | 'situations' | 'minimumAge' | 'maximumAge'
type OfferFacts = Pick<
  Offer,
  | Shared
  | 'offerId'
  | 'anonymousPossible'
  | 'interpreterOnRequest'
  | 'languages'
  | 'byAppointmentOnly'
  | 'phones'
  | 'email'
  | 'opening'
>

/** The instant a `timestamptz` column holds. */
export const instantOf = (date: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime())

/** What lists and pages say about an offer, as of `now`. */
export const offerFacts = (
  row: OfferRow,
  nextWalkIn: IntervalViewRow | undefined,
  now: Temporal.Instant
): OfferFacts => ({
  offerId: row.offer_id,
  serviceName: row.service_name,
  programme: row.programme,
  topics: row.topics,
  situations: row.situations,
  minimumAge: row.minimum_age,
  maximumAge: row.maximum_age,
  anonymousPossible: row.anonymous_possible,
  interpreterOnRequest: row.interpreter_on_request,
  languages: row.languages,
  byAppointmentOnly: row.by_appointment_only,
  phones: row.phones,
  email: row.email,
  opening: openingStateAt(now, {
    nextWalkIn: nextWalkIn && {
      startsAt: instantOf(nextWalkIn.starts_at),
      endsAt: instantOf(nextWalkIn.ends_at)
    },
    byAppointmentOnly: row.by_appointment_only,
    hasWalkInHours: row.has_walk_in_hours,
    hasAppointmentHours: row.has_appointment_hours
  })
})

/** The place of an offer or a centre. */
export const publicPlace = (
  row: Pick<
    OfferRow,
    | 'street'
    | 'postcode'
    | 'town'
    | 'municipality_key'
    | 'county_key'
    | 'latitude'
    | 'longitude'
    | 'position_approximate'
  >
): PublicPlace => ({
  street: row.street,
  postcode: row.postcode,
  town: row.town,
  municipalityKey: row.municipality_key,
  countyKey: row.county_key,
  latitude: row.latitude,
  longitude: row.longitude,
  positionApproximate: row.position_approximate
})
