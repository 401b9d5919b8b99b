// Generated from messages/locales.json by scripts/build-messages.ts.
import deTexts from '#messages/public/de.json' with { type: 'json' }
import deSimpleTexts from '#messages/public/de-simple.json' with { type: 'json' }
import enTexts from '#messages/public/en.json' with { type: 'json' }
import arTexts from '#messages/public/ar.json' with { type: 'json' }
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
import type { Locale } from './locales.ts'

/** The public texts of every language. */
export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  de: deTexts,
  'de-simple': deSimpleTexts,
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
