import { EVERY_LOCALE, LOCALES, type Locale } from '#i18n/locales.ts'

/** An address of every kind of page, behind the language. */
export const EVERY_PAGE: readonly string[] = [
  '',
  '/find/age?topic=letter',
  '/find/situation?topic=work',
  '/find/place?topic=housing',
  '/find/results?topic=letter&place=01099',
  '/find/results?topic=danger&place=14626110',
  '/find/results?topic=residence&place=neustadt',
  '/find/results',
  '/centres',
  '/centres?county=14625',
  '/centre/nachbarhaus-bautzen',
  '/centre/nachbarhaus-bautzen/card',
  '/centre/nachbarhaus-bautzen/report',
  '/show',
  '/leave',
  '/about',
  '/languages',
  '/sign-language',
  '/accessibility',
  '/privacy',
  '/imprint',
  '/credits',
  '/gibt-es-nicht'
]

/** The languages that stand for a script: the first of the table. */
export const ONE_A_SCRIPT: readonly Locale[] = EVERY_LOCALE.filter(
  (locale, place) =>
    EVERY_LOCALE.findIndex((other) => LOCALES[other].script === LOCALES[locale].script) === place
)
