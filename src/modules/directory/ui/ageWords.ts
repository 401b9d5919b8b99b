import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'

interface Ages {
  /** Completed years, both ends included. */
  readonly minimumAge: number | null
  readonly maximumAge: number | null
}

/** "12 bis 26 Jahre": for which ages an offer is. */
export const ageWords = ({ minimumAge, maximumAge }: Ages, locale: Locale): string => {
  const t = textsFor(locale)
  const from = String(minimumAge ?? '')
  const to = String(maximumAge ?? '')
  if (minimumAge !== null && maximumAge !== null) return t('centre_ages', { from, to })
  if (minimumAge !== null) return t('centre_ages_from', { from })
  return maximumAge === null ? t('centre_ages_any') : t('centre_ages_to', { to })
}
