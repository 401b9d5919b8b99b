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

interface Checked {
  readonly offer: Offer
  readonly passed: ReadonlySet<Filter>
}

const check = (offers: readonly Offer[], now: Temporal.Instant): Checked[] => {
  const tonight = midnight(germanDay(now).add({ days: 1 })).epochMilliseconds
  return offers.map((offer) => ({
    offer,
    passed: new Set(FILTERS.filter((filter) => CHECKS[filter](offer, tonight)))
  }))
}

const admits = ({ offer, passed }: Checked, { language, filters }: Narrowing) =>
  speaks(offer, language) && filters.every((filter) => passed.has(filter))

/**
 * The offers that fulfil every wish by themselves: two offers of a house do not add up. What the directory does not
 * know counts as not fulfilled; an offer that is closed at the moment counts as neither open nor without appointment.
 */
export const narrowOffers = (
  offers: readonly Offer[],
  narrowing: Narrowing,
  now: Temporal.Instant
): Offer[] =>
  check(offers, now)
    .filter((checked) => admits(checked, narrowing))
    .map(({ offer }) => offer)

/** Counts centres, not offers, for each wish. Adding a wish never makes a count larger. */
export const countFilters = (
  offers: readonly Offer[],
  narrowing: Narrowing,
  now: Temporal.Instant
): FilterCounts => {
  const { language, filters } = narrowing
  const checked = check(offers, now)
  const count = (wishes: Narrowing) =>
    new Set(checked.filter((each) => admits(each, wishes)).map(({ offer }) => offer.centreSlug)).size
  const withAlso = (filter: Filter) =>
    filters.includes(filter) ? narrowing : { language, filters: [...filters, filter] }
  const spoken = new Set([...offers.flatMap((offer) => offer.languages), ...(language ? [language] : [])])
  return {
    all: count({ filters: [] }),
    left: count(narrowing),
    with: Object.fromEntries(FILTERS.map((filter) => [filter, count(withAlso(filter))])) as Record<
      Filter,
      number
    >,
    languages: [...spoken].map((code) => ({ code, count: count({ language: code, filters }) })),
    without: [
      ...(language ? [{ wish: 'language' as const, count: count({ filters }) }] : []),
      ...filters.map((wish) => ({
        wish,
        count: count({ language, filters: filters.filter((other) => other !== wish) })
      }))
    ]
  }
}
