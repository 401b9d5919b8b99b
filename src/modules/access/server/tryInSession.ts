import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import { dropAttempt, noteWrong, openAttemptOf, type OpenAttempt, type ShownStep } from './attempts.ts'
import { PASSWORD_PATIENCE } from './passwords/passwordWork.ts'

/** What came of an attempt: the token under which the session goes on, what was wrong, or that too much is asked for at once. */
export type Tried<Value> = Value | { readonly wrong: ShownStep } | 'busy'

/**
 * Has whoever is signed in show something once. Refuses what is wrong; wrong attempts slow the account down, and the audit is told. What
 * was not looked at for too much work does not count.
 */
export const tryInSession = async <Value extends { readonly token: string }>(
  ctx: Ctx,
  session: SignedIn,
  work: (attempt: OpenAttempt) => Promise<Tried<Value>>
): Promise<Outcome<Value, 'wrong'> | Wait<'slow' | 'busy'>> => {
  if (session.stage !== 'full') return refuse('wrong')
  const attempt = await openAttemptOf(ctx, session.accountId)
  if ('done' in attempt) return attempt
  const tried = await work(attempt)
  if (tried === 'busy') {
    await dropAttempt(ctx, attempt)
    return { done: false, reason: 'busy', seconds: PASSWORD_PATIENCE }
  }
  if ('token' in tried) return done(tried)
  await noteWrong(ctx, attempt, tried.wrong)
  return refuse('wrong')
}
