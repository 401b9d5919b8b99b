import { expect, test } from 'vitest'
import { EVERY_LOCALE, LOCALES, type Locale } from '#i18n/locales.ts'
import { localeOf, plainPage } from './plainPage.ts'

test.each<[path: string, header: string | undefined, locale: Locale]>([
  ['/ar/find/place', 'de', 'ar'],
  ['/de-simple', undefined, 'de-simple'],
  ['/en?x=1', 'ar', 'en'],
  ['/nothing', 'ar,en;q=0.5', 'ar'],
  ['', undefined, 'de'],
  ['//', 'tlh', 'de'],
  ['/toString', undefined, 'de']
])('the language of %s for a browser that asks for %s is %s', (path, header, locale) => {
  expect(localeOf(path, header)).toBe(locale)
})

test.each(EVERY_LOCALE)('a plain page in %s says its sentence in German too', (locale) => {
  const page = plainPage('gate_503', locale)
  expect(page).toContain(`<html lang="${locale}" dir="${LOCALES[locale].direction}">`)
  expect(page.match(/<p lang="de" dir="ltr">/g)).toHaveLength(1)
  expect(page.match(/<p /g)).toHaveLength(locale === 'de' ? 1 : 2)
})
