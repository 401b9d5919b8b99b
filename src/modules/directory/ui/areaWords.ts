import { formatList } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { isolated } from '#ui/pageFrame.ts'
import type { CentreOffer } from '../model.ts'

/** "Dresden und Landkreis Meißen": areas as people name them; a county whose bare name a city may bear says that it is one. */
export const areaWords = (areas: CentreOffer['areas'], locale: Locale): string =>
  formatList(
    areas.map(({ name, kind }) => {
      const isBare = kind === 'county' && !/kreis\b/i.test(name)
      return isolated(isBare ? textsFor(locale)('place_county_label', { name }) : name, locale)
    }),
    locale
  )
