import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { LastBackup } from '../systemRules.ts'
import type { BackupTables } from './tables.ts'

/** The backup that was completed last; nothing where none was since the installation began or was restored. */
export const findLastBackup = (ctx: Ctx): Promise<LastBackup | undefined> =>
  ctx.read(async (tx) => {
    const row = await tx
      .$extendTables<BackupTables>()
      .selectFrom('platform_backup')
      .select(['taken_at', 'content_bytes', 'key_bytes'])
      .executeTakeFirst()
    return (
      row && {
        takenAt: Temporal.Instant.fromEpochMilliseconds(row.taken_at.getTime()),
        bytes: Number(row.content_bytes) + Number(row.key_bytes)
      }
    )
  })

/** What a backup says of the database it is taken from: the transaction's time, and the last migration. */
export const selectMoment = async (
  tx: Tx
): Promise<{ readonly takenAt: Temporal.Instant; readonly schema: string }> => {
  const { rows } = await sql<{ now: Date; schema: string }>`
    SELECT now(), (SELECT max(name) FROM platform_migration) AS schema`.execute(tx)
  const { now, schema } = rows[0]!
  return { takenAt: Temporal.Instant.fromEpochMilliseconds(now.getTime()), schema }
}
