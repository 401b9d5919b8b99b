import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { isFreshlyConfirmed } from '../signInRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { lockSession } from './sessionRepository.ts'
import { nowOf } from './times.ts'

/**
 * Why a session may not change how its owner signs in; `undefined` where it may, and then account and session stay as
 * they are until the transaction ends. Password and second factor have to be fresh.
 */
export const lockFreshSession = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn
): Promise<'gone' | 'confirm' | undefined> => {
  const open = session.stage === 'full' && (await lockActiveAccount(tx, session.accountId))
  if (!open || !(await lockSession(tx, session, nowOf(ctx)))) return 'gone'
  return isFreshlyConfirmed(session.actor.confirmedAt, ctx.clock.now()) ? undefined : 'confirm'
}
