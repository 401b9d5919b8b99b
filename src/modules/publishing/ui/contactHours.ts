import type { SiteFacts } from '../siteFile.ts'

type Hours = SiteFacts['contact']['hours'][number]

/** Weekdays that share their hours: three or more in a row as a range, others one by one. 1 is Monday. */
export const dayGroups = ({
  days
}: Pick<Hours, 'days'>): readonly (readonly [from: number, to: number])[] => {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const day of sorted) {
    const last = runs.at(-1)
    if (last?.[1] === day - 1) last[1] = day
    else runs.push([day, day])
  }
  return runs.flatMap(([from, to]) =>
    to - from === 1
      ? [
          [from, from],
          [to, to]
        ]
      : [[from, to]]
  )
}
