import type { OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { Erasure } from './audit/anchor.ts'
import { recordEvent } from './recordEvent.ts'
import { replayErasures } from './replayErasures.ts'

/** What has to happen to an organisation whose data came out of a backup. */
export interface RestoredOrganisation {
  readonly organisationId: OrganisationId
  /** The day of the backup in Germany. */
  readonly backup: Temporal.PlainDate
  /** What was erased since, each of a kind that this program knows; `undefined` where nobody knows. */
  readonly erasures: readonly Erasure[] | undefined
}

/**
 * Erases again what was erased since the backup, and tells the audit of the restore; answers how many erasures. The
 * transaction is the owner's and sees the organisation.
 */
export const finishRestore = async (
  tx: Tx,
  { organisationId, backup, erasures }: RestoredOrganisation
): Promise<number> => {
  const count = await replayErasures(tx, organisationId, erasures ?? [])
  const payload = { backup: backup.toString(), ledger: erasures !== undefined, count }
  await recordEvent(tx, { actor: undefined }, { event: 'access.organisation.restored', payload })
  return count
}
