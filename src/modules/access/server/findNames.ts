import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { selectNames } from './accountQueries.ts'

/** The names of colleagues; who was erased has none and is left out. */
export const findNames = async (
  tx: Tx,
  ids: readonly AccountId[]
): Promise<ReadonlyMap<AccountId, string>> => {
  const rows = await selectNames(tx, [...new Set(ids)])
  return new Map(rows.map(({ id, name }) => [id, name]))
}
