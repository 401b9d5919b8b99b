import type { OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { selectHead } from './auditQueries.ts'
import { selectErasures } from './erasureRepository.ts'

/** Where the audit of an organisation stands, and how many erasures its ledger has. */
export const describeForBackup = async (
  tx: Tx,
  organisationId: OrganisationId
): Promise<{
  readonly head: { readonly position: number; readonly hash: string }
  readonly erasures: number
}> => {
  const head = await selectHead(tx, organisationId)
  const { count } = await selectErasures(tx, organisationId, 0, 0)
  return { head: { position: head?.position ?? 0, hash: head?.hash ?? '' }, erasures: count }
}
