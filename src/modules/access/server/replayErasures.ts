import type { OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { RecordKeyId } from '../model.ts'
import type { Erasure } from './audit/anchor.ts'
import { knowsErasure, takeErasureOver } from './erasureRepository.ts'
import { eraseAccountAgain } from './privacy.ts'
import { deleteRecordKeys } from './sealed/recordKeyRepository.ts'

/** How each kind of erasure is done again in a database from before it. What is gone already is no fault. */
const REPLAYS = {
  account: eraseAccountAgain,
  recordKey: (tx, id) => deleteRecordKeys(tx, [id as RecordKeyId]).then(() => undefined)
} satisfies Record<string, (tx: Tx, id: string) => Promise<void>>

/** What can be erased, by the name that the ledger keeps. */
export type ErasureKind = keyof typeof REPLAYS

/** Whether this program knows how to erase such a thing again. */
export const isErasureKind = (kind: string): kind is ErasureKind => Object.hasOwn(REPLAYS, kind)

/**
 * Erases again what a ledger says was erased and this database does not know of, and takes it into its own ledger;
 * answers how many. The transaction is the owner's and sees the organisation. Throws at a kind that nobody declared.
 */
export const replayErasures = async (
  tx: Tx,
  organisationId: OrganisationId,
  erasures: readonly Erasure[]
): Promise<number> => {
  let replayed = 0
  for (const erasure of erasures) {
    const { kind, id } = erasure
    if (!isErasureKind(kind)) throw new Error(`Nobody says how to erase ${kind} again`)
    if (await knowsErasure(tx, organisationId, erasure)) continue
    await REPLAYS[kind](tx, id)
    await takeErasureOver(tx, organisationId, erasure)
    replayed += 1
  }
  return replayed
}
