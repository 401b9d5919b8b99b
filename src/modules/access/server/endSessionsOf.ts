import type { AccountId, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { deleteSessionsOf } from './sessionRepository.ts'

/** Ends every session of an account at once, in the transaction of what makes it necessary; answers which. */
export const endSessionsOf = (tx: Tx, accountId: AccountId): Promise<SessionId[]> =>
  deleteSessionsOf(tx, accountId)
