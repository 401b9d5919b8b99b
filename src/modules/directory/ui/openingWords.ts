import { formatDate, formatNearDay, formatTime } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { germanDay } from '#platform/clock/clock.ts'
import { isolated } from '#ui/pageFrame.ts'
import type { OpeningState } from '../model.ts'

/** An opening state in words: what it is, what follows from it, and the shape that goes with it. */
export interface OpeningWords {
  readonly look: 'open' | 'appt' | 'shut' | 'ask'
  readonly label: string
  /** What stands between the label and the detail. */
  readonly gap: ' ' | ', '
  readonly detail: string
  /** What it means for the visitor; '' where there is nothing to add. */
  readonly advice: string
}

/** Says whether one can walk in now, or when next, at the moment `now` in Germany. */
export const openingWords = (opening: OpeningState, now: Temporal.Instant, locale: Locale): OpeningWords => {
  const t = textsFor(locale)
  const time = (moment: Temporal.Instant) => isolated(formatTime(moment, locale), locale)
  switch (opening.kind) {
    case 'closed':
      return {
        look: 'shut',
        gap: opening.until ? ' ' : ', ',
        label: t(`closure_${opening.reason}`),
        detail: opening.until
          ? t('closure_until', { day: isolated(formatDate(opening.until, locale), locale) })
          : t('closure_open_end'),
        advice: ''
      }
    case 'open':
      return {
        look: 'open',
        gap: ' ',
        label: t('opening_open'),
        detail: t('opening_open_detail', { time: time(opening.until) }),
        advice: t('opening_walk_in')
      }
    case 'opens':
      return {
        look: 'shut',
        gap: ' ',
        label: opensLabel(opening.at, now, locale),
        detail: t('opening_at', { time: time(opening.at) }),
        advice: t('opening_walk_in')
      }
    case 'byAppointment':
      return {
        look: 'appt',
        gap: ', ',
        label: t('opening_appointment'),
        detail: t('opening_appointment_detail'),
        advice: ''
      }
    case 'unknown':
      return {
        look: 'ask',
        gap: ', ',
        label: t('opening_unknown'),
        detail: t('opening_unknown_detail'),
        advice: ''
      }
  }
}

const opensLabel = (at: Temporal.Instant, now: Temporal.Instant, locale: Locale) => {
  const t = textsFor(locale)
  const days = germanDay(now).until(germanDay(at)).days
  if (days === 0) return t('opening_today')
  if (days === 1) return t('opening_tomorrow')
  return t('opening_on', { day: formatNearDay(germanDay(at), locale) })
}
