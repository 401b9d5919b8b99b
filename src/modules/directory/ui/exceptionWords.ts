import { formatDate, formatNearDay } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { isolated } from '#ui/pageFrame.ts'
import type { Announcement, Closure, DayException, SaxonHoliday } from '../model.ts'

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
const holidayWords = (day: Temporal.PlainDate, holiday: SaxonHoliday, locale: Locale): string => {
  const t = textsFor(locale)
  return t('closure_public_holiday', {
    day: isolated(formatNearDay(day, locale), locale),
    holiday: t(`holiday_${holiday}`)
  })
}

/** "Geschlossen: Donnerstag, 24. Dezember bis Freitag, 1. Januar": one announcement as a sentence. */
export const announcementWords = (announcement: Announcement, locale: Locale): string => {
  const t = textsFor(locale)
  const near = (day: Temporal.PlainDate) => isolated(formatNearDay(day, locale), locale)
  switch (announcement.kind) {
    case 'holiday':
      return holidayWords(announcement.day, announcement.holiday, locale)
    case 'changed':
      return t('centre_changed_day', { day: near(announcement.day) })
    case 'closed': {
      const { from, to } = announcement
      return from.equals(to)
        ? t('centre_closed_day', { day: near(from) })
        : t('centre_closed_range', { from: near(from), to: near(to) })
    }
  }
}

/** "Geschlossen: Buß- und Bettag": why nobody is received on a day of the timetable. */
export const closedWords = (exception: DayException | null, locale: Locale): string => {
  const t = textsFor(locale)
  switch (exception?.kind) {
    case 'closure':
      return t(`closure_${exception.closure.reason}`)
    case 'holiday':
      return t('centre_closed_holiday', { holiday: t(`holiday_${exception.holiday}`) })
    default:
      return t('centre_closed')
  }
}

/** How far ahead a closure is announced, like everything else that is not as usual. */
const DAYS_ANNOUNCED = 14

interface Coming {
  readonly closures: readonly Closure[]
  readonly announcements: readonly Announcement[]
}

/** Closures that begin, and days that are not as usual, in the two weeks after `today`: a sentence each. */
export const comingWords = (
  { closures, announcements }: Coming,
  today: Temporal.PlainDate,
  locale: Locale
): string[] => {
  const isAhead = ({ startsOn }: Closure) => {
    const { days } = today.until(startsOn)
    return days > 0 && days <= DAYS_ANNOUNCED
  }
  return [
    ...closures.filter(isAhead).map((closure) => closureWords(closure, locale)),
    ...announcements.map((announcement) => announcementWords(announcement, locale))
  ]
}
