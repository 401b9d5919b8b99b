import { contactChannels } from '../contactChannels.ts'
import type { Closure, Offer, OpeningState, PublicPlace } from '../model.ts'
import { openingStateAt, type WalkIn } from '../openingState.ts'
import type { OfferRow } from './directoryQueries.ts'

type Shared = 'serviceName' | 'programme' | 'topics' | 'situations' | 'minimumAge' | 'maximumAge'
type OfferFacts = Pick<
  Offer,
  | Shared
  | 'offerId'
  | 'anonymousPossible'
  | 'interpreterOnRequest'
  | 'languages'
  | 'languageDays'
  | 'papersNeeded'
  | 'capacity'
  | 'capacityOn'
  | 'byAppointmentOnly'
  | 'phones'
  | 'email'
  | 'channels'
  | 'opening'
>

/** What is known of an offer's hours besides its row. */
export interface OfferTimes {
  /** The walk-in stretch that ends next. */
  readonly nextWalkIn: WalkIn | undefined
  readonly closures: readonly Closure[]
}

/** The instant a `timestamptz` column holds. */
export const instantOf = (date: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime())

/** The day that ISO text of a view names. */
export const dayOf = (text: string | null): Temporal.PlainDate | null =>
  text === null ? null : Temporal.PlainDate.from(text)

type HoursRow = Pick<OfferRow, 'by_appointment_only' | 'hours_walk_in' | 'hours_appointment'>
type FactsRow = HoursRow &
  Pick<
    OfferRow,
    | 'offer_id'
    | 'service_name'
    | 'programme'
    | 'topics'
    | 'situations'
    | 'minimum_age'
    | 'maximum_age'
    | 'anonymous_possible'
    | 'interpreter_on_request'
    | 'languages'
    | 'language_days'
    | 'papers_needed'
    | 'capacity'
    | 'capacity_on'
    | 'phones'
    | 'email'
    | 'channels'
  >

/** What may be said about an offer's hours at `now`. */
export const openingOf = (
  row: HoursRow,
  { nextWalkIn, closures }: OfferTimes,
  now: Temporal.Instant
): OpeningState =>
  openingStateAt(now, {
    closures,
    nextWalkIn,
    byAppointmentOnly: row.by_appointment_only,
    hasWalkInHours: row.hours_walk_in !== null,
    hasAppointmentHours: row.hours_appointment !== null
  })

/** What decides nothing about an offer's place in a list, and is said of those that are shown. */
export const shownFacts = (
  row: Pick<
    FactsRow,
    'service_name' | 'languages' | 'language_days' | 'capacity_on' | 'phones' | 'email' | 'channels'
  >
) => ({
  serviceName: row.service_name,
  languageDays: row.languages.map((language) => ({ language, weekdays: row.language_days[language] ?? [] })),
  capacityOn: dayOf(row.capacity_on),
  phones: row.phones,
  email: row.email,
  channels: contactChannels(row.email, row.channels, null)
})

/** What lists and pages say about an offer, as of `now`. */
export const offerFacts = (row: FactsRow, times: OfferTimes, now: Temporal.Instant): OfferFacts => ({
  ...shownFacts(row),
  offerId: row.offer_id,
  programme: row.programme,
  topics: row.topics,
  situations: row.situations,
  minimumAge: row.minimum_age,
  maximumAge: row.maximum_age,
  anonymousPossible: row.anonymous_possible,
  interpreterOnRequest: row.interpreter_on_request,
  languages: row.languages,
  papersNeeded: row.papers_needed,
  capacity: row.capacity,
  byAppointmentOnly: row.by_appointment_only,
  opening: openingOf(row, times, now)
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
