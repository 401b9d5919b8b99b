import { enumerate, formatLanguage, formatList } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { isolated } from '#ui/pageFrame.ts'
import { TOPICS, type CentrePage } from '../model.ts'

/** A preview shows about 200 letters. */
const MOST_TOPICS = 4
const MOST_LANGUAGES = 6

type Named = Pick<CentrePage, 'centreName' | 'town'>

/** "Migrationsberatung Neustadt, Dresden"; without the town where that is not public or stands in the name. */
export const centreTitle = ({ centreName, town }: Named, locale: Locale): string => {
  const centre = isolated(centreName, locale)
  if (town === null || centreName.includes(town)) return centre
  return textsFor(locale)('centre_title', { centre, town: isolated(town, locale) })
}

/** One or two sentences for previews and search engines: where it is, what it helps with, in which languages. */
export const centreDescription = (centre: Named & Pick<CentrePage, 'offers'>, locale: Locale): string => {
  const t = textsFor(locale)
  const place = centreTitle(centre, locale)
  const given = new Set(centre.offers.flatMap(({ topics }) => topics))
  const topics = TOPICS.filter((topic) => given.has(topic)).slice(0, MOST_TOPICS)
  const languages = [...new Set(centre.offers.flatMap((offer) => offer.languages))].slice(0, MOST_LANGUAGES)
  if (topics.length === 0 || languages.length === 0) return t('centre_description_short', { place })
  return t('centre_description', {
    place,
    topics: enumerate(
      topics.map((topic) => t(`topic_${topic}`)),
      locale
    ),
    languages: formatList(
      languages.map((code) => formatLanguage(code, locale)),
      locale
    )
  })
}
