import { formatLanguage, formatList } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { spokenWith } from '#i18n/spokenLanguages.ts'
import { textsFor } from '#i18n/texts.ts'
import type { CentreOffer, CentrePage, LanguageDays, Phone } from '../model.ts'
import { languageTable } from './languageTable.ts'
import { weekdaysWords } from './weekTimes.ts'

type Reach = Pick<CentrePage, 'phones' | 'email'>
type Speaking = Pick<CentreOffer, 'languageDays'>
type Asking = Pick<CentreOffer, 'papersNeeded'>

/** The one number a card names: the services' own, else the centre's; never a fax. */
export const cardPhone = (centre: Reach, offers: readonly Reach[]): Phone | undefined =>
  [
    ...(offers.length === 1 ? offers[0]!.phones : []),
    ...centre.phones,
    ...offers.flatMap(({ phones }) => phones)
  ].find(({ kind }) => kind !== 'fax')

/** The one e-mail address a card names. */
export const cardEmail = (centre: Reach, offers: readonly Reach[]): string | undefined =>
  centre.email ?? offers.find(({ email }) => email !== null)?.email ?? undefined

/** "Deutsch, Englisch" and "Dienstag und Donnerstag: Arabisch": the languages of all services, those of every day first. */
export const languageLines = (offers: readonly Speaking[], locale: Locale): string[] =>
  languageTable(everyLanguage(offers)).map(({ weekdays, languages }) => {
    const names = formatList(
      languages.map((code) => formatLanguage(code, locale)),
      locale
    )
    return weekdays.length === 0
      ? names
      : textsFor(locale)('card_hours_line', { days: weekdaysWords(weekdays, locale), times: names })
  })

/** Each language once; spoken at several services, on the days of all of them. */
const everyLanguage = (offers: readonly Speaking[]): LanguageDays[] => {
  const days = new Map<string, readonly number[]>()
  for (const { language, weekdays } of offers.flatMap((offer) => offer.languageDays)) {
    const known = days.get(language)
    const always = weekdays.length === 0 || known?.length === 0
    days.set(language, always ? [] : [...new Set([...(known ?? []), ...weekdays])].sort())
  }
  return [...days].map(([language, weekdays]) => ({ language, weekdays }))
}

/** The papers that any of the services asks for, a line each; that none are needed where every service says so. */
export const neededPapers = (offers: readonly Asking[], locale: Locale): string[] => {
  const t = textsFor(locale)
  const papers = new Set(offers.flatMap(({ papersNeeded }) => papersNeeded))
  const none = offers.length > 0 && offers.every(({ papersNeeded }) => papersNeeded.includes('none'))
  if (none) return [t('papers_none')]
  return (['id', 'residence'] as const)
    .filter((paper) => papers.has(paper))
    .map((paper) => t(`papers_${paper}`))
}

/**
 * What a reader of `reader` says at the door, in the language `locale`: "Guten Tag. Ich brauche Beratung. Ich spreche
 * Arabisch. Bitte sprechen Sie langsam." Whose page is German is not taken to speak it, nor anything else.
 */
export const sentencesToSay = (reader: Locale, locale: Locale): string => {
  const t = textsFor(locale)
  const code = spokenWith(reader)
  const speak = code === undefined ? [] : [t('show_speak', { language: formatLanguage(code, locale) })]
  return [t('card_hello'), t('show_need'), ...speak, t('show_slowly')].join(' ')
}
