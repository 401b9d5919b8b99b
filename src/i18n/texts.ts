import { IntlMessageFormat } from 'intl-messageformat'
import faTexts from '#messages/public/fa.json' with { type: 'json' }
import prsTexts from '#messages/public/prs.json' with { type: 'json' }
import psTexts from '#messages/public/ps.json' with { type: 'json' }
import kmrTexts from '#messages/public/kmr.json' with { type: 'json' }
import trTexts from '#messages/public/tr.json' with { type: 'json' }
import ukTexts from '#messages/public/uk.json' with { type: 'json' }
import ruTexts from '#messages/public/ru.json' with { type: 'json' }
import tiTexts from '#messages/public/ti.json' with { type: 'json' }
import viTexts from '#messages/public/vi.json' with { type: 'json' }
import esTexts from '#messages/public/es.json' with { type: 'json' }
import frTexts from '#messages/public/fr.json' with { type: 'json' }
import roTexts from '#messages/public/ro.json' with { type: 'json' }
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
  ar: arTexts,
  fa: faTexts,
  prs: prsTexts,
  ps: psTexts,
  kmr: kmrTexts,
  tr: trTexts,
  uk: ukTexts,
  ru: ruTexts,
  ti: tiTexts,
  vi: viTexts,
  es: esTexts,
  fr: frTexts,
  ro: roTexts
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
  ar: new Map(),
  fa: new Map(),
  prs: new Map(),
  ps: new Map(),
  kmr: new Map(),
  tr: new Map(),
  uk: new Map(),
  ru: new Map(),
  ti: new Map(),
  vi: new Map(),
  es: new Map(),
  fr: new Map(),
  ro: new Map()
}

const textOf = (locale: Locale, key: string) => {
  const text = catalogues[locale][key]
  if (text === undefined) throw new Error(`No text ${key} in ${locale}`)
  return text
}
