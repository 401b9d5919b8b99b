import type { AccountId, Ctx, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { recordEvent } from './recordEvent.ts'
import { deleteSessionsOf } from './sessionRepository.ts'

/** Ends all of a person's sessions but the one they are in; answers how many. */
export const endOtherSessions = (ctx: Ctx, { accountId, sessionId }: SignedIn): Promise<number> =>
  ctx.write(async (tx) => {
    const ended = await deleteSessionsOf(tx, accountId, sessionId)
    await recordEnded(tx, ctx, accountId, ended, 'elsewhere')
    return ended.length
  })

/** Tells the audit of sessions that were ended. The last step of its transaction. */
export const recordEnded = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  ended: readonly SessionId[],
  why: 'elsewhere' | 'password' | 'reset'
): Promise<void> => {
  for (const session of ended) {
    await recordEvent(tx, ctx, {
      event: 'access.session.ended',
      record: { kind: 'account', id: accountId },
      payload: { session, why },
      actor: accountId
    })
  }
}
