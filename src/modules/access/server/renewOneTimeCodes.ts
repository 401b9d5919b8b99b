import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import { giveCodes } from './enrolTotp.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import { recordEvent } from './recordEvent.ts'
import { tellOwner } from './tellOwner.ts'
import { nowOf } from './times.ts'

/**
 * Ten new one-time codes, shown once; the ones from before are worth nothing any more. Refuses a session that has
 * ended (`gone`), and one whose owner has not just shown password and second factor (`confirm`).
 */
export const renewOneTimeCodes = (
  ctx: Ctx,
  session: SignedIn
): Promise<Outcome<{ readonly codes: readonly string[] }, 'gone' | 'confirm'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const codes = await giveCodes(tx, session, nowOf(ctx))
    await tellOwner(tx, ctx, session.actor, 'codesRenewed')
    await recordEvent(tx, ctx, {
      event: 'access.codes.renewed',
      record: { kind: 'account', id: session.accountId },
      payload: { count: codes.length },
      actor: session.accountId
    })
    return done({ codes })
  })
