import type { Ctx, SessionId } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { isId } from '#platform/isId.ts'
import type { SignedIn } from '../model.ts'
import { recordEvent } from './recordEvent.ts'
import { deleteSession } from './sessionRepository.ts'

/** Ends one of a person's own sessions: the one they are in is signed out. Refuses one that is not theirs or has ended. */
export const endSession = async (
  ctx: Ctx,
  { accountId, sessionId }: SignedIn,
  id: SessionId
): Promise<Outcome<undefined, 'gone'>> => {
  if (!isId(id)) return refuse('gone')
  return ctx.write(async (tx) => {
    if (!(await deleteSession(tx, accountId, id))) return refuse('gone')
    await recordEvent(tx, ctx, {
      event: 'access.session.ended',
      record: { kind: 'account', id: accountId },
      payload: { session: id, why: id === sessionId ? 'signedOut' : 'elsewhere' },
      actor: accountId
    })
    return done(undefined)
  })
}
