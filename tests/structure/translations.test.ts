import { describe, expect, it } from 'vitest'
import { EVERY_LOCALE, LOCALES, type LocaleFacts } from '#i18n/locales.ts'
import { localeFaults, localeFilesIn } from './localeFaults.ts'
import { filesMatching, ROOT, textOf } from './sourceFiles.ts'
import { translationFaults, withoutOfficeTerm, type OfficeTerm } from './translationFaults.ts'

/** Languages that code may name: the source, its plain words, and English, which staff read as well. */
const OWN_LANGUAGES: readonly string[] = ['de', 'de-simple', 'en']
/** Days as iCalendar writes them, one of which looks like French. */
const WEEKDAYS = /'th', 'fr', 'sa'/

const files = localeFilesIn(ROOT)

describe('the languages of the portal', () => {
  it('are at least sixteen, German first', () => {
    expect(EVERY_LOCALE.length).toBeGreaterThanOrEqual(16)
    expect(EVERY_LOCALE[0]).toBe('de')
  })

  it.each(EVERY_LOCALE)('are whole and agree with German: %s', (locale) => {
    expect(localeFaults(files, locale)).toEqual([])
  })

  it('have tags of their own', () => {
    const slugs = EVERY_LOCALE.flatMap((locale) => [locale, ...LOCALES[locale].asked])
    expect(new Set(slugs).size).toBe(slugs.length)
    for (const fact of ['html', 'hreflang', 'ownName'] as const) {
      expect(new Set(EVERY_LOCALE.map((locale) => LOCALES[locale][fact])).size, fact).toBe(
        EVERY_LOCALE.length
      )
    }
  })

  it('have at least 150 terms, each once', () => {
    const ids = files.terms.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(150)
  })

  it('stand in files only: no code names one', () => {
    const foreign = EVERY_LOCALE.filter((locale) => !OWN_LANGUAGES.includes(locale)).join('|')
    const named = new RegExp(`['"\`/](?:${foreign})['"\`/]`)
    const code = filesMatching(/^(src|scripts)\/.*\.(ts|mjs|svelte|css)$/).filter(
      (path) => !/\.test\.ts$|\.generated\.ts$|\/testing\/|^scripts\/bench\//.test(path)
    )
    expect(code.length).toBeGreaterThan(100)
    const namesOne = (line: string) => named.test(line) && !WEEKDAYS.test(line)
    expect(code.filter((path) => textOf(path).split('\n').some(namesOne))).toEqual([])
  })
})

describe('translationFaults', () => {
  const long = 'Wir sagen Ihnen, welche Stelle die richtige ist und wann jemand dort ist.'
  it.each<[what: string, locale: string, text: string, source: string, fault: string]>([
    ['another number', 'en', 'from 26 years', 'ab 27 Jahren', 'numbers 26, not 27'],
    ['a lost number', 'en', 'free', 'kostenlos: 110', 'numbers none, not 110'],
    ['a lost number in plain words', 'de-simple', 'kostenlos', 'kostenlos: 110', 'numbers none, not 110'],
    ['another address', 'en', 'see www.bamf.com', 'siehe www.bamf.de', 'addresses www.bamf.com'],
    ['Russian letters', 'uk', 'Мы знаем это', 'Wir wissen das', 'letters of another language: ы'],
    ['Ukrainian letters', 'ru', 'Ми знаємо її', 'Wir kennen sie', 'letters of another language: єї'],
    ['an Arabic kaf', 'fa', 'كمک', 'Hilfe', 'letters of another language: ك'],
    ['a Persian yeh', 'ar', 'مرکز', 'Stelle', 'letters of another language: ک'],
    [
      'a text without its script',
      'ti',
      'Ruf die Stelle bitte an',
      'Rufen Sie dort an',
      '0 % of its letters are Ethi'
    ],
    ['a text that is too short', 'en', 'We say.', long, '0.1 times as long'],
    ['a text that is too long', 'en', long.repeat(3), long, '3.0 times as long'],
    ['German words', 'fr', 'Nous disons wann jemand dort ist', long, 'German left: wann jemand dort'],
    ['an open isolate', 'ar', 'مركز \u2068MBE', 'Stelle MBE', 'has an isolate that does not end'],
    [
      'an isolate in a line from the left',
      'tr',
      'merkez \u2068MBE\u2069',
      'Stelle MBE',
      'has an isolate nobody needs'
    ]
  ])('finds %s', (_, locale, text, source, fault) => {
    const facts: LocaleFacts = LOCALES[locale as keyof typeof LOCALES]
    expect(translationFaults({ k: text }, { k: source }, facts, []).join('\n')).toContain(fault)
  })

  it('lets good texts, names in brackets and names of holidays be', () => {
    const good = (locale: keyof typeof LOCALES, text: string, source: string, key = 'k') =>
      translationFaults({ [key]: text }, { [key]: source }, LOCALES[locale], ['Refugee Law Clinic Leipzig'])
    expect(
      good('uk', 'Довідка (Ausländerbehörde) за § 24', 'Bescheinigung (Ausländerbehörde) nach § 24')
    ).toEqual([])
    expect(good('en', 'Refugee Law Clinic Leipzig', 'Refugee Law Clinic Leipzig')).toEqual([])
    expect(good('en', 'Christmas Day', '1. Weihnachtstag', 'holiday_christmasDay')).toEqual([])
    expect(
      good('en', '{n, plural, one {# day} other {# days}}', '{n, plural, one {# Tag} other {# Tage}}')
    ).toEqual([])
  })

  it('finds a translation without the word on the paper', () => {
    const duldung: OfficeTerm = { id: 'd', keep: 'Duldung', onPapers: true }
    const found = (text: string) => withoutOfficeTerm({ k: text }, { k: 'Ich habe eine Duldung' }, [duldung])
    expect(found('I have a suspension')).toEqual(['k: Duldung'])
    expect(found('I have a suspension (Duldung)')).toEqual([])
    expect(found('Ich habe eine Dul·dung')).toEqual([])
  })
})
