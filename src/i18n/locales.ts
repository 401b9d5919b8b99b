/** A language of the portal, as it stands in an address. */
export type Locale =
  | 'de'
  | 'de-simple'
  | 'en'
  | 'ar'
  | 'fa'
  | 'prs'
  | 'ps'
  | 'kmr'
  | 'tr'
  | 'uk'
  | 'ru'
  | 'ti'
  | 'vi'
  | 'es'
  | 'fr'
  | 'ro'

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
  /** How its texts came about: `source` texts are written first, the others follow them. */
  readonly made: 'source' | 'translated' | 'machine'
  /** True once somebody who did not make the texts has read them all: a speaker, for `de-simple` a test group. */
  readonly reviewed: boolean
}

/** The languages of the portal in the order the language menu shows them. German is the source of all texts. */
export const LOCALES: Readonly<Record<Locale, LocaleFacts>> = {
  de: {
    html: 'de',
    intl: 'de-DE',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Deutsch',
    made: 'source',
    reviewed: false
  },
  'de-simple': {
    html: 'de-simple',
    intl: 'de-DE',
    direction: 'ltr',
    comma: ', ',
    ownName: 'In einfachen Worten',
    made: 'translated',
    reviewed: false
  },
  en: {
    html: 'en',
    intl: 'en-GB',
    direction: 'ltr',
    comma: ', ',
    ownName: 'English',
    made: 'translated',
    reviewed: false
  },
  ar: {
    html: 'ar',
    intl: 'ar',
    direction: 'rtl',
    comma: '، ',
    ownName: 'العربية',
    made: 'machine',
    reviewed: false
  },
  fa: {
    html: 'fa',
    intl: 'fa-IR',
    direction: 'rtl',
    comma: '، ',
    ownName: 'فارسی',
    made: 'machine',
    reviewed: false
  },
  prs: {
    html: 'prs',
    intl: 'fa-AF',
    direction: 'rtl',
    comma: '، ',
    ownName: 'دری',
    made: 'machine',
    reviewed: false
  },
  ps: {
    html: 'ps',
    intl: 'ps-AF',
    direction: 'rtl',
    comma: '، ',
    ownName: 'پښتو',
    made: 'machine',
    reviewed: false
  },
  kmr: {
    html: 'kmr',
    intl: 'ku-TR',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Kurdî (Kurmancî)',
    made: 'machine',
    reviewed: false
  },
  tr: {
    html: 'tr',
    intl: 'tr-TR',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Türkçe',
    made: 'machine',
    reviewed: false
  },
  uk: {
    html: 'uk',
    intl: 'uk-UA',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Українська',
    made: 'machine',
    reviewed: false
  },
  ru: {
    html: 'ru',
    intl: 'ru-RU',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Русский',
    made: 'machine',
    reviewed: false
  },
  ti: {
    html: 'ti',
    intl: 'ti-ER',
    direction: 'ltr',
    comma: '፣ ',
    ownName: 'ትግርኛ',
    made: 'machine',
    reviewed: false
  },
  vi: {
    html: 'vi',
    intl: 'vi-VN',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Tiếng Việt',
    made: 'machine',
    reviewed: false
  },
  es: {
    html: 'es',
    intl: 'es-ES',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Español',
    made: 'machine',
    reviewed: false
  },
  fr: {
    html: 'fr',
    intl: 'fr-FR',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Français',
    made: 'machine',
    reviewed: false
  },
  ro: {
    html: 'ro',
    intl: 'ro-RO',
    direction: 'ltr',
    comma: ', ',
    ownName: 'Română',
    made: 'machine',
    reviewed: false
  }
}

export const SOURCE_LOCALE = 'de' as const satisfies Locale

/** True for the slug of a language the portal speaks. */
export const isLocale = (text: string): text is Locale => Object.hasOwn(LOCALES, text)

/**
 * The tag every Intl format is made with. It forces the Gregorian calendar and Latin digits: office papers use them,
 * and some languages would otherwise print another calendar's year.
 */
export const intlTag = (locale: Locale): string => `${LOCALES[locale].intl}-u-ca-gregory-nu-latn`
