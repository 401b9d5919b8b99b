import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readArchiveName } from './archiveNames.ts'

/** Days for which an archive is kept. After 30 days no copy of a destroyed key is left. */
const KEPT_DAYS = { keys: 30, content: 90 } as const

const DAY = 24 * 60 * 60_000

/**
 * Removes archives that are past their time, of each kind never the newest, and what a backup that was killed more
 * than a day ago left behind; answers their names. Touches no other file.
 */
export const pruneBackups = async (folder: string, now: Temporal.Instant): Promise<readonly string[]> => {
  const names = await readdir(folder)
  const gone = [...outdated(names, now), ...(await abandoned(folder, names, now))]
  for (const name of gone) await rm(join(folder, name), { force: true })
  return gone
}

/** The archives among the names that are past their time. */
export const outdated = (names: readonly string[], now: Temporal.Instant): readonly string[] =>
  (['content', 'keys'] as const).flatMap((kind) => {
    const theirs = names
      .flatMap((name) => {
        const archive = readArchiveName(name)
        return archive?.kind === kind
          ? [{ name, ageInMs: archive.takenAt.until(now).total('milliseconds') }]
          : []
      })
      .sort((a, b) => a.ageInMs - b.ageInMs)
    return theirs
      .slice(1)
      .filter(({ ageInMs }) => ageInMs > KEPT_DAYS[kind] * DAY)
      .map(({ name }) => name)
  })

const abandoned = async (folder: string, names: readonly string[], now: Temporal.Instant) => {
  const parts = names.filter((name) => readArchiveName(name.replace(/\.part$/, '')) && name.endsWith('.part'))
  const found: string[] = []
  for (const name of parts) {
    const { mtimeMs } = await stat(join(folder, name))
    if (now.epochMilliseconds - mtimeMs > DAY) found.push(name)
  }
  return found
}
