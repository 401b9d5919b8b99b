import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import { recordEnded } from './endOtherSessions.ts'
import { deleteSessionsOf } from './sessionRepository.ts'
import { recordEvent } from './recordEvent.ts'
import { tellOwner } from './tellOwner.ts'
import { deleteWraps, selectUserKey } from './userKeyRepository.ts'

/**
 * Gives up a key that its owner cannot open any more: the next way to a key that they show or choose makes another one. Their other sessions
 * end, which may have the old one open. Refuses a session that
 * has ended (`gone`), one in which the key is open (`open`), and one whose owner has not just shown password and second factor
 * (`confirm`), also where the key got another way since then, which showing them again may open.
 */
export const giveUpKey = (
  ctx: Ctx,
  session: SignedIn
): Promise<Outcome<undefined, 'gone' | 'confirm' | 'open'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const { accountId, actor, userKey } = session
    if (userKey) return refuse('open')
    const kept = await selectUserKey(tx, accountId)
    const confirmed = actor.confirmedAt.epochMilliseconds
    if (kept?.wraps.some(({ madeAt }) => madeAt.getTime() > confirmed)) return refuse('confirm')
    await deleteWraps(tx, accountId)
    const ended = await deleteSessionsOf(tx, accountId, session.sessionId)
    await tellOwner(tx, ctx, actor, 'userKeyGivenUp')
    await recordEvent(tx, ctx, {
      event: 'access.userKey.givenUp',
      record: { kind: 'account', id: accountId },
      actor: accountId
    })
    await recordEnded(tx, ctx, accountId, ended, 'elsewhere')
    return done(undefined)
  })
