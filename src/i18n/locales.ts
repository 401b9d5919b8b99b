/** A language of the portal, as it stands in an address. */
export type Locale = 'de' | 'de-simple' | 'en' | 'ar'

export interface LocaleFacts {
  /** Value of the `lang` attribute. */
  readonly html: string
  /** Tag for Intl: plural rules and names of days; numbers and calendar are forced in `formats.ts`. */
  readonly intl: string
  readonly direction: 'ltr' | 'rtl'
  /** What stands between the members of a row. */
  readonly comma: string
  /** What the language calls itself. */
  readonly ownName: string
}

/** The languages of the portal in the order the language menu shows them. German is the source of all texts. */
export const LOCALES: Readonly<Record<Locale, LocaleFacts>> = {
  de: { html: 'de', intl: 'de-DE', direction: 'ltr', comma: ', ', ownName: 'Deutsch' },
  'de-simple': {
    html: 'de-simple',
    intl: 'de-DE',
    direction: 'ltr',
    comma: ', ',
    ownName: 'In einfachen Worten'
  },
  en: { html: 'en', intl: 'en-GB', direction: 'ltr', comma: ', ', ownName: 'English' },
  ar: { html: 'ar', intl: 'ar', direction: 'rtl', comma: '، ', ownName: 'العربية' }
}

export const SOURCE_LOCALE: Locale = 'de'

/** True for the slug of a language the portal speaks. */
export const isLocale = (text: string): text is Locale => Object.hasOwn(LOCALES, text)

/**
 * The tag every Intl format is made with. It forces the Gregorian calendar and Latin digits: office papers use them,
 * and some languages would otherwise print another calendar's year.
 */
export const intlTag = (locale: Locale): string => `${LOCALES[locale].intl}-u-ca-gregory-nu-latn`
