import type { Position } from '../build-places/readPackages.ts'

/** Numbers as SVG allows them to stand together: a minus sign separates as a space does. */
const joined = (numbers: readonly number[]): string =>
  numbers.map((number, index) => (index > 0 && number >= 0 ? ` ${number}` : String(number))).join('')

/** Points on the grid of whole numbers, none twice in a row. */
export const snapped = (points: readonly Position[]): Position[] =>
  points
    .map(([x, y]): Position => [Math.round(x), Math.round(y)])
    .filter(([x, y], index, all) => x !== all[index - 1]?.[0] || y !== all[index - 1]?.[1])

/** A closed ring of whole-numbered points as an SVG path with relative steps. */
export function pathOf(ring: readonly Position[]): string {
  const [start = [0, 0]] = ring
  const steps = ring.slice(1, -1).flatMap(([x, y], index) => {
    const [beforeX, beforeY] = ring[index] ?? start
    return [x - beforeX, y - beforeY]
  })
  return `M${joined(start)}l${joined(steps)}z`
}
