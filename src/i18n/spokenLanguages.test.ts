import { describe, expect, it } from 'vitest'
import { formatLanguage } from './formats.ts'
import { EVERY_LOCALE, LOCALES } from './locales.ts'
import {
  findOwnName,
  findSpokenLanguage,
  ownNameOf,
  SPOKEN_LANGUAGES,
  spokenWith
} from './spokenLanguages.ts'

const codes = SPOKEN_LANGUAGES.map(({ code }) => code)

describe('SPOKEN_LANGUAGES', () => {
  it('offers each language once, German not among them', () => {
    expect(codes.length).toBeGreaterThanOrEqual(30)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).not.toContain('de')
  })

  it('has a name of its own for each, not its code', () => {
    expect(SPOKEN_LANGUAGES.filter(({ code, ownName }) => ownName === code || /[()]/.test(ownName))).toEqual(
      []
    )
    expect(ownNameOf('uk')).toBe('українська')
    expect(ownNameOf('rom')).toBe('romani čhib')
  })

  it.each(EVERY_LOCALE)('can be named in %s', (locale) => {
    expect(codes.filter((code) => formatLanguage(code, locale) === code)).toEqual([])
  })

  it('holds every foreign language of the portal', () => {
    const foreign = Object.values(LOCALES).filter(({ intl }) => !intl.startsWith('de'))
    expect(foreign.filter(({ html }) => !codes.includes(html))).toEqual([])
  })
})

describe('findSpokenLanguage', () => {
  it.each(['ti', 'prs', 'kmr'])('knows %s', (code) => expect(findSpokenLanguage(code)).toBe(code))

  it.each([null, '', 'de', 'xx', 'UK', 'uk-UA', '__proto__', 'a'.repeat(2000)])(
    'does not know %s',
    (code) => {
      expect(findSpokenLanguage(code)).toBeUndefined()
    }
  )
})

it('a page in German does not say what its reader speaks', () => {
  expect((['de', 'de-simple', 'en', 'ar'] as const).map(spokenWith)).toEqual([
    undefined,
    undefined,
    'en',
    'ar'
  ])
})

describe('findOwnName', () => {
  it.each([
    ['ar', 'العربية'],
    ['prs', 'دری'],
    ['kmr', 'Kurmancî'],
    ['gsg', undefined],
    ['qaa', undefined],
    ['not a code', undefined]
  ])('%s calls itself %s', (code, name) => {
    expect(findOwnName(code)).toBe(name)
  })
})
