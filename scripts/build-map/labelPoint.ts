import type { Position } from '../build-places/readPackages.ts'

/** A label is wider than high: a step to the side counts this much less than one up or down. */
const WIDER = 2.8

function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[index - 1] ?? [ax, ay]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  })
  return inside
}

function distanceTo([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

/** The whole-numbered point inside a closed ring that leaves a label the most room to every side. */
export function labelPoint(points: readonly Position[]): Position {
  const ring = points.map(([x, y]): Position => [x / WIDER, y])
  const room = (place: Position) =>
    isInside(place, ring)
      ? Math.min(...ring.slice(1).map((point, index) => distanceTo(place, ring[index] ?? point, point)))
      : -1
  const [columns, rows] = [points.map(([x]) => x), points.map(([, y]) => y)]
  let best: { at: Position; room: number } = { at: [0, 0], room: -1 }
  for (let x = Math.min(...columns); x <= Math.max(...columns); x++)
    for (let y = Math.min(...rows); y <= Math.max(...rows); y++) {
      const free = room([x / WIDER, y])
      if (free > best.room) best = { at: [x, y], room: free }
    }
  if (best.room < 0) throw new Error('a ring without an inside')
  return best.at
}
