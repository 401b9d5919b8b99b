import type { Offer } from '#modules/directory/index.ts'
import { germanDay, midnight } from '#platform/clock/clock.ts'

/** Wishes that say nothing about the visitor's situation and may stand in an address. */
export const SHARED_FILTERS = ['today', 'walkIn', 'stepFree', 'children'] as const
/** Wishes that betray a situation: posted like the answers, never in an address. */
export const PRIVATE_FILTERS = ['papers', 'anonymous'] as const
export type SharedFilter = (typeof SHARED_FILTERS)[number]
export type PrivateFilter = (typeof PRIVATE_FILTERS)[number]
export type Filter = SharedFilter | PrivateFilter
/** In the order in which the form shows them. */
export const FILTERS = [...SHARED_FILTERS, ...PRIVATE_FILTERS] as const

/** What a list of offers is narrowed to. */
export interface Narrowing {
  /** BCP 47 code: spoken there, or with an interpreter. */
  readonly language?: string | undefined
  readonly filters: readonly Filter[]
}

/** How many centres remain, and how many would. */
export interface FilterCounts {
  /** Without any wish. */
  readonly all: number
  /** With the wishes that are set. */
  readonly left: number
  /** With each wish besides those that are set. */
  readonly with: Readonly<Record<Filter, number>>
  /** With each language instead of the one that is set; the languages spoken in these centres, and the wished one. */
  readonly languages: readonly { readonly code: string; readonly count: number }[]
  /** With all wishes but this one, for those that are set. */
  readonly without: readonly { readonly wish: Filter | 'language'; readonly count: number }[]
}

const CHECKS: Readonly<Record<Filter, (offer: Offer, tonight: number) => boolean>> = {
  today: ({ opening }, tonight) =>
    opening.kind === 'open' || (opening.kind === 'opens' && opening.at.epochMilliseconds < tonight),
  walkIn: ({ opening }) => opening.kind === 'open' || opening.kind === 'opens',
  stepFree: ({ accessibility }) => accessibility.includes('step-free'),
  children: ({ accessibility }) => accessibility.includes('child-friendly'),
  papers: ({ papersNeeded }) => papersNeeded.includes('none'),
  anonymous: ({ anonymousPossible }) => anonymousPossible
}

const speaks = (offer: Offer, language: string | undefined) =>
  language === undefined || offer.interpreterOnRequest || offer.languages.includes(language)

/** An offer with what it fulfils: a bit for each filter, in the order of {@link FILTERS}. */
interface Checked {
  readonly offer: Offer
  readonly fulfils: number
}

const bitsOf = (isSet: (filter: Filter) => boolean) =>
  FILTERS.reduce((bits, filter, place) => (isSet(filter) ? bits | (1 << place) : bits), 0)

const check = (offers: readonly Offer[], now: Temporal.Instant): Checked[] => {
  const tonight = midnight(germanDay(now).add({ days: 1 })).epochMilliseconds
  return offers.map((offer) => ({ offer, fulfils: bitsOf((filter) => CHECKS[filter](offer, tonight)) }))
}

const admits = (wished: number, language: string | undefined) => {
  return ({ offer, fulfils }: Checked) => (fulfils & wished) === wished && speaks(offer, language)
}

const wishedBits = (filters: readonly Filter[]) => bitsOf((filter) => filters.includes(filter))

/**
 * The offers that fulfil every wish by themselves: two offers of a house do not add up. What the directory does not
 * know counts as not fulfilled; an offer that is closed at the moment counts as neither open nor without appointment.
 */
export const narrowOffers = (
  offers: readonly Offer[],
  { language, filters }: Narrowing,
  now: Temporal.Instant
): Offer[] =>
  check(offers, now)
    .filter(admits(wishedBits(filters), language))
    .map(({ offer }) => offer)

/** Counts centres, not offers, for each wish. Adding a wish never makes a count larger. */
export const countFilters = (
  offers: readonly Offer[],
  { language, filters }: Narrowing,
  now: Temporal.Instant
): FilterCounts => {
  const centres = [...Map.groupBy(check(offers, now), ({ offer }) => offer.centreSlug).values()]
  const count = (wishes: readonly Filter[], spoken: string | undefined) => {
    const isWished = admits(wishedBits(wishes), spoken)
    return centres.reduce((sum, ofCentre) => (ofCentre.some(isWished) ? sum + 1 : sum), 0)
  }
  const spoken = new Set<string>()
  for (const offer of offers) for (const code of offer.languages) spoken.add(code)
  if (language !== undefined) spoken.add(language)
  return {
    all: centres.length,
    left: count(filters, language),
    with: Object.fromEntries(
      FILTERS.map((filter) => [filter, count([...filters, filter], language)])
    ) as Record<Filter, number>,
    languages: [...spoken].map((code) => ({ code, count: count(filters, code) })),
    without: [
      ...(language === undefined ? [] : [{ wish: 'language' as const, count: count(filters, undefined) }]),
      ...filters.map((wish) => ({
        wish,
        count: count(
          filters.filter((other) => other !== wish),
          language
        )
      }))
    ]
  }
}
