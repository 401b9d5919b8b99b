import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { EVERY_LOCALE, LOCALES, type LocaleFacts } from '#i18n/locales.ts'
import type { Catalogue } from './catalogueFaults.ts'
import { textOf } from './sourceFiles.ts'
import { translationFaults, withoutOfficeTerm, type OfficeTerm } from './translationFaults.ts'

const readJson = (path: string) => JSON.parse(textOf(path)) as unknown
const textsIn = (locale: string) => readJson(`messages/public/${locale}.json`) as Catalogue
const german = textsIn('de')
const terms = readJson('data/terms/terms.json') as (OfficeTerm & Record<string, string>)[]
/** Names of bodies, licences and of the portal in plain words, which no language translates. */
const NAMES = [
  'Refugee Law Clinic Leipzig',
  'Refugee Law Clinic Dresden',
  'European Union Public Licence',
  'In einfachen Worten'
]

const localeSchema = z.strictObject({
  html: z.string().regex(/^[a-z]{2,3}(-[a-z]+)?$/),
  hreflang: z.string().regex(/^[a-z]{2,3}(-\w+)?$/),
  asked: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)),
  intl: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  script: z.enum(['Latn', 'Arab', 'Cyrl', 'Ethi']),
  numerals: z.literal('latn'),
  comma: z.string().min(1),
  foreignLetters: z.string(),
  ownName: z.string().min(3),
  made: z.enum(['source', 'translated', 'machine']),
  reviewed: z.boolean()
})

describe('the table of languages', () => {
  it('has sixteen, German first, each with all facts', () => {
    expect(EVERY_LOCALE.length).toBe(16)
    expect(EVERY_LOCALE[0]).toBe('de')
    expect(
      Object.entries(LOCALES).flatMap(
        ([locale, facts]) =>
          localeSchema.safeParse(facts).error?.issues.map((issue) => `${locale}: ${issue.message}`) ?? []
      )
    ).toEqual([])
  })

  it.each(Object.entries(LOCALES))(
    'tells the direction and script that Unicode knows of %s',
    (_, { intl, direction, script }) => {
      const tag = new Intl.Locale(intl).maximize()
      expect([tag.script, tag.getTextInfo().direction]).toEqual([script, direction])
      expect(Intl.PluralRules.supportedLocalesOf(intl)).toEqual([intl])
      expect(Intl.DateTimeFormat.supportedLocalesOf(intl)).toEqual([intl])
    }
  )

  it('says that nobody has read what a machine made', () => {
    const made = EVERY_LOCALE.filter((locale) => LOCALES[locale].made !== 'machine')
    expect(made).toEqual(['de', 'de-simple', 'en'])
    expect(
      EVERY_LOCALE.filter((locale) => LOCALES[locale].made === 'machine' && LOCALES[locale].reviewed)
    ).toEqual([])
  })

  it('has a back-translation review of every translation', () => {
    const unread = EVERY_LOCALE.filter((locale) => locale !== 'de').filter(
      (locale) => !/\| .+ \|/.test(textOf(`docs/translation-reviews/${locale}.md`))
    )
    expect(unread).toEqual([])
  })
})

describe('the terms', () => {
  it('are at least 150, each once, with a word in all languages', () => {
    expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length)
    expect(terms.length).toBeGreaterThanOrEqual(150)
    expect(
      terms.flatMap((term) =>
        EVERY_LOCALE.filter((locale) => !term[locale]?.trim()).map((locale) => `${term.id}: ${locale}`)
      )
    ).toEqual([])
  })

  it.each(EVERY_LOCALE)('that stand on papers stand in %s as well', (locale) => {
    expect(withoutOfficeTerm(textsIn(locale), german, terms)).toEqual([])
  })
})

describe('translations agree with German', () => {
  const kept = [...terms.flatMap(({ keep }) => keep ?? []), ...NAMES]

  it.each(EVERY_LOCALE.filter((locale) => locale !== 'de'))('in %s', (locale) => {
    expect(translationFaults(textsIn(locale), german, LOCALES[locale], kept)).toEqual([])
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
