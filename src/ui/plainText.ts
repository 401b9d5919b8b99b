import type { Locale } from '#i18n/locales.ts'
import { isMessageKey, textsFor } from '#i18n/texts.ts'

/** The text of a key that comes out of data and takes no arguments; '' where there is no such text. */
export const plainText = (key: string, locale: Locale): string => {
  const text: (key: never) => string = textsFor(locale)
  return isMessageKey(key) ? text(key as never) : ''
}
