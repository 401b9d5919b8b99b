import type { Offer, OfferQuestion } from '#modules/directory/index.ts'
import { listOffersFor } from '#modules/directory/server/public.ts'
import { SAXONY } from '#modules/places/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { countFilters, narrowOffers, PRIVATE_FILTERS, type Narrowing } from '../filters.ts'
import type { HelpFound, PlaceFound } from '../found.ts'
import type { RoutingOutcome } from '../model.ts'
import { publishedRuleSets } from '../publishedRuleSets.ts'
import { rankOffers } from '../rankOffers.ts'
import { routeAnswers, ruleSetFor } from '../routing.ts'
import type { Answers, Search } from '../search.ts'
import { findPlace } from './findPlace.ts'

/** How many centres besides the responsible ones are looked at. */
const NEAREST = 40
/** As far as someone can be expected to travel for advice, as the crow flies. */
const REACH_KM = 60

/**
 * Finds who can help: the programmes the rules of today suggest, and the centres for the place, ranked with reasons.
 * Any answer may be missing. Writes nothing, and what the visitor said is in no log.
 */
export const findHelp = async (ctx: Ctx, asked: Search & Answers): Promise<HelpFound> => {
  const at = ctx.clock.now()
  const topic = asked.topic ?? 'unknown'
  const ageGroup = asked.age ?? 'undisclosed'
  const situation = asked.situation ?? 'undisclosed'
  const routing = routeAnswers(ruleSetFor(publishedRuleSets, todayIn(ctx.clock)), {
    topic,
    ageGroup,
    situation
  })
  const place = await findPlace(ctx, asked)
  const question = questionFor(place, routing)
  const offers = question ? await listOffersFor(ctx, question) : []
  const wishes = { routing, topic, ageGroup, situation, language: asked.language, placeKnown: true }
  const narrowing = narrowingOf(asked)
  const ranked = rankOffers(offers, wishes)
  return {
    routing,
    place,
    centres: isOpen(narrowing) ? ranked : rankOffers(narrowOffers(offers, narrowing, at), wishes),
    counts: countFilters(offers, narrowing, at),
    covered: offers.some((offer) => offer.coversPlace && (offer.distanceKm ?? 0) <= REACH_KM),
    outside: isOutside(place, offers),
    human: ranked.find(({ offer }) => offer.phones.some(({ kind }) => kind !== 'fax'))?.offer,
    at
  }
}

const isOutside = (place: PlaceFound, offers: readonly Offer[]) => {
  const state = stateOfPlace(place)
  return (
    state !== undefined &&
    state !== SAXONY &&
    offers.every(({ coversPlace, countyKey }) => !coversPlace && (countyKey?.startsWith(SAXONY) ?? true))
  )
}

const stateOfPlace = (place: PlaceFound) => {
  if (place.kind === 'county') return place.county.state
  return place.kind === 'place' ? place.hit.state : undefined
}

const narrowingOf = ({ language, filters = [], ...answers }: Search & Answers): Narrowing => ({
  language,
  filters: [...filters, ...PRIVATE_FILTERS.filter((name) => answers[name] !== undefined)]
})

const isOpen = ({ language, filters }: Narrowing) => language === undefined && filters.length === 0

/** Without a suggestion every programme is looked at, so that there is a human to call. */
const questionFor = (place: PlaceFound, { suggestions }: RoutingOutcome): OfferQuestion | undefined => {
  const programmes = suggestions.map(({ programme }) => programme)
  const wanted = { limit: NEAREST, ...(programmes.length > 0 && { programmes }) }
  if (place.kind === 'county') return { ...wanted, countyKey: place.county.key }
  if (place.kind !== 'place') return undefined
  const { municipality, latitude, longitude } = place.hit
  return { ...wanted, municipalityKey: municipality, latitude, longitude }
}
