import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import type { OpenAttempt } from './attempts.ts'
import { clearAttempts } from './delayRepository.ts'
import { hashOfOneTimeCode } from './oneTimeCodes.ts'
import type { RightPassword } from './passwords/passwordWork.ts'
import { recordEvent } from './recordEvent.ts'
import { renewSession } from './sessionRepository.ts'
import { showPasskey } from './showPasskey.ts'
import { lockShown, showPassword, type Confirmed } from './showPassword.ts'
import { showOneTimeCode, showTotp, type Shown } from './showSecondFactor.ts'
import { nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { sealForSession, unlockByPassword } from './userKeys.ts'

interface Proof {
  readonly password: string
  /** Six digits of an authenticator app, or a one-time code. */
  readonly code: string
}

/**
 * Shows password and second factor once more for what wants them fresh. The session goes on under a new token, and ends
 * when it would have ended. Refuses what is wrong without saying which of both.
 */
export const stepUp = (ctx: Ctx, session: SignedIn, { password, code }: Proof): Promise<Confirmed> =>
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
): Promise<Confirmed> =>
  show(ctx, session, password, {
    how: 'passkey',
    by: (tx) => showPasskey(tx, ctx, session, site, answer)
  })

interface Second {
  readonly how: Shown
  readonly by: (tx: Tx) => Promise<boolean>
}

const show = (ctx: Ctx, session: SignedIn, password: string, second: Second): Promise<Confirmed> =>
  showPassword(ctx, session, {
    password,
    beside: second.how,
    then: (attempt, right) => confirm(ctx, session, attempt, right, second)
  })

const confirm = (
  ctx: Ctx,
  session: SignedIn,
  attempt: OpenAttempt,
  { wrappingKey }: RightPassword,
  second: Second
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const { accountId, sessionId } = session
    if (!(await lockShown(tx, ctx, session, attempt)) || !(await second.by(tx))) return undefined
    const { token, hash, key: tokenKey } = makeToken()
    const unlocked = session.userKey ?? (await unlockByPassword(tx, ctx, accountId, wrappingKey))
    const userKey = sealForSession(tokenKey, sessionId, unlocked)
    await clearAttempts(tx, attempt.key)
    await renewSession(tx, sessionId, { tokenHash: hash, userKey, now: nowOf(ctx) })
    await recordEvent(tx, ctx, {
      event: 'access.session.confirmed',
      record: { kind: 'account', id: accountId },
      actor: accountId
    })
    return token
  })
