import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { SOURCES } from '../../scripts/setup/build.mjs'
import { root } from './workshop.ts'

const PARTS = [...SOURCES, 'scripts', 'build', '.npmrc']

/**
 * A clone of the program below `folder`, installed and built. What the lock file brought is linked file by file, so
 * that it can be reached through the clone's own folders only; pass `copied` where it will be written to.
 */
export const makeClone = (
  folder: string,
  mode: number,
  installed: 'linked' | 'copied' = 'linked'
): string => {
  mkdirSync(folder, { mode })
  chmodSync(folder, mode)
  const clone = join(folder, 'anlaufstelle')
  mkdirSync(clone, { mode: 0o755 })
  for (const part of PARTS) execFileSync('cp', ['-a', '--reflink=auto', join(root, part), clone])
  const modules = join(root, 'node_modules')
  try {
    execFileSync('cp', [installed === 'linked' ? '-al' : '-a', modules, clone], { stdio: 'ignore' })
  } catch {
    // Links do not reach from one file system to another.
    execFileSync('cp', ['-a', '--reflink=auto', modules, clone])
  }
  return clone
}
