import type { CentreSlug } from './model.ts'

const LONGEST = 80
const spelled: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  ł: 'l'
}

/**
 * The slug a centre's name asks for: Latin letters without marks, German umlauts spelled out, the rest as `-`.
 * Never empty: a name without any Latin letter or digit becomes `centre`.
 */
export const centreSlugOf = (name: string): CentreSlug => {
  const latin = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøł]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
  return trimmed(latin, LONGEST) || ('centre' as CentreSlug)
}

/** The first of `wish`, `wish-2`, `wish-3` … that is not taken. */
export const freeSlug = (wish: CentreSlug, taken: ReadonlySet<string>): CentreSlug => {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `-${number}`
    const slug = trimmed(wish, LONGEST - ending.length) + ending
    if (!taken.has(slug)) return slug as CentreSlug
  }
}

const trimmed = (text: string, longest: number) =>
  text.slice(0, longest).replace(/^-+|-+$/g, '') as CentreSlug
