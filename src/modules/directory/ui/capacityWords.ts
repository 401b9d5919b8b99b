import { formatDate } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { isolated } from '#ui/pageFrame.ts'
import type { Offer } from '../model.ts'

/** Whether new people are taken on, in words, and since when that is said; '' where nothing is known. */
export const capacityWords = (
  { capacity, capacityOn }: Pick<Offer, 'capacity' | 'capacityOn'>,
  locale: Locale
): { readonly sign: string; readonly saidOn: string } => {
  if (capacity === 'unknown') return { sign: '', saidOn: '' }
  const t = textsFor(locale)
  const date = capacityOn && isolated(formatDate(capacityOn, locale), locale)
  return { sign: t(`capacity_${capacity}`), saidOn: date ? t('capacity_said_on', { date }) : '' }
}
