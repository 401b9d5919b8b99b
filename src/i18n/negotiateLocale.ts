import { EVERY_LOCALE, LOCALES, SOURCE_LOCALE, type Locale } from './locales.ts'

const MOST_WISHES = 20

/** Slugs and the further tags that browsers ask by: Dari is asked for as `fa-AF`, Kurmanji as `ku`. */
const KNOWN: ReadonlyMap<string, Locale> = new Map(
  EVERY_LOCALE.flatMap((locale) =>
    [locale, ...LOCALES[locale].asked].map((tag) => [tag.toLowerCase(), locale] as const)
  )
)

/** The best language for an Accept-Language header (RFC 9110 §12.5.4, RFC 4647 §3.4); German where none fits. */
export const negotiateLocale = (header: string): Locale => {
  const wishes = header
    .slice(0, 500)
    .split(',', MOST_WISHES)
    .map(readWish)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wishes) {
    const locale = localeFor(tag)
    if (locale) return locale
  }
  return SOURCE_LOCALE
}

/** The tag itself, else what remains when its end is taken away word by word. */
const localeFor = (tag: string): Locale | undefined => {
  for (let end = tag.length; end > 0; end = tag.lastIndexOf('-', end - 1)) {
    const locale = KNOWN.get(tag.slice(0, end))
    if (locale) return locale
  }
  return undefined
}

const readWish = (wish: string) => {
  const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  const weight = quality === undefined ? 1 : Number(quality)
  return { tag, weight: Number.isFinite(weight) ? weight : 0 }
}
