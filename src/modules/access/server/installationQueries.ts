import type { Tx } from '#platform/db/server/database.ts'
import type { Installation } from '../model.ts'
import type { AccessTables } from './tables.ts'

/** The association that runs the installation; `undefined` before it is set up. */
export const selectInstallation = (tx: Tx): Promise<Installation | undefined> =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_v_installation')
    .select(['id', 'name', 'demo'])
    .executeTakeFirst()

/** What was decided when the database was first used; `undefined` where nothing was. */
export const selectDecision = async (tx: Tx): Promise<{ demo: boolean; filled: boolean } | undefined> => {
  const row = await tx
    .$extendTables<AccessTables>()
    .selectFrom('access_installation')
    .select(['demo', 'filled_at'])
    .executeTakeFirst()
  return row && { demo: row.demo, filled: row.filled_at !== null }
}
