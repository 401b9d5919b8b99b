/** Small letters without accents, ß as ss. */
const fold = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')

/** What has every word that is looked for in its text; what begins with the first one stands first. */
export const matchesOf = <Item>(
  items: readonly Item[],
  wanted: string,
  textOf: (item: Item) => string
): readonly Item[] => {
  const words = fold(wanted).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = items.filter((item) => words.every((word) => fold(textOf(item)).includes(word)))
  const [first, rest] = [true, false].map((begins) =>
    found.filter((item) => fold(textOf(item)).startsWith(words[0]!) === begins)
  )
  return [...first!, ...rest!]
}
