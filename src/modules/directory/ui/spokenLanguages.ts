import { enumerate, formatLanguage, formatShortWeekday } from '#i18n/formats.ts'
import { LOCALES, SOURCE_LOCALE, type Locale } from '#i18n/locales.ts'
import type { LanguageDays } from '../model.ts'

/** A language that is spoken somewhere, in the reader's words. */
export interface SpokenLanguage {
  readonly code: string
  readonly name: string
  /** "Di, Do"; '' where it is spoken on every day. */
  readonly days: string
  /** True for the language the reader wished for or reads; German, which is spoken everywhere, is marked on wish only. */
  readonly own: boolean
}

/** The languages of an offer, the reader's own first. */
export const spokenLanguages = (
  languageDays: readonly LanguageDays[],
  wished: string | undefined,
  locale: Locale
): SpokenLanguage[] => {
  const read = LOCALES[locale].html.split('-')[0]
  return languageDays
    .map(({ language, weekdays }) => ({
      code: language,
      name: formatLanguage(language, locale),
      days:
        weekdays.length === 7
          ? ''
          : enumerate(
              [...weekdays].sort().map((weekday) => formatShortWeekday(weekday, locale)),
              locale
            ),
      own: language === wished || (language === read && read !== SOURCE_LOCALE)
    }))
    .sort((a, b) => Number(b.own) - Number(a.own))
}
