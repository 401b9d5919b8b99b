const PATTERN = /^anlaufstelle-(\d{8}T\d{6}Z)-(content|keys)\.age$/

/** How an archive is called: anlaufstelle-20261124T023000Z-content.age */
export const archiveName = (takenAt: Temporal.Instant, kind: 'content' | 'keys'): string =>
  `anlaufstelle-${takenAt.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}-${kind}.age`

/** What an archive's name tells; nothing where it is no archive's. */
export const readArchiveName = (
  name: string
): { readonly takenAt: Temporal.Instant; readonly kind: 'content' | 'keys' } | undefined => {
  const [, stamp, kind] = PATTERN.exec(name) ?? []
  if (stamp === undefined) return undefined
  try {
    return { takenAt: Temporal.Instant.from(stamp), kind: kind as 'content' | 'keys' }
  } catch {
    return undefined
  }
}

/** What an archive is called while it is written. */
export const unfinished = (path: string): string => `${path}.part`
