import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024
})
const everyFile = [...new Set(listed.split('\0'))]
  .filter((path) => path && existsSync(join(ROOT, path)))
  .sort()

/** Paths from the root of the files that git knows or would add, whose path matches. */
export const filesMatching = (pattern: RegExp): string[] => everyFile.filter((path) => pattern.test(path))

/** The text of a file named from the root. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The names of the folders in `src/modules`. */
export const moduleNames: readonly string[] = [
  ...new Set(filesMatching(/^src\/modules\/[^/]+\//).map((path) => path.split('/')[2]!))
]
