import { LOCALES, SOURCE_LOCALE, type Locale } from '#i18n/locales.ts'
import type { OwnText } from './siteFile.ts'

/** A text of the organisation as a reader gets it: in their language where it exists, else in German. */
export const ownTextFor = (
  text: OwnText,
  locale: Locale
): { readonly text: string; readonly html: string } => {
  const own = text[locale]
  return own === undefined
    ? { text: text[SOURCE_LOCALE], html: LOCALES[SOURCE_LOCALE].html }
    : { text: own, html: LOCALES[locale].html }
}
