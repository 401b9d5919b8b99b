import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { dropAttempt, noteWrong, openAttemptOf, type OpenAttempt } from './attempts.ts'
import { clearAttempts } from './delayRepository.ts'
import { hashOfOneTimeCode } from './oneTimeCodes.ts'
import { PASSWORD_PATIENCE } from './passwords/passwordWork.ts'
import { recordEvent } from './recordEvent.ts'
import { lockSession, renewSession } from './sessionRepository.ts'
import { showOneTimeCode, showTotp } from './showSecondFactor.ts'
import { hasSamePassword, judge } from './signIn.ts'
import { nowOf } from './times.ts'
import { makeToken } from './tokens.ts'

interface Proof {
  readonly password: string
  /** Six digits of an authenticator app, or a one-time code. */
  readonly code: string
}

/**
 * Shows password and second factor once more for what wants them fresh. The session goes on under a new token, and ends
 * when it would have ended. Refuses what is wrong without saying which of both.
 */
export const stepUp = async (
  ctx: Ctx,
  session: SignedIn,
  { password, code }: Proof
): Promise<Outcome<{ readonly token: string }, 'wrong'> | Wait<'slow' | 'busy'>> => {
  if (session.stage !== 'full') return refuse('wrong')
  const attempt = await openAttemptOf(ctx, session.accountId)
  if ('done' in attempt) return attempt
  const verdict = await judge(ctx, attempt, password, session.accountId)
  if (verdict === 'busy') {
    await dropAttempt(ctx, attempt)
    return { done: false, reason: 'busy', seconds: PASSWORD_PATIENCE }
  }
  const token = verdict === 'right' ? await confirm(ctx, session, attempt, code) : undefined
  if (token !== undefined) return done({ token })
  await noteWrong(
    ctx,
    attempt,
    verdict === 'wrong' ? 'password' : hashOfOneTimeCode(code) ? 'oneTimeCode' : 'totp'
  )
  return refuse('wrong')
}

const confirm = (
  ctx: Ctx,
  session: SignedIn,
  { key, account }: OpenAttempt,
  code: string
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const { accountId, sessionId } = session
    const now = nowOf(ctx)
    const current = await lockActiveAccount(tx, accountId)
    if (!current || !account || !hasSamePassword(current, account)) return undefined
    if (!(await lockSession(tx, session, now))) return undefined
    const shown =
      (await showTotp(tx, ctx, accountId, code)) || (await showOneTimeCode(tx, ctx, accountId, code))
    if (!shown) return undefined
    const { token, hash } = makeToken()
    await clearAttempts(tx, key)
    await renewSession(tx, sessionId, { tokenHash: hash, now })
    await recordEvent(tx, ctx, {
      event: 'access.session.confirmed',
      record: { kind: 'account', id: accountId },
      actor: accountId
    })
    return token
  })
