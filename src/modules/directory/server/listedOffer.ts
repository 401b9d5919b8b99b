import type { Offer } from '../model.ts'
import type { OfferIndex } from './offerIndex.ts'
import { dayOf, openingOf, publicPlace, shownFacts } from './offerScreen.ts'

/** How an offer is looked at. */
interface View {
  /** Kilometres from where the visitor is, if both places are known. */
  readonly km: number | undefined
  /** True where the offer is responsible for that place. */
  readonly coversPlace: boolean
  readonly now: Temporal.Instant
}

/**
 * An offer of the index as a line of a list. What only a line that is shown says is read when it is asked for: of most
 * offers nothing is asked but what decides about their place.
 */
export class ListedOffer implements Offer {
  readonly #index: OfferIndex
  readonly #offer: number
  #rest: ReturnType<typeof restOf> | undefined
  readonly offerId: Offer['offerId']
  readonly centreSlug: Offer['centreSlug']
  readonly centreName: Offer['centreName']
  readonly programme: Offer['programme']
  readonly topics: Offer['topics']
  readonly situations: Offer['situations']
  readonly minimumAge: Offer['minimumAge']
  readonly maximumAge: Offer['maximumAge']
  readonly anonymousPossible: Offer['anonymousPossible']
  readonly interpreterOnRequest: Offer['interpreterOnRequest']
  readonly languages: Offer['languages']
  readonly papersNeeded: Offer['papersNeeded']
  readonly capacity: Offer['capacity']
  readonly byAppointmentOnly: Offer['byAppointmentOnly']
  readonly countyKey: Offer['countyKey']
  readonly accessibility: Offer['accessibility']
  readonly opening: Offer['opening']
  readonly coversPlace: boolean
  declare readonly distanceKm?: number

  constructor(index: OfferIndex, offer: number, { km, coversPlace, now }: View) {
    const row = index.row(offer)
    this.#index = index
    this.#offer = offer
    this.offerId = row.offer_id
    this.centreSlug = row.centre_slug
    this.centreName = row.centre_name
    this.programme = row.programme
    this.topics = row.topics
    this.situations = row.situations
    this.minimumAge = row.minimum_age
    this.maximumAge = row.maximum_age
    this.anonymousPossible = row.anonymous_possible
    this.interpreterOnRequest = row.interpreter_on_request
    this.languages = row.languages
    this.papersNeeded = row.papers_needed
    this.capacity = row.capacity
    this.byAppointmentOnly = row.by_appointment_only
    this.countyKey = row.county_key
    this.accessibility = row.accessibility
    this.opening = openingOf(row, index.times(offer, now.epochMilliseconds), now)
    this.coversPlace = coversPlace
    if (km !== undefined) this.distanceKm = km
  }

  get #shown() {
    return (this.#rest ??= restOf(this.#index, this.#offer))
  }
  get serviceName() {
    return this.#shown.serviceName
  }
  get providerName() {
    return this.#shown.providerName
  }
  get languageDays() {
    return this.#shown.languageDays
  }
  get capacityOn() {
    return this.#shown.capacityOn
  }
  get phones() {
    return this.#shown.phones
  }
  get email() {
    return this.#shown.email
  }
  get channels() {
    return this.#shown.channels
  }
  get street() {
    return this.#shown.street
  }
  get postcode() {
    return this.#shown.postcode
  }
  get town() {
    return this.#shown.town
  }
  get municipalityKey() {
    return this.#shown.municipalityKey
  }
  get latitude() {
    return this.#shown.latitude
  }
  get longitude() {
    return this.#shown.longitude
  }
  get positionApproximate() {
    return this.#shown.positionApproximate
  }
  get checkedOn() {
    return this.#shown.checkedOn
  }
}

const restOf = (index: OfferIndex, offer: number) => {
  const row = { ...index.row(offer), ...index.rest(offer) }
  return {
    ...shownFacts(row),
    ...publicPlace(row),
    providerName: row.provider_name,
    checkedOn: dayOf(row.centre_checked_on ?? row.checked_on)
  }
}
