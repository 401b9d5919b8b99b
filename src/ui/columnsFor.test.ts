import { expect, it } from 'vitest'
import type { Locale } from '#i18n/locales.ts'
import { columnsFor } from './columnsFor.ts'

it.each<[Locale, readonly Locale[]]>([
  ['ar', ['de', 'ar']],
  ['en', ['de', 'en']],
  ['de', ['de']],
  ['de-simple', ['de-simple']]
])('a reader of %s is shown %j', (locale, columns) => {
  expect(columnsFor(locale)).toEqual(columns)
})
