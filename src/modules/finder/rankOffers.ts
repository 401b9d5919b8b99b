import type { Offer } from '#modules/directory/index.ts'
import type { AgeGroup, ReasonKey, RoutingOutcome, Situation, Topic } from './model.ts'

/** One thing to be said for an offer, or against it; the page turns it into words. */
export type OfferReason =
  | { readonly kind: 'routing'; readonly key: ReasonKey }
  | { readonly kind: 'covers' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'age' | 'situation' | 'anonymous' | 'notAge' | 'notSituation' }
  | { readonly kind: 'language' | 'interpreter'; readonly language: string }

/** A centre as one line of the result: its best offer, what speaks for it, and what else is done there. */
export interface RankedCentre {
  readonly offer: Offer
  readonly reasons: readonly OfferReason[]
  /** Other suggested offers of the same centre, best first. */
  readonly also: readonly Offer[]
}

/** What offers are measured against. */
export interface Wishes {
  readonly routing: RoutingOutcome
  readonly topic: Topic
  readonly ageGroup: AgeGroup
  readonly situation: Situation
  /** BCP 47 code. */
  readonly language?: string | undefined
  /** False where no place is known: then nothing is said about catchments. */
  readonly placeKnown: boolean
}

/** Completed years; children under 12 come with their family, so no offer is closed to them by its age. */
const YEARS: Readonly<Partial<Record<AgeGroup, readonly [number, number]>>> = {
  '12to17': [12, 17],
  '18to26': [18, 26],
  '27plus': [27, 150]
}

const admitsAge = (offer: Offer, ageGroup: AgeGroup) => {
  const years = YEARS[ageGroup]
  return !years || ((offer.minimumAge ?? 0) <= years[1] && (offer.maximumAge ?? 150) >= years[0])
}

/** True where the offer names ages, and the visitor's is among them. */
const isMeantForAge = (offer: Offer, ageGroup: AgeGroup) =>
  YEARS[ageGroup] !== undefined &&
  (offer.minimumAge ?? offer.maximumAge) !== null &&
  admitsAge(offer, ageGroup)

const admitsSituation = (offer: Offer, situation: Situation) =>
  offer.situations.length === 0 ||
  situation === 'undisclosed' ||
  situation === 'other' ||
  offer.situations.includes(situation) ||
  (situation === 'noPapers' && offer.anonymousPossible)

const helpsWith = (offer: Offer, topic: Topic) => topic !== 'unknown' && offer.topics.includes(topic)

/** 0: spoken there, or no wish; 1: with an interpreter; 2: neither. */
const languageGap = (offer: Offer, language: string | undefined) => {
  if (language === undefined || offer.languages.includes(language)) return 0
  return offer.interpreterOnRequest ? 1 : 2
}

const programmeRank = (offer: Offer, routing: RoutingOutcome) => {
  const suggestion = routing.suggestions.find(({ programme }) => programme === offer.programme)
  return suggestion?.rank ?? routing.suggestions.length + 1
}

/** 1 where nobody can be helped at the moment: closed today or without a free place. */
const isHindered = ({ opening, capacity }: Offer) => Number(opening.kind === 'closed' || capacity === 'full')

/** More than any criterion counts to: so criteria are the digits of one number. */
const DIGITS = 100

/** What decides between two offers before their distance, most important first; the smaller number is better. */
const criteriaOf = (offer: Offer, wishes: Wishes): number => {
  let criteria =
    Number(!admitsAge(offer, wishes.ageGroup)) + Number(!admitsSituation(offer, wishes.situation))
  criteria = criteria * DIGITS + Number(wishes.placeKnown && !offer.coversPlace)
  criteria = criteria * DIGITS + programmeRank(offer, wishes.routing)
  criteria = criteria * DIGITS + Number(wishes.topic !== 'unknown' && !helpsWith(offer, wishes.topic))
  criteria = criteria * DIGITS + languageGap(offer, wishes.language)
  return criteria * DIGITS + isHindered(offer)
}

interface Weighed {
  readonly offer: Offer
  readonly criteria: number
  readonly distance: number
}

const weigh = (offer: Offer, wishes: Wishes): Weighed => ({
  offer,
  criteria: criteriaOf(offer, wishes),
  distance: offer.distanceKm ?? Number.MAX_SAFE_INTEGER
})

const names = new Intl.Collator('de')

const compare = (a: Weighed, b: Weighed) =>
  a.criteria - b.criteria ||
  a.distance - b.distance ||
  names.compare(a.offer.centreName, b.offer.centreName) ||
  (a.offer.offerId < b.offer.offerId ? -1 : 1)

const reasonsFor = (offer: Offer, wishes: Wishes): OfferReason[] => {
  const { routing, topic, situation, language, placeKnown } = wishes
  const key = routing.suggestions.find(({ programme }) => programme === offer.programme)?.reasons[0]
  const gap = languageGap(offer, language)
  return [
    ...(key ? [{ kind: 'routing', key } as const] : []),
    ...(placeKnown && offer.coversPlace ? [{ kind: 'covers' } as const] : []),
    ...(helpsWith(offer, topic) ? [{ kind: 'topic', topic } as const] : []),
    ...(isMeantForAge(offer, wishes.ageGroup) ? [{ kind: 'age' } as const] : []),
    ...(routing.anonymous && offer.anonymousPossible ? [{ kind: 'anonymous' } as const] : []),
    ...(offer.situations.length > 0 && (offer.situations as readonly string[]).includes(situation)
      ? [{ kind: 'situation' } as const]
      : []),
    ...(language !== undefined && gap < 2
      ? [{ kind: gap === 0 ? 'language' : 'interpreter', language } as const]
      : []),
    ...(placeKnown && !offer.coversPlace ? [{ kind: 'elsewhere' } as const] : []),
    ...(admitsAge(offer, wishes.ageGroup) ? [] : [{ kind: 'notAge' } as const]),
    ...(admitsSituation(offer, situation) ? [] : [{ kind: 'notSituation' } as const])
  ]
}

/**
 * Puts offers in the order in which they help this visitor: whether they are for this age and situation, whether
 * they are responsible for the place, how strongly their programme is suggested, whether they know the topic, the
 * language, whether they are closed today or full, the distance in kilometres, and then the name. Each centre appears once, under its best offer. Nothing is
 * left out: the order suggests and does not gate. Same input, same output, whatever the order of the offers.
 */
export const rankOffers = (offers: readonly Offer[], wishes: Wishes): RankedCentre[] => {
  const ordered = offers.map((offer) => weigh(offer, wishes)).sort(compare)
  const centres = new Map<string, { offer: Offer; also: Offer[] }>()
  for (const { offer } of ordered) {
    const known = centres.get(offer.centreSlug)
    if (known) known.also.push(offer)
    else centres.set(offer.centreSlug, { offer, also: [] })
  }
  return [...centres.values()].map((centre) => ({
    ...centre,
    // Asked for only of the few that a page shows.
    get reasons() {
      return reasonsFor(centre.offer, wishes)
    }
  }))
}
