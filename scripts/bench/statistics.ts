/** The value below which a share of the figures lies (nearest rank). `share` is between 0 and 1. */
export const percentile = (figures: readonly number[], share: number): number => {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** The middle figure. */
export const median = (figures: readonly number[]): number => percentile(figures, 0.5)
