import { isLocale, SOURCE_LOCALE, type Locale } from './locales.ts'

const MOST_WISHES = 20

/** The best language for an Accept-Language header (RFC 9110 §12.5.4); German where none fits. */
export const negotiateLocale = (header: string): Locale => {
  const wishes = header
    .slice(0, 500)
    .split(',', MOST_WISHES)
    .map(readWish)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wishes) {
    const [language = ''] = tag.split('-')
    if (isLocale(tag)) return tag
    if (isLocale(language)) return language
  }
  return SOURCE_LOCALE
}

const readWish = (wish: string) => {
  const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  const weight = quality === undefined ? 1 : Number(quality)
  return { tag, weight: Number.isFinite(weight) ? weight : 0 }
}
