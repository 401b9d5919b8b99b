import table from '#messages/locales.json' with { type: 'json' }

/** A language of the portal, as it stands in an address. */
export type Locale = keyof typeof table

export interface LocaleFacts {
  /** Value of the `lang` attribute. */
  readonly html: string
  /** What search engines call the language: a tag of BCP 47 as they know it. */
  readonly hreflang: string
  /** Further tags by which browsers ask for it, each with all that is narrower. */
  readonly asked: readonly string[]
  /** Tag for Intl: plural rules and names of days; numerals and calendar are forced, see {@link intlTag}. */
  readonly intl: string
  readonly direction: 'ltr' | 'rtl'
  /** ISO 15924. */
  readonly script: string
  /** True where the letters look smaller than Latin ones of the same size: its pages are set larger. */
  readonly large: boolean
  /** Numbering system of Unicode. */
  readonly numerals: 'latn'
  /** What stands between the members of a row. */
  readonly comma: string
  /** Letters that only other languages of the script have: one of them in a text is a slip. */
  readonly foreignLetters: string
  /** What the language calls itself. */
  readonly ownName: string
  /** How its texts came about: `source` texts are written first, the others follow them. */
  readonly made: 'source' | 'translated' | 'machine'
  /** True once somebody who did not make the texts has read them all: a speaker, for `de-simple` a test group. */
  readonly reviewed: boolean
}

/**
 * The languages of the portal (`messages/locales.json`) in the order the language menu shows them. German is the
 * source of all texts.
 */
export const LOCALES = table as Readonly<Record<Locale, LocaleFacts>>

/** All of them, in that order. */
export const EVERY_LOCALE = Object.keys(LOCALES) as readonly Locale[]

export const SOURCE_LOCALE = 'de' as const satisfies Locale

/** True for the slug of a language the portal speaks. */
export const isLocale = (text: string): text is Locale => Object.hasOwn(LOCALES, text)

/**
 * The tag every Intl format is made with. It forces the Gregorian calendar and Latin digits: office papers use them,
 * and some languages would otherwise print another calendar's year.
 */
export const intlTag = (locale: Locale): string => {
  const { intl, numerals } = LOCALES[locale]
  return `${intl}-u-ca-gregory-nu-${numerals}`
}
