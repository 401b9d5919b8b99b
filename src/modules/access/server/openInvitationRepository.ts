import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccessTables } from './tables.ts'
import { DAY, later } from './times.ts'

const invitations = (tx: Tx) => tx.$extendTables<AccessTables>()

/** The invitation of a one-time address, while that is good. */
export const selectOpenInvitation = (tx: Tx, tokenHash: Buffer, now: Date) =>
  invitations(tx)
    .selectFrom('access_invitation')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('organisation_id', '=', ownOrganisation())
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Uses an invitation; what it says if it was still good. */
export const useInvitation = (tx: Tx, tokenHash: Buffer, now: Date) =>
  invitations(tx)
    .updateTable('access_invitation')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('organisation_id', '=', ownOrganisation())
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()

/** Deletes invitations that were used, withdrawn or expired more than 30 days ago; answers how many. */
export const deleteOldInvitations = async (tx: Tx, now: Date): Promise<number> => {
  const { numDeletedRows } = await invitations(tx)
    .deleteFrom('access_invitation')
    .where(sql<boolean>`least(used_at, withdrawn_at, expires_at) < ${later(now, -30 * DAY)}`)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
