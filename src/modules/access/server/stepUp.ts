import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { dropAttempt, noteWrong, openAttemptOf, type OpenAttempt } from './attempts.ts'
import { clearAttempts } from './delayRepository.ts'
import { hashOfOneTimeCode } from './oneTimeCodes.ts'
import { PASSWORD_PATIENCE, type RightPassword } from './passwords/passwordWork.ts'
import { recordEvent } from './recordEvent.ts'
import { lockSession, renewSession } from './sessionRepository.ts'
import { showPasskey } from './showPasskey.ts'
import { showOneTimeCode, showTotp, type Shown } from './showSecondFactor.ts'
import { hasSamePassword, judge } from './signIn.ts'
import { nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { sealForSession, unlockByPassword } from './userKeys.ts'

type SteppedUp = Outcome<{ readonly token: string }, 'wrong'> | Wait<'slow' | 'busy'>

interface Proof {
  readonly password: string
  /** Six digits of an authenticator app, or a one-time code. */
  readonly code: string
}

/**
 * Shows password and second factor once more for what wants them fresh. The session goes on under a new token, and ends
 * when it would have ended. Refuses what is wrong without saying which of both.
 */
export const stepUp = (ctx: Ctx, session: SignedIn, { password, code }: Proof): Promise<SteppedUp> =>
  show(ctx, session, password, {
    how: hashOfOneTimeCode(code) ? 'oneTimeCode' : 'totp',
    by: async (tx) =>
      (await showTotp(tx, ctx, session.accountId, code)) ||
      (await showOneTimeCode(tx, ctx, session.accountId, code))
  })

/** The same by password and passkey, by what its browser answered to `beginPasskeyCheck`. */
export const stepUpByPasskey = (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  { password, answer }: { readonly password: string; readonly answer: string }
): Promise<SteppedUp> =>
  show(ctx, session, password, {
    how: 'passkey',
    by: (tx) => showPasskey(tx, ctx, session, site, answer)
  })

interface Second {
  readonly how: Shown
  readonly by: (tx: Tx) => Promise<boolean>
}

const show = async (ctx: Ctx, session: SignedIn, password: string, second: Second): Promise<SteppedUp> => {
  if (session.stage !== 'full') return refuse('wrong')
  const attempt = await openAttemptOf(ctx, session.accountId)
  if ('done' in attempt) return attempt
  const verdict = await judge(ctx, attempt, password, session.accountId)
  if (verdict === 'busy') {
    await dropAttempt(ctx, attempt)
    return { done: false, reason: 'busy', seconds: PASSWORD_PATIENCE }
  }
  const token = verdict === 'wrong' ? undefined : await confirm(ctx, session, attempt, verdict, second)
  if (token !== undefined) return done({ token })
  await noteWrong(ctx, attempt, verdict === 'wrong' ? 'password' : second.how)
  return refuse('wrong')
}

const confirm = (
  ctx: Ctx,
  session: SignedIn,
  { key, account }: OpenAttempt,
  { wrappingKey }: RightPassword,
  second: Second
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const { accountId, sessionId } = session
    const now = nowOf(ctx)
    const current = await lockActiveAccount(tx, accountId)
    if (!current || !account || !hasSamePassword(current, account)) return undefined
    if (!(await lockSession(tx, session, now))) return undefined
    if (!(await second.by(tx))) return undefined
    const { token, hash, key: tokenKey } = makeToken()
    const unlocked = session.userKey ?? (await unlockByPassword(tx, ctx, accountId, wrappingKey))
    const userKey = sealForSession(tokenKey, sessionId, unlocked)
    await clearAttempts(tx, key)
    await renewSession(tx, sessionId, { tokenHash: hash, userKey, now })
    await recordEvent(tx, ctx, {
      event: 'access.session.confirmed',
      record: { kind: 'account', id: accountId },
      actor: accountId
    })
    return token
  })
