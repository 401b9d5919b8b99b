import { IntlMessageFormat } from 'intl-messageformat'
import deTexts from '#messages/work/de.json' with { type: 'json' }
import enTexts from '#messages/work/en.json' with { type: 'json' }
import { LOCALES, type Locale } from './locales.ts'
import type { WorkMessages } from './workMessages.generated.ts'

export type WorkLocale = 'de' | 'en'
export type WorkMessageKey = keyof WorkMessages

const catalogues: Readonly<Record<WorkLocale, Readonly<Record<string, string>>>> = {
  de: deTexts,
  en: enTexts
}
const tags: Readonly<Record<WorkLocale, string>> = {
  de: 'de-DE-u-ca-gregory-nu-latn',
  en: 'en-GB-u-ca-gregory-nu-latn'
}

/** Turns a key of the staff's texts and the arguments a report holds for it into a text. */
export type WorkTexts = (key: WorkMessageKey, args?: Readonly<Record<string, string | number>>) => string

/** True for a key that the staff's texts have; for keys that come out of a schema. */
export const isWorkMessageKey = (key: string): key is WorkMessageKey => Object.hasOwn(deTexts, key)

/** The texts staff read, in German or English. Texts with arguments are compiled when first used and kept. A key without a text is a fault. */
export const workTextsFor = (locale: WorkLocale): WorkTexts => TEXTS[locale]

/** Whatever ICU reads as more than the letters it is (MessageFormat: braces, tags and the apostrophe that quotes them). */
const IS_PATTERN = /[{}<>']/

const textsOf = (locale: WorkLocale): WorkTexts => {
  const compiled = new Map<WorkMessageKey, IntlMessageFormat>()
  return (key, args) => {
    const text = catalogues[locale][key]
    if (text === undefined) throw new Error(`No text ${key} in ${locale}`)
    if (!IS_PATTERN.test(text)) return text
    const format = compiled.get(key) ?? new IntlMessageFormat(text, tags[locale])
    compiled.set(key, format)
    return String(format.format(args))
  }
}

const TEXTS: Readonly<Record<WorkLocale, WorkTexts>> = { de: textsOf('de'), en: textsOf('en') }

/** The language of the staff's texts that a reader of the portal understands best: English where it is not German. */
export const workLocaleFor = (locale: Locale): WorkLocale =>
  LOCALES[locale].intl.startsWith('de') ? 'de' : 'en'

/** The language of a terminal by POSIX's variables, strongest first; English where none is German. */
export const terminalLocale = (env: NodeJS.ProcessEnv): WorkLocale =>
  /^de/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'de' : 'en'
