import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Packages in a folder of their own, apart from those of the program. */
export interface Installed {
  readonly folder: string
  /** Loads one of the packages. */
  load(name: string): unknown
}

/** Installs packages (`name@version`) into a temporary folder, hands it to `read` and removes it again, come what may. */
export function withPackages<Value>(names: readonly string[], read: (installed: Installed) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-data-'))
  try {
    execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-save', ...names], {
      stdio: 'inherit'
    })
    return read({ folder, load: createRequire(join(folder, 'package.json')) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
