import { IntlMessageFormat, type Formatters } from 'intl-messageformat'
import { CATALOGUES } from './catalogues.generated.ts'
import { EVERY_LOCALE, intlTag, SOURCE_LOCALE, type Locale } from './locales.ts'
import type { PublicMessages } from './publicMessages.generated.ts'

export type MessageKey = keyof PublicMessages
type ArgumentsOf<Key extends MessageKey> = keyof PublicMessages[Key] extends never
  ? []
  : [PublicMessages[Key]]

/** Turns a key and its arguments into a text of one language. */
export type Texts = <Key extends MessageKey>(key: Key, ...args: ArgumentsOf<Key>) => string

/** True for a key that the public texts have; for keys that come out of data. */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(CATALOGUES[SOURCE_LOCALE], key)

/** The public texts of a language. Texts with arguments are compiled when first used and kept. A missing key is a fault. */
export const textsFor = (locale: Locale): Texts => TEXTS.get(locale)!

const textsOf = (locale: Locale): Texts => {
  const compiled = new Map<string, (args: Arguments) => string>()
  const compile = compilerFor(intlTag(locale))
  return (key, ...[args]) => {
    const text = textOf(locale, key)
    if (!IS_PATTERN.test(text)) return text
    const known = compiled.get(key) ?? compile(text)
    compiled.set(key, known)
    return known(args ?? {})
  }
}

type Arguments = Readonly<Record<string, unknown>>

/** A text that only names its arguments needs none of MessageFormat. */
const compilerFor = (tag: string) => {
  const formatters = formattersOf(tag)
  return (text: string) => {
    if (NAMES_ONLY.test(text))
      return (args: Arguments) => text.replace(ARGUMENT, (_, name: string) => String(args[name]))
    const format = new IntlMessageFormat(text, tag, undefined, { formatters })
    return sayingCountsOnce((args) => String(format.format(args as Record<string, string>)))
  }
}

const MOST_COUNTS = 500

/** Remembers what was said of numbers alone: the same counts come on page after page. Words are not kept, they may be a visitor's. */
const sayingCountsOnce = (say: (args: Arguments) => string) => {
  const said = new Map<string, string>()
  return (args: Arguments): string => {
    if (!Object.values(args).every((value) => typeof value === 'number')) return say(args)
    const counts = JSON.stringify(args)
    const words = said.get(counts) ?? say(args)
    if (said.size < MOST_COUNTS) said.set(counts, words)
    return words
  }
}

const ARGUMENT = /\{(\w+)\}/g
const NAMES_ONLY = /^(?:[^{}<>']|\{\w+\})*$/

/** What all messages of a language count with; each would otherwise make its own, outside the heap. */
const formattersOf = (tag: string): Formatters => {
  let numbers: Intl.NumberFormat | undefined
  let plurals: Intl.PluralRules | undefined
  return {
    getNumberFormat: () => (numbers ??= new Intl.NumberFormat(tag)),
    getPluralRules: () => (plurals ??= new Intl.PluralRules(tag)),
    getDateTimeFormat: () => {
      throw new Error('Dates are handed over as formatted text')
    }
  }
}

/** Whatever ICU reads as more than the letters it is (MessageFormat: braces, tags and the apostrophe that quotes them). */
const IS_PATTERN = /[{}<>']/

const textOf = (locale: Locale, key: string) => {
  const text = CATALOGUES[locale][key]
  if (text === undefined) throw new Error(`No text ${key} in ${locale}`)
  return text
}

const TEXTS: ReadonlyMap<Locale, Texts> = new Map(EVERY_LOCALE.map((locale) => [locale, textsOf(locale)]))
