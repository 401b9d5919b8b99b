import { formatEndTime, formatList, formatTime, formatWeekday } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { isolated } from '#ui/pageFrame.ts'
import type { IntervalKind, OfferDay, OpenInterval } from '../model.ts'

/** Weekdays on which people are received at the same times; 1 is Monday. */
export interface WeekTimes {
  readonly weekdays: readonly number[]
  readonly stretches: readonly OpenInterval[]
}

const DAYS_IN_A_WEEK = 7
const FIELDS = { walk_in: 'walkIn', appointment: 'appointment', office: 'office' } as const

/** The hours of one kind in the first seven of `days`, which follow each other, as a week: days of the same times together. */
export const weekTimes = (days: readonly OfferDay[], kind: IntervalKind): WeekTimes[] => {
  const week = new Map<string, { weekdays: number[]; stretches: readonly OpenInterval[] }>()
  const mondayFirst = days.slice(0, DAYS_IN_A_WEEK).sort((a, b) => a.day.dayOfWeek - b.day.dayOfWeek)
  for (const { day, [FIELDS[kind]]: stretches } of mondayFirst) {
    if (stretches.length === 0) continue
    const times = stretches.map((stretch) => timeRange(stretch, 'de')).join()
    const row = week.get(times) ?? { weekdays: [], stretches }
    row.weekdays.push(day.dayOfWeek)
    week.set(times, row)
  }
  return [...week.values()]
}

/** "Montag bis Donnerstag: 09:00–12:00, 13:00–16:00". */
export const weekTimesWords = ({ weekdays, stretches }: WeekTimes, locale: Locale): string =>
  textsFor(locale)('card_hours_line', {
    days: weekdaysWords(weekdays, locale),
    times: formatList(
      stretches.map((stretch) => isolated(unparted(timeRange(stretch, locale)), locale)),
      locale
    )
  })

/** "Montag und Mittwoch"; three and more in a row are "Montag bis Mittwoch". */
export const weekdaysWords = (weekdays: readonly number[], locale: Locale): string => {
  const name = (weekday: number) => formatWeekday(weekday, locale)
  const [first = 0, last = 0] = [weekdays[0], weekdays.at(-1)]
  const inARow = weekdays.length > 2 && last - first === weekdays.length - 1
  if (!inARow) return formatList(weekdays.map(name), locale)
  return textsFor(locale)('card_days_range', { from: name(first), to: name(last) })
}

const timeRange = ({ startsAt, endsAt }: OpenInterval, locale: Locale) =>
  textsFor(locale)('centre_time_range', {
    from: formatTime(startsAt, locale),
    to: formatEndTime(endsAt, locale)
  })

const WORD_JOINER = '\u2060'
/** From and to stay in one line. */
const unparted = (range: string) => range.replace('–', `${WORD_JOINER}–${WORD_JOINER}`)
