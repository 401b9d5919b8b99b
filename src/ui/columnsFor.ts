import { LOCALES, SOURCE_LOCALE, type Locale } from '#i18n/locales.ts'

/**
 * The languages in which something is shown to staff: German first, because it is read out and pointed at, then the
 * reader's. A reader of German, in plain words or not, has one.
 */
export const columnsFor = (locale: Locale): readonly Locale[] =>
  LOCALES[locale].intl === LOCALES[SOURCE_LOCALE].intl ? [locale] : [SOURCE_LOCALE, locale]
