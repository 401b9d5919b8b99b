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
import { openAndTell } from './passkeys/passkeyKey.ts'
import { recordOpened } from './openByWays.ts'
import { tendTeamKeys } from './teamKeys.ts'
import { showPasskeyAsWay, type AnsweredPasskey } from './showPasskey.ts'
import { lockShown, showPassword, type Confirmed } from './showPassword.ts'
import { showOneTimeCode, showTotp, type Shown } from './showSecondFactor.ts'
import { nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { sealForSession, type ShownWay } from './userKeys.ts'

interface Proof {
  readonly password: string
  /** Six digits of an authenticator app, or a one-time code. */
  readonly code: string
}

/**
 * Shows password and second factor once more for what wants them fresh. The session goes on under a new token, and ends
 * when it would have ended. A key that was locked in it opens, if either of both opens it. Refuses what is wrong without saying which of both.
 */
export const stepUp = (ctx: Ctx, session: SignedIn, { password, code }: Proof): Promise<Confirmed> =>
  show(ctx, session, password, {
    how: hashOfOneTimeCode(code) ? 'oneTimeCode' : 'totp',
    by: async (tx) =>
      (await showTotp(tx, ctx, session.accountId, code)) ||
      (await showOneTimeCode(tx, ctx, session.accountId, code))
        ? []
        : undefined
  })

/** The same by password and passkey, by what its browser answered to `beginPasskeyCheck`. */
export const stepUpByPasskey = (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  { password, ...shown }: AnsweredPasskey & { readonly password: string }
): Promise<Confirmed> =>
  show(ctx, session, password, {
    how: 'passkey',
    by: (tx) => showPasskeyAsWay(tx, ctx, session, site, shown)
  })

interface Second {
  readonly how: Shown
  /** By which ways to the key, where it is one; nothing where it is not right. */
  readonly by: (tx: Tx) => Promise<readonly ShownWay[] | undefined>
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
    const ways = (await lockShown(tx, ctx, session, attempt)) && (await second.by(tx))
    if (!ways) return undefined
    const { token, hash, key: tokenKey } = makeToken()
    const opened = await openAndTell(tx, ctx, session, [{ way: 'password', wrappingKey }, ...ways])
    const userKey = sealForSession(tokenKey, sessionId, opened.userKey)
    await clearAttempts(tx, attempt.key)
    await renewSession(tx, sessionId, { tokenHash: hash, userKey, now: nowOf(ctx) })
    if (!session.userKey) await tendTeamKeys(tx, ctx, { accountId, userKey: opened.userKey })
    await recordOpened(tx, ctx, opened)
    await recordEvent(tx, ctx, {
      event: 'access.session.confirmed',
      record: { kind: 'account', id: accountId },
      actor: accountId
    })
    return token
  })
