import { formatDate, formatNearDay } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { isolated } from '#ui/pageFrame.ts'
import type { Closure, SaxonHoliday } from '../model.ts'

/** "Geschlossen wegen Krankheit: 9. November 2026 bis 31. Dezember 2026". */
export const closureWords = ({ startsOn, endsOn, reason }: Closure, locale: Locale): string => {
  const t = textsFor(locale)
  const closed = t(`closure_${reason}`)
  const date = (day: Temporal.PlainDate) => isolated(formatDate(day, locale), locale)
  if (endsOn === null) return t('closure_from', { closed, from: date(startsOn) })
  return startsOn.equals(endsOn)
    ? t('closure_day', { closed, day: date(startsOn) })
    : t('closure_range', { closed, from: date(startsOn), to: date(endsOn) })
}

/** "Geschlossen am Feiertag: Mittwoch, 18. November (Buß- und Bettag)". */
export const holidayWords = (day: Temporal.PlainDate, holiday: SaxonHoliday, locale: Locale): string => {
  const t = textsFor(locale)
  return t('closure_public_holiday', {
    day: isolated(formatNearDay(day, locale), locale),
    holiday: t(`holiday_${holiday}`)
  })
}
