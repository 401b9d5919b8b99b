import type { Locale } from '#i18n/locales.ts'

/** What can stand in someone's way on a page. */
export const BARRIER_KINDS = [
  'keyboard',
  'screenreader',
  'contrast',
  'words',
  'zoom',
  'video',
  'form',
  'other'
] as const
export type BarrierKind = (typeof BARRIER_KINDS)[number]

/** Our own pages by what a reader calls them, with their place in the portal. Codes, so that no text is ever stored. */
export const BARRIER_PAGES = {
  everywhere: '/',
  start: '/start',
  questions: '/find',
  results: '/find/results',
  centres: '/centres',
  centre: '/centre',
  card: '/card',
  information: '/about'
} as const
export type BarrierPage = keyof typeof BARRIER_PAGES

/** One message that something on the portal is a barrier. Says nothing about who sent it. */
export interface BarrierReport {
  /** Made by the form: the same form sent twice is one report. */
  readonly id: string
  readonly page: BarrierPage
  readonly kind: BarrierKind
  readonly locale: Locale
}

/** How often a barrier was reported. */
export interface BarrierCount {
  readonly page: string
  readonly kind: BarrierKind
  readonly locale: string
  readonly count: number
  /** The last day it was reported, ISO. */
  readonly lastOn: string
}
