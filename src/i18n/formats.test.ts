import { describe, expect, test } from 'vitest'
import {
  compareNames,
  enumerate,
  formatDate,
  formatEndTime,
  formatKilometres,
  formatLanguage,
  formatList,
  formatNearDay,
  formatTime,
  formatWeekday
} from './formats.ts'
import { EVERY_LOCALE } from './locales.ts'
import { negotiateLocale } from './negotiateLocale.ts'
import { textsFor } from './texts.ts'

const afternoon = Temporal.Instant.from('2026-11-24T14:05:00Z')
const day = Temporal.PlainDate.from('2026-11-24')

describe.each(EVERY_LOCALE)('in %s', (locale) => {
  test('the year is that of the office paper, the hour runs to 24, the digits are 0 to 9', () => {
    expect(formatDate(day, locale)).toContain('2026')
    expect(formatTime(afternoon, locale)).toBe('15:05')
    expect(formatTime(Temporal.Instant.from('2026-11-23T23:00:00Z'), locale)).toBe('00:00')
    expect(formatEndTime(Temporal.Instant.from('2026-11-23T23:00:00Z'), locale)).toBe('24:00')
    for (const text of [
      formatDate(day, locale),
      formatNearDay(day, locale),
      formatKilometres(1234.5, locale)
    ]) {
      expect(text).not.toMatch(/[٠-٩۰-۹]/)
    }
  })

  test('German Sign Language and Romani have names of our own', () => {
    const t = textsFor(locale)
    expect(formatLanguage('gsg', locale)).toBe(t('language_gsg'))
    expect(formatLanguage('rom', locale)).toBe(t('language_rom'))
    expect(formatLanguage('uk', locale)).not.toBe('uk')
    expect(formatLanguage('not a code', locale)).toBe('not a code')
  })

  test('counts in texts stand in the digits 0 to 9', () => {
    expect(textsFor(locale)('centres_lead', { count: 1234 })).toMatch(/1\D?234/)
  })

  test('a week has seven names', () => {
    const names = [1, 2, 3, 4, 5, 6, 7].map((weekday) => formatWeekday(weekday, locale))
    expect(new Set(names).size).toBe(7)
    expect(formatNearDay(day, locale)).toContain(names[1])
  })
})

test.each([
  ['ti', ['ሀ', 'ለ', 'ሐ', 'መ']],
  ['tr', ['çam', 'dal', 'ıslak', 'ince']],
  ['uk', ['грім', 'ґанок', 'дім', 'їжак']],
  ['es', ['nube', 'ñu', 'oso']],
  ['fa', ['آلمانی', 'پشتو', 'عربی', 'فارسی']],
  ['kmr', ['çay', 'dar', 'êvar', 'îro']],
  ['ro', ['an', 'ăsta', 'bun']]
] as const)('names stand in the order of %s', (locale, names) => {
  expect([...names].reverse().sort((a, b) => compareNames(a, b, locale))).toEqual(names)
})

test('rows and lists carry the marks of their script', () => {
  expect(enumerate(['A', 'B'], 'de')).toBe('A, B')
  expect(enumerate(['أ', 'ب'], 'ar')).toBe('أ، ب')
  expect(formatList(['A', 'B', 'C'], 'de')).toBe('A, B und C')
  expect(formatList(['أ', 'ب'], 'ar')).toBe('أ وب')
})

test('Arabic counts in six ways', () => {
  const t = textsFor('ar')
  const counted = [0, 1, 2, 3, 11, 100].map((count) => t('centres_lead', { count }))
  expect(new Set(counted).size).toBe(6)
  expect(counted[3]).toMatch(/\b3\b/)
  expect(counted[1]).not.toMatch(/\d/)
})

test.each([
  ['ar-SY,ar;q=0.9,en;q=0.5', 'ar'],
  ['de-AT', 'de'],
  ['fr;q=0.9, en-US;q=0.8', 'fr'],
  ['sv;q=0.9, en-US;q=0.8', 'en'],
  ['fa-AF,fa;q=0.9', 'prs'],
  ['prs-Arab-AF', 'prs'],
  ['fa-IR', 'fa'],
  ['ku-TR', 'kmr'],
  ['kmr', 'kmr'],
  ['ti-ET', 'ti'],
  ['mo', 'ro'],
  ['de-simple', 'de-simple'],
  ['de-x-simple', 'de'],
  ['f', 'de'],
  ['-', 'de'],
  ['xx', 'de']
])('a browser that asks for %s is led to %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale)
})
