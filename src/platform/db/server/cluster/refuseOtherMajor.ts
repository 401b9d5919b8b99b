import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { outsideHome } from './databaseAccount.ts'
import type { PostgresPrograms } from './programs.ts'

/** The major version of PostgreSQL that made the database of a data folder; nothing where there is none yet. */
export const findMadeBy = (dataDirectory: string): number | undefined => {
  const homes = [join(dataDirectory, 'database'), outsideHome(dataDirectory)]
  const file = homes.map((home) => join(home, 'pgdata/PG_VERSION')).find((path) => existsSync(path))
  return file === undefined ? undefined : Number.parseInt(readFileSync(file, 'utf8'), 10)
}

/**
 * Refuses a data folder whose database another major version of PostgreSQL made, before anything is touched, with the
 * commands that convert it: no other version can read its files.
 */
export const refuseOtherMajor = (dataDirectory: string, { major }: PostgresPrograms): void => {
  const made = findMadeBy(dataDirectory)
  if (made === undefined || made === major) return
  throw new SetupFault(
    `The data folder ${dataDirectory} was made by PostgreSQL ${made}, and this program brings PostgreSQL ${major}: nothing was touched. ` +
      'Convert it by a backup: with the program that made it run `npm run -s cli -- backup create --to FOLDER`, then with this program and a new, empty data folder ' +
      '`ANLAUFSTELLE_DATA=NEW npm run -s cli -- backup restore --content FILE --keys FILE --identity FILE --ledger FILE` (docs/operations.md, "Another PostgreSQL")'
  )
}
