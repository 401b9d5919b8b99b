import { parseArgs } from 'node:util'
import { freeBytes } from '#platform/backup/server/freeBytes.ts'
import { readRecipients } from '#platform/backup/server/recoveryKey.ts'
import { systemClock } from '#platform/clock/clock.ts'
import type { Config } from '#platform/config/server/config.ts'
import { programFolder, programVersion } from '#platform/config/server/programFolder.ts'
import { findMadeBy } from '#platform/db/server/cluster/refuseOtherMajor.ts'
import { openCluster } from '#platform/db/server/cluster/openCluster.ts'
import { readDatabaseUrls } from '#platform/db/server/connection.ts'
import { findPrimary } from '#platform/db/server/findPrimary.ts'
import { lookAtDatabase, type LookedAt } from '#platform/db/server/lookAtDatabase.ts'
import { knownMigrations } from '#platform/db/server/migrate.ts'
import { connectAsOwner } from '#platform/db/server/prepareDatabase.ts'
import { compareMigrations } from '#platform/system/systemRules.ts'
import {
  NEEDED_FOR_PROGRAM,
  neededForData,
  obstaclesTo,
  type UpdateFacts
} from '#platform/system/updateRules.ts'
import { updateBackups } from '../backup/saveBeforeMigrating.ts'
import { DONE, REFUSED, type Command, type CommandTools } from './command.ts'

/**
 * Says whether this program may take over the database, and what to do before, without changing anything and without a
 * request to anyone but the database. Exit code 0: it may.
 */
export const systemUpdateCheck: Command = {
  name: 'system update-check',
  summary: 'cli_system_update_check',
  usage: '',
  async run(args, tools) {
    parseArgs({ args: [...args], options: {} })
    const { config, texts, print } = tools
    if (config.databaseUrl === undefined && findMadeBy(config.dataDirectory) === undefined) {
      print(texts('update_empty', { folder: config.dataDirectory }))
      return REFUSED
    }
    const seen = await look(config)
    const { missing, unknown } = compareMigrations(seen.applied, await knownMigrations())
    const facts = await factsOf(seen, unknown, config)
    tellState(seen, missing, tools)
    tellRoom(facts, tools)
    await tellBackup(facts, missing, tools)
    return tellVerdict(facts, tools)
  }
}

/** Neither migrates nor makes anything: only an embedded server that does not run is started, and stopped again. */
const look = async ({ databaseUrl, dataDirectory }: Config): Promise<LookedAt> => {
  const hold = databaseUrl === undefined ? await openCluster({ dataDirectory, as: 'command' }) : undefined
  try {
    const client = await connectAsOwner(
      hold ? hold.cluster.owner : await findPrimary(readDatabaseUrls(databaseUrl!))
    )
    return await lookAtDatabase(client).finally(() => client.end())
  } finally {
    await hold?.release()
  }
}

const factsOf = async (
  { server, standby, bytes, precious, backup }: LookedAt,
  unknown: readonly string[],
  { databaseUrl, dataDirectory }: Config
): Promise<UpdateFacts> => ({
  serverVersion: server.number,
  standby,
  embedded: databaseUrl === undefined,
  databaseBytes: bytes,
  unknown,
  precious,
  backup,
  freeForData: await freeBytes(dataDirectory),
  freeForProgram: await freeBytes(programFolder)
})

const gigabytes = (bytes: number) => Math.floor(bytes / 100_000_000) / 10
const megabytes = (bytes: number) => Math.max(1, Math.round(bytes / 1_000_000))

const tellState = (seen: LookedAt, missing: readonly string[], { texts, print }: CommandTools) => {
  const { running, server, applied, bytes } = seen
  print(texts('update_program', { version: programVersion() }))
  print(
    running.length > 0 ? texts('update_running', { versions: running.join(', ') }) : texts('update_stopped')
  )
  print(texts('update_database', { server: server.name, megabytes: megabytes(bytes) }))
  print(
    applied.length > 0
      ? texts('update_schema', { count: applied.length, newest: applied.at(-1)! })
      : texts('update_schema_none')
  )
  print(texts('update_missing', { count: missing.length }))
  for (const name of missing) print(`  ${name}`)
}

const tellRoom = (facts: UpdateFacts, { texts, print }: CommandTools) => {
  const needed = gigabytes(neededForData(facts) + 99_999_999)
  print(texts('update_room_data', { free: gigabytes(facts.freeForData), needed }))
  print(
    texts('update_room_program', {
      free: gigabytes(facts.freeForProgram),
      needed: gigabytes(NEEDED_FOR_PROGRAM)
    })
  )
}

const tellBackup = async (
  { precious, backup }: UpdateFacts,
  missing: readonly string[],
  { config, texts, print }: CommandTools
) => {
  if (!precious) return
  if (backup) {
    const hours = Math.floor(backup.takenAt.until(systemClock.now()).total('hours'))
    print(texts('update_backup', { hours }))
  } else print(texts('update_backup_none'))
  if (missing.length === 0) return
  const saves = config.updateBackup && (await readRecipients(config.dataDirectory)).length > 0
  print(saves ? texts('update_saves', { folder: updateBackups(config) }) : texts('update_saves_not'))
}

const tellVerdict = (facts: UpdateFacts, { texts, print }: CommandTools): number => {
  const obstacles = obstaclesTo(facts, systemClock.now())
  if (obstacles.length === 0) {
    print(texts('update_may'))
    return DONE
  }
  print(texts('update_first'))
  for (const obstacle of obstacles) print(`  - ${texts(`update_obstacle_${obstacle}`)}`)
  return REFUSED
}
