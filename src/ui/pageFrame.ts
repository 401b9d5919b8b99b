import { createContext } from 'svelte'
import { LOCALES, type Locale } from '#i18n/locales.ts'
import { textsFor, type Texts } from '#i18n/texts.ts'

/** What every page of the portal knows about its request. */
export interface PageFrame {
  readonly locale: Locale
  /** The association that runs the installation; absent before it is set up. */
  readonly installation: { readonly name: string; readonly demo: boolean } | undefined
  /** Answers that never stand in an address: posted from page to page as hidden fields. */
  readonly carried: Readonly<Record<string, string>>
}

const [useFrame, provideFrame] = createContext<() => PageFrame>()

export { useFrame, provideFrame }

/** The texts of the page's language. */
export const useTexts = (): Texts => textsFor(useFrame()().locale)

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/**
 * A name, time or number as an argument of a text: kept in one piece between letters that run from right to left
 * (UAX #9, isolates). Left as it is elsewhere.
 */
export const isolated = (value: string, locale: Locale): string =>
  LOCALES[locale].direction === 'rtl' ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value
