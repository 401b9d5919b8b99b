import { EVERY_LOCALE, LOCALES, type Locale } from './locales.ts'

/** BCP 47 codes of what is spoken in Saxony besides the languages of the portal. */
const SPOKEN_BESIDES = 'am az bg bs ckb cs hi hr hu hy it ka mk pl pt rom so sq sr ta ur zh'

/** BCP 47 codes of languages someone can say they speak. */
const CODES: ReadonlySet<string> = new Set([
  ...EVERY_LOCALE.map((locale) => LOCALES[locale].html).filter((code) => !/^de\b/.test(code)),
  ...SPOKEN_BESIDES.split(' ')
])

/** Names of their own that Unicode's data lack or give with a note in brackets. */
const OWN_NAMES: Readonly<Record<string, string>> = { kmr: 'Kurmancî', rom: 'romani čhib' }

/** What a language (BCP 47 code) calls itself: "українська"; `undefined` where nobody knows. */
export const findOwnName = (code: string): string | undefined => {
  try {
    const isKnown = Intl.DisplayNames.supportedLocalesOf(code).length > 0
    const unicode = isKnown
      ? new Intl.DisplayNames(code, { type: 'language', fallback: 'none' }).of(code)
      : undefined
    return OWN_NAMES[code] ?? unicode
  } catch {
    return undefined
  }
}

/** The same; the code where nobody knows. */
export const ownNameOf = (code: string): string => findOwnName(code) ?? code

/** Languages to choose from, by their own names, in the order of scripts and letters. */
export const SPOKEN_LANGUAGES: readonly { readonly code: string; readonly ownName: string }[] = [...CODES]
  .map((code) => ({ code, ownName: ownNameOf(code) }))
  .sort((a, b) => new Intl.Collator('en').compare(a.ownName, b.ownName))

/** The language that an address names; `undefined` where it is none of `SPOKEN_LANGUAGES`. */
export const findSpokenLanguage = (code: string | null): string | undefined =>
  SPOKEN_LANGUAGES.find((language) => language.code === code)?.code

/** The language of the page where it is a foreign one; German says nothing about what its reader speaks. */
export const spokenWith = (locale: Locale): string | undefined => findSpokenLanguage(LOCALES[locale].html)
