import { findCountyKey, type CountyKey } from '#modules/places/index.ts'
import { SHARED_FILTERS, type SharedFilter } from './filters.ts'
import { topicCodes, type AgeGroup, type Situation, type Topic } from './model.ts'

/** The part of a search that may stand in an address. */
export interface Search {
  readonly topic?: Topic
  /** What was typed as a place: a postcode, a name, or a municipality key of 8 digits. */
  readonly place?: string
  /** Chosen instead of a place. */
  readonly county?: CountyKey
  /** BCP 47 code of the language the visitor wants to speak. */
  readonly language?: string
  /** Wishes that narrow the results, in the order of `SHARED_FILTERS`; absent without any. */
  readonly filters?: readonly SharedFilter[]
}

/** The part of a search that is posted from page to page, and is neither stored nor logged nor put into an address. */
export interface Answers {
  readonly age?: AgeGroup
  readonly situation?: Situation
  /** Wishes for advice without papers, and without giving a name. */
  readonly papers?: '1'
  readonly anonymous?: '1'
}

const LONGEST_PLACE = 100

const isTopic = (text: string): text is Topic => (topicCodes as readonly string[]).includes(text)

/** Reads a search out of an address. Never refuses: what makes no sense counts as not asked. */
export const readSearch = (parameters: URLSearchParams): Search => {
  const topic = parameters.get('topic') ?? ''
  const place = (parameters.get('place') ?? '').trim().slice(0, LONGEST_PLACE)
  const county = findCountyKey(parameters.get('county') ?? '')
  const language = parameters.get('language') ?? ''
  const filters = SHARED_FILTERS.filter((name) => parameters.get(name) === '1')
  return {
    ...(isTopic(topic) && { topic }),
    ...(place !== '' && { place }),
    ...(county !== undefined && { county }),
    ...(/^[a-z]{2,3}$/.test(language) && { language }),
    ...(filters.length > 0 && { filters })
  }
}

/** The search as the end of an address: '' or '?topic=…'. A place and a county exclude each other; the place wins. */
export const writeSearch = ({ topic, place, county, language, filters = [] }: Search): string => {
  const parameters = new URLSearchParams()
  if (topic !== undefined) parameters.set('topic', topic)
  if (place !== undefined) parameters.set('place', place)
  else if (county !== undefined) parameters.set('county', county)
  if (language !== undefined) parameters.set('language', language)
  for (const filter of filters) parameters.set(filter, '1')
  return parameters.size === 0 ? '' : `?${parameters}`
}

/** The search without what only narrows its results. */
export const withoutFilters = ({ language: _, filters: __, ...search }: Search): Search => search

/** The search without the place, as it is before the place is asked. */
export const withoutPlace = ({ place: _, county: __, ...search }: Search): Search => search

const LAST_PAGE = 999

/**
 * A page of a list, counted from 1; none is asked for: 1. What lies behind 999 is page 999, because a list may have
 * become shorter since someone kept its address. Refuses (`undefined`) what counts no page.
 */
export const readPageNumber = (text: string | null): number | undefined => {
  if (text === null) return 1
  return /^0*[1-9][0-9]*$/.test(text) ? Math.min(Number(text), LAST_PAGE) : undefined
}
