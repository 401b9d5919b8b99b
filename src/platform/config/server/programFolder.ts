import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const find = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder
  if (dirname(folder) === folder) throw new Error('The program lies in no folder of its own')
  return find(dirname(folder))
}

/**
 * Where the program lies, with its reference data, migrations and build. It is looked for upwards: the program runs from
 * its sources and from two builds, which lie differently deep.
 */
export const programFolder = find(import.meta.dirname)

/** The version of the program, as its package names it. */
export const programVersion = (): string =>
  (JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }).version
