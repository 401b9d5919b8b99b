import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LocaleFacts } from '#i18n/locales.ts'
import { catalogueFaults, type Catalogue } from './catalogueFaults.ts'
import { translationFaults, withoutOfficeTerm, type OfficeTerm } from './translationFaults.ts'

/** Names of bodies, licences and of the portal in plain words, which no language translates. */
const NAMES = [
  'Refugee Law Clinic Leipzig',
  'Refugee Law Clinic Dresden',
  'European Union Public Licence',
  'In einfachen Worten'
]
/** Languages whose texts the project writes itself. */
const OWN_TRANSLATIONS = ['de-simple', 'en']

const localeSchema = z.strictObject({
  html: z.string().regex(/^[a-z]{2,3}(-[a-z]+)?$/),
  hreflang: z.string().regex(/^[a-z]{2,3}(-\w+)?$/),
  asked: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)),
  intl: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  script: z.string().regex(/^[A-Z][a-z]{3}$/),
  large: z.boolean(),
  numerals: z.literal('latn'),
  comma: z.string().min(1),
  foreignLetters: z.string(),
  ownName: z.string().min(3),
  made: z.enum(['source', 'translated', 'machine']),
  reviewed: z.boolean()
})

/** What a language consists of, in a folder laid out as this repository is. */
export interface LocaleFiles {
  readonly table: Readonly<Record<string, LocaleFacts>>
  readonly terms: readonly (OfficeTerm & Readonly<Record<string, string>>)[]
  readonly textsIn: (locale: string) => Catalogue
  /** The page on what reading the texts back showed; empty where there is none. */
  readonly reviewOf: (locale: string) => string
}

/** The languages of a folder. */
export const localeFilesIn = (root: string): LocaleFiles => {
  const textAt = (path: string) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined
  return {
    table: JSON.parse(textAt('messages/locales.json') ?? '{}') as LocaleFiles['table'],
    terms: JSON.parse(textAt('data/terms/terms.json') ?? '[]') as LocaleFiles['terms'],
    textsIn: (locale) => JSON.parse(textAt(`messages/public/${locale}.json`) ?? '{}') as Catalogue,
    reviewOf: (locale) => textAt(`docs/translation-reviews/${locale}.md`) ?? ''
  }
}

/** What is wrong with an entry of the table: its form, and what Unicode knows better. */
const entryFaults = (facts: LocaleFacts): string[] => {
  const { error } = localeSchema.safeParse(facts)
  if (error) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const { intl, script, direction } = facts
  const tag = new Intl.Locale(intl).maximize()
  const known = {
    script: tag.script?.replace(/^Han[st]$/, 'Hani'),
    direction: tag.getTextInfo().direction
  }
  const plurals = Intl.PluralRules.supportedLocalesOf(intl)
  const dates = Intl.DateTimeFormat.supportedLocalesOf(intl)
  return [
    ...(known.script === script ? [] : [`script: ${known.script} by Unicode`]),
    ...(known.direction === direction ? [] : [`direction: ${known.direction} by Unicode`]),
    ...(plurals[0] === intl && dates[0] === intl ? [] : ['intl: no such language in Unicode’s data'])
  ]
}

/** What the table says about the making of the texts and its page of reviews does not bear out. */
const claimFaults = (locale: string, { made, reviewed }: LocaleFacts, review: string): string[] => {
  const asksFor = (heading: string) => (review.includes(`\n## ${heading}\n`) ? [] : [`no “## ${heading}”`])
  return [
    ...((made === 'source') === (locale === 'de') ? [] : ['German alone is the source']),
    ...(locale === 'de' || /\| .+ \|/.test(review) ? [] : ['no table of corrections']),
    ...(made === 'translated' && !OWN_TRANSLATIONS.includes(locale) ? asksFor('Translated by') : []),
    ...(reviewed ? asksFor('Read by a speaker') : [])
  ]
}

/** What is missing or wrong in the files of a language, as far as a program can tell; `file: fault` each. */
export const localeFaults = (files: LocaleFiles, locale: string): string[] => {
  const { table, terms, textsIn, reviewOf } = files
  const facts = table[locale]
  if (!facts) return [`messages/locales.json: no ${locale}`]
  const [texts, german] = [textsIn(locale), textsIn('de')]
  const kept = [...terms.flatMap(({ keep }) => keep ?? []), ...NAMES]
  const inFile = (path: string, faults: readonly string[]) => faults.map((fault) => `${path}: ${fault}`)
  const entry = entryFaults(facts)
  if (entry.length > 0) return inFile('messages/locales.json', entry)
  return [
    ...inFile(`messages/public/${locale}.json`, [
      ...catalogueFaults(texts, german, facts.intl),
      ...(locale === 'de' ? [] : translationFaults(texts, german, facts, kept)),
      ...withoutOfficeTerm(texts, german, terms)
    ]),
    ...inFile(
      'data/terms/terms.json',
      terms.filter((term) => !term[locale]?.trim()).map(({ id }) => `${id}: missing`)
    ),
    ...inFile(`docs/translation-reviews/${locale}.md`, claimFaults(locale, facts, reviewOf(locale)))
  ]
}
