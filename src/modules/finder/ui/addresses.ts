import type { Locale } from '#i18n/locales.ts'
import { writeSearch, type Search } from '../search.ts'

export type Step = 'topic' | 'age' | 'situation' | 'place' | 'results'

/** Where a step of the finder is, with the part of the search that may stand in an address. */
export const stepAddress = (locale: Locale, step: Step, search: Search): string =>
  `/${locale}${step === 'topic' ? '' : `/find/${step}`}${writeSearch(search)}`

/** A page of the results, counted from 1. */
export const pageAddress = (locale: Locale, search: Search, page: number): string => {
  const address = stepAddress(locale, 'results', search)
  return `${address}${address.includes('?') ? '&' : '?'}page=${page}`
}

/** Where the way-marks lead back to, in their order. */
export const markAddresses = (locale: Locale, search: Search): readonly string[] =>
  (['topic', 'age', 'place'] as const).map((step) => stepAddress(locale, step, search))
