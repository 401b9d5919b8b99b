import { formatLanguage, formatList } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { isolated } from '#ui/pageFrame.ts'
import { plainText } from '#ui/plainText.ts'
import type { PlaceFound } from '../found.ts'
import type { OfferReason, RankedCentre } from '../rankOffers.ts'

/** The place of a search as a person would name it: "01099 Dresden", "Landkreis Leipzig"; '' without one. */
export const placeName = (place: PlaceFound, locale: Locale): string => {
  if (place.kind === 'county') return countyName(place.county, locale)
  if (place.kind !== 'place') return ''
  const { postcode, municipalityName } = place.hit
  return postcode ? `${postcode}\u00a0${municipalityName}` : municipalityName
}

/** "Landkreis Leipzig" for a district whose bare name a city may bear as well; "Vogtlandkreis" as it is. */
export const countyName = (
  county: { readonly name: string; readonly kind: 'city' | 'county' },
  locale: Locale
): string =>
  county.kind === 'city' || /kreis\b/i.test(county.name)
    ? county.name
    : textsFor(locale)('place_county_label', { name: county.name })

/** One reason in words. */
export const reasonWords = (reason: OfferReason, place: PlaceFound, locale: Locale): string => {
  const t = textsFor(locale)
  switch (reason.kind) {
    case 'routing':
      return plainText(reason.key, locale)
    case 'covers':
      return t('reason_covers', { place: isolated(placeName(place, locale), locale) })
    case 'topic':
      return t('reason_topic', { topic: t(`topic_${reason.topic}`) })
    case 'language':
      return t('reason_language', { language: formatLanguage(reason.language, locale) })
    case 'interpreter':
      return t('reason_interpreter', { language: formatLanguage(reason.language, locale) })
    default:
      return t(OTHER_REASONS[reason.kind])
  }
}

const OTHER_REASONS = {
  elsewhere: 'reason_elsewhere',
  age: 'reason_age',
  situation: 'reason_situation',
  anonymous: 'reason_anonymous',
  notAge: 'reason_not_age',
  notSituation: 'reason_not_situation'
} as const

/** What else is done in a centre, as a sentence; '' where it is nothing else. */
export const alsoThereWords = ({ also }: Pick<RankedCentre, 'also'>, locale: Locale): string => {
  if (also.length === 0) return ''
  const t = textsFor(locale)
  const services = also.map(({ programme, serviceName }) =>
    programme && programme !== 'other' ? t(`programme_${programme}`) : isolated(serviceName, locale)
  )
  return t('results_also_here', { services: formatList([...new Set(services)], locale) })
}
