import { sql } from 'kysely'
import type { OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { AccessTables } from './tables.ts'

/** Keeps every other set-up waiting until this transaction ends. */
export const lockInstallation = (tx: Tx): Promise<unknown> =>
  sql`LOCK TABLE access_installation, access_organisation IN SHARE ROW EXCLUSIVE MODE`.execute(tx)

/** Writes down whether the database holds invented data. */
export const writeDemoDecision = (tx: Tx, demo: boolean, decidedAt: Date): Promise<unknown> =>
  tx
    .$extendTables<AccessTables>()
    .insertInto('access_installation')
    .values({ demo, decided_at: decidedAt, filled_at: null })
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet({ demo, decided_at: decidedAt }))
    .execute()

/** Adds the association that runs the installation; the rest of the transaction is about it. */
export const insertRunningOrganisation = async (tx: Tx, name: string): Promise<OrganisationId> => {
  const { id } = await tx
    .$extendTables<AccessTables>()
    .insertInto('access_organisation')
    .values({ name, runs_installation: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`SELECT set_config('app.org', ${id}, true)`.execute(tx)
  return id
}

/** Writes down that the demonstration data are complete. */
export const writeFilled = (tx: Tx, filledAt: Date): Promise<unknown> =>
  tx.$extendTables<AccessTables>().updateTable('access_installation').set({ filled_at: filledAt }).execute()
