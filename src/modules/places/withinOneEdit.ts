function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

function sameFrom(a: readonly string[], fromA: number, b: readonly string[], fromB: number): boolean {
  if (a.length - fromA !== b.length - fromB) return false
  return a.slice(fromA).every((character, index) => character === b[fromB + index])
}

/**
 * True when one insertion, deletion, substitution or swap of two neighbours (or none) turns one text into the other:
 * Damerau-Levenshtein distance, optimal string alignment, at most 1. Counts code points; linear in the length.
 */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true
  const left = [...a]
  const right = [...b]
  const at = sharedPrefix(left, right)
  const swapped = left[at] === right[at + 1] && left[at + 1] === right[at] && left[at] !== undefined
  return (
    sameFrom(left, at + 1, right, at + 1) ||
    sameFrom(left, at + 1, right, at) ||
    sameFrom(left, at, right, at + 1) ||
    (swapped && sameFrom(left, at + 2, right, at + 2))
  )
}
