import { IntlMessageFormat } from 'intl-messageformat'
import arTexts from '#messages/public/ar.json' with { type: 'json' }
import simpleTexts from '#messages/public/de-simple.json' with { type: 'json' }
import deTexts from '#messages/public/de.json' with { type: 'json' }
import enTexts from '#messages/public/en.json' with { type: 'json' }
import { intlTag, type Locale } from './locales.ts'
import type { PublicMessages } from './publicMessages.generated.ts'

export type MessageKey = keyof PublicMessages
type ArgumentsOf<Key extends MessageKey> = keyof PublicMessages[Key] extends never
  ? []
  : [PublicMessages[Key]]

/** Turns a key and its arguments into a text of one language. */
export type Texts = <Key extends MessageKey>(key: Key, ...args: ArgumentsOf<Key>) => string

const catalogues: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  de: deTexts,
  'de-simple': simpleTexts,
  en: enTexts,
  ar: arTexts
}

/** True for a key that the public texts have; for keys that come out of data. */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(deTexts, key)

/** The public texts of a language. Formats are compiled when first used and kept. A missing key is a fault. */
export const textsFor = (locale: Locale): Texts => {
  const compiled = compiledTexts[locale]
  return (key, ...args) => {
    const known = compiled.get(key)
    const format = known ?? new IntlMessageFormat(textOf(locale, key), intlTag(locale))
    if (!known) compiled.set(key, format)
    return String(format.format(args[0]))
  }
}

const compiledTexts: Readonly<Record<Locale, Map<string, IntlMessageFormat>>> = {
  de: new Map(),
  'de-simple': new Map(),
  en: new Map(),
  ar: new Map()
}

const textOf = (locale: Locale, key: string) => {
  const text = catalogues[locale][key]
  if (text === undefined) throw new Error(`No text ${key} in ${locale}`)
  return text
}
