import { join } from 'node:path'
import { anchorFile, findInstallation } from '#modules/access/server/index.ts'
import type { Installation } from '#modules/access/index.ts'
import { readRecipients } from '#platform/backup/server/recoveryKey.ts'
import { systemClock } from '#platform/clock/clock.ts'
import type { Config } from '#platform/config/server/config.ts'
import { openServerKey } from '#platform/crypto/server/serverKeyFile.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { createCtx } from '#platform/db/server/createCtx.ts'
import { openDatabase, type Database } from '#platform/db/server/database.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { faultFields, type Log } from '#platform/log/server/log.ts'
import { diskCode, takeBackup } from './takeBackup.ts'

interface Surrounding {
  readonly config: Config
  readonly owner: OwnerConnection
  readonly log: Log
}

/** Where the backups lie that a start takes before it migrates. */
export const updateBackups = ({ dataDirectory }: Pick<Config, 'dataDirectory'>): string =>
  join(dataDirectory, 'backups')

/**
 * Takes a backup of a database that is about to be migrated, as it is before, and tells the log where it lies and which
 * command brings it back. Goes on with one warning where nobody named a recovery key, where it is not wanted, or where
 * the database is older than backups are; does nothing for a database that is not set up, or a demonstration. Refuses
 * the start where the backup cannot be written.
 */
export const saveBeforeMigrating = async (around: Surrounding, pending: readonly string[]): Promise<void> => {
  const { config, owner, log } = around
  const database = openDatabase(owner)
  try {
    const ctx = await ctxOf(around, database)
    const installation = await findInstallation(ctx)
    if (!installation || installation.demo) return
    const recipients = config.updateBackup ? await readRecipients(config.dataDirectory) : []
    if (recipients.length === 0) {
      const why = config.updateBackup ? 'no recovery key: npm run -s cli -- backup key' : 'not wanted'
      return log.warn('update.withoutBackup', { migrations: pending.length, why })
    }
    const folder = updateBackups(config)
    const order = { ctx, owner, installation, config, recipients, folder, progress: () => undefined }
    const { backup } = await takeBackup(order)
    tellWayBack(around, installation, { content: backup.content.path, keys: backup.keys.path })
  } catch (fault) {
    sortOut(fault, around)
  } finally {
    await database.close()
  }
}

const ctxOf = async ({ config, log }: Surrounding, database: Database) => {
  const serverKey = await openServerKey(config.dataDirectory)
  return createCtx({ database, clock: systemClock, log, serverKey }, 'owner', undefined)
}

const tellWayBack = (
  { config, log }: Surrounding,
  installation: Installation,
  { content, keys }: { readonly content: string; readonly keys: string }
) => {
  const ledger = anchorFile(config.dataDirectory, installation.id)
  const restore = `npm run -s cli -- backup restore --content ${content} --keys ${keys} --identity FILE --ledger ${ledger}`
  log.warn('update.backup', { content, keys, back: `the program of before, an empty database, ${restore}` })
}

/** Of a table or a column that later programs made. */
const NOT_THERE_YET = new Set(['42P01', '42703'])

const sortOut = (fault: unknown, { config, log }: Surrounding) => {
  if (NOT_THERE_YET.has((fault as { code?: string }).code ?? ''))
    return log.warn('update.withoutBackup', { why: 'older than backups are', ...faultFields(fault) })
  const code = diskCode(fault)
  if (code === undefined) throw fault
  throw new SetupFault(
    `Before the update no backup could be written into ${updateBackups(config)} (${code}): the database was not touched. ` +
      'Make room there, or update without a backup by ANLAUFSTELLE_UPDATE_BACKUP=off'
  )
}
