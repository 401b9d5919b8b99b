import { isBackupLate, type LastBackup } from '#platform/backup/systemRules.ts'

/** What an update is judged by. */
export interface UpdateFacts {
  /** Like 150004, of the database server. */
  readonly serverVersion: number
  /** True for a server that copies another one and cannot be written. */
  readonly standby: boolean
  /** True where the program runs the server itself, on the disk of the data folder. */
  readonly embedded: boolean
  readonly databaseBytes: number
  /** Migrations that only the database has. */
  readonly unknown: readonly string[]
  /** Whether there is anything to lose: a real association has been set up. */
  readonly precious: boolean
  readonly backup: LastBackup | undefined
  /** Bytes free on the disk of the data folder, and on the program's. */
  readonly freeForData: number
  readonly freeForProgram: number
}

/** The oldest PostgreSQL the program works with, as it counts itself. */
export const OLDEST_SERVER = 150_000

const GIGABYTE = 1000 ** 3

/** What remains free while nothing is updated. */
const REST = 2 * GIGABYTE

/** Bytes that have to be free for what is installed and built. */
export const NEEDED_FOR_PROGRAM = 2 * GIGABYTE

/** Bytes that have to be free on the data folder's disk: a backup and, where the database lies there, what migrations write anew. */
export const neededForData = ({
  databaseBytes,
  embedded
}: Pick<UpdateFacts, 'databaseBytes' | 'embedded'>): number => REST + databaseBytes * (embedded ? 2 : 1)

/** What has to be done before an update. */
export type UpdateObstacle = 'server' | 'standby' | 'unknown' | 'backup' | 'dataSpace' | 'programSpace'

/** Everything that stands in the way of an update, in the order in which to mend it; empty where it may be done. */
export const obstaclesTo = (facts: UpdateFacts, now: Temporal.Instant): readonly UpdateObstacle[] => {
  const found: Readonly<Record<UpdateObstacle, boolean>> = {
    server: facts.serverVersion < OLDEST_SERVER,
    standby: facts.standby,
    unknown: facts.unknown.length > 0,
    dataSpace: facts.freeForData < neededForData(facts),
    programSpace: facts.freeForProgram < NEEDED_FOR_PROGRAM,
    backup: facts.precious && isBackupLate(facts.backup, now)
  }
  return (Object.keys(found) as UpdateObstacle[]).filter((obstacle) => found[obstacle])
}
