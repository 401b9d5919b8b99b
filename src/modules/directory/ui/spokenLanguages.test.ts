import { expect, test } from 'vitest'
import { spokenLanguages } from './spokenLanguages.ts'

const languageDays = [
  { language: 'de', weekdays: [] },
  { language: 'en', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  { language: 'ar', weekdays: [4, 2] }
]
const said = (wished: string | undefined, locale: 'de' | 'ar' | 'en') =>
  spokenLanguages(languageDays, wished, locale).map(({ name, days, own }) => `${name}|${days}|${own}`)

test('says the days where a language is not spoken on every day', () => {
  expect(said(undefined, 'de')).toEqual(['Deutsch||false', 'Englisch||false', 'Arabisch|Di, Do|false'])
})

test('puts the language of the page first, and a language that was wished', () => {
  expect(said(undefined, 'ar')[0]).toBe('العربية|الثلاثاء، الخميس|true')
  expect(said('ar', 'en').map((line) => line.split('|')[0])).toEqual(['English', 'Arabic', 'German'])
})
