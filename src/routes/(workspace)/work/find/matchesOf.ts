import { foldLetters } from '#platform/foldLetters.ts'

/** What has every word that is looked for in its text; what begins with the first one stands first. */
export const matchesOf = <Item>(
  items: readonly Item[],
  wanted: string,
  textOf: (item: Item) => string
): readonly Item[] => {
  const words = foldLetters(wanted).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = items.filter((item) => words.every((word) => foldLetters(textOf(item)).includes(word)))
  const [first, rest] = [true, false].map((begins) =>
    found.filter((item) => foldLetters(textOf(item)).startsWith(words[0]!) === begins)
  )
  return [...first!, ...rest!]
}
