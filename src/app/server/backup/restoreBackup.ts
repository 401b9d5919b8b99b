import type pg from 'pg'
import { checkAudit, finishRestore, type AuditCheck } from '#modules/access/server/index.ts'
import { germanDay } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import type { OwnerConnection } from '#platform/db/server/connection.ts'
import { isUntouched, listTables, writeValuesPlainly } from '#platform/db/server/copyTables.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { putForeignKeysAside } from '#platform/db/server/foreignKeys.ts'
import { migrateWithin } from '#platform/db/server/migrate.ts'
import { connectForSetUp } from '#platform/db/server/prepareDatabase.ts'
import { transactionOn } from '#platform/db/server/transactionOn.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { KEY_TABLES, planBackup } from './backupPlan.ts'
import type { Checked, Restorable } from './checkRestore.ts'
import { loadArchive, type FileTaker } from './loadArchive.ts'

/** Archives that fit together, and where they go. */
export interface Restore {
  readonly given: Restorable
  readonly checked: Checked
  readonly owner: OwnerConnection
  readonly files: FileTaker
  /** Hears how many bytes were loaded. */
  progress(bytes: number): void
}

/** What a restore did. */
export interface Restored {
  readonly rows: number
  /** Keys that belonged to nothing in the older content. */
  readonly droppedKeys: number
  /** Erasures done again; `undefined` where the ledger is lost. */
  readonly erased: number | undefined
  readonly audit: AuditCheck
}

/**
 * Puts a backup into a database in which nothing was ever made, all in one transaction: the schema as it was then, every row,
 * counted and compared; the audit checked; the schema as it is now; what was erased since, erased again. Refuses a
 * database that is not empty. Throws an ArchiveFault where an archive is not whole; then nothing is there.
 */
export const restoreBackup = async (restore: Restore): Promise<Outcome<Restored, 'notEmpty'>> => {
  const client = await connectForSetUp(restore.owner)
  try {
    if (!(await isUntouched(client))) return refuse('notEmpty')
    const organisationId = restore.checked.content.organisation.id as OrganisationId
    const restored = await transactionOn(client, { kind: 'read write', organisationId }, async (tx) => {
      await migrateWithin(tx, restore.checked.content.schema)
      const loaded = await loadBoth(client, restore)
      const audit = await auditOf(tx, organisationId, restore)
      await migrateWithin(tx)
      const { takenAt } = restore.checked.content
      const backup = germanDay(Temporal.Instant.from(takenAt))
      const { erasures } = restore.checked
      const count = await finishRestore(tx, { organisationId, backup, erasures })
      return { ...loaded, audit, erased: erasures && count }
    })
    await client.query('ANALYZE')
    return done(restored)
  } finally {
    await client.end()
  }
}

const loadBoth = async (client: pg.Client, { given, checked, files, progress }: Restore) => {
  await writeValuesPlainly(client)
  const { identities } = given
  const plan = planBackup(await listTables(client))
  const foreignKeys = await putForeignKeysAside(client)
  let rows = await loadArchive(client, {
    path: given.content,
    identities,
    tables: plan.content,
    files,
    progress
  })
  if (given.keys !== undefined)
    rows += await loadArchive(client, { path: given.keys, identities, tables: plan.keys, files, progress })
  const droppedKeys =
    checked.keys?.backup === checked.content.backup ? 0 : await foreignKeys.dropDangling(KEY_TABLES)
  await foreignKeys.putBack()
  return { rows: rows - droppedKeys, droppedKeys }
}

/** The chain as it came back, held against the anchors up to its end: later ones saw what the backup does not have. */
const auditOf = (tx: Tx, organisationId: OrganisationId, { given, checked }: Restore) => {
  const { head, anchorKey } = checked.content
  const anchors = (given.anchors ?? []).filter(({ position }) => position <= head.position)
  return checkAudit({ read: (work) => work(tx) }, organisationId, [anchors], given.publicKey ?? anchorKey)
}
