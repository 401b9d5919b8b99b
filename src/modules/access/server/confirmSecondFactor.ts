import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import type { PasskeySite } from '../passkeyRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { noteWrong, openAttemptOf, type OpenAttempt } from './attempts.ts'
import { clearAttempts } from './delayRepository.ts'
import { deleteChallenges } from './passkeyRepository.ts'
import { lockSession } from './sessionRepository.ts'
import { showPasskey } from './showPasskey.ts'
import { showOneTimeCode, showTotp, type Shown } from './showSecondFactor.ts'
import { startFullSession } from './startFullSession.ts'
import { nowOf } from './times.ts'

type Confirmed = Outcome<{ readonly token: string }, 'wrong'> | Wait<'slow'>

/** Completes a sign-in by a code of an authenticator app. The session goes on under a new token. */
export const confirmByTotp = (ctx: Ctx, session: SignedIn, code: string): Promise<Confirmed> =>
  confirm(ctx, session, 'totp', (tx) => showTotp(tx, ctx, session.accountId, code))

/** Completes a sign-in by a one-time code, which is used up. The session goes on under a new token. */
export const confirmByOneTimeCode = (ctx: Ctx, session: SignedIn, code: string): Promise<Confirmed> =>
  confirm(ctx, session, 'oneTimeCode', (tx) => showOneTimeCode(tx, ctx, session.accountId, code))

/**
 * Completes a sign-in by a passkey, by what its browser answered to `beginPasskeyCheck`. The session goes on under a new
 * token.
 */
export const confirmByPasskey = (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  answer: string
): Promise<Confirmed> => confirm(ctx, session, 'passkey', (tx) => showPasskey(tx, ctx, session, site, answer))

const confirm = async (
  ctx: Ctx,
  session: SignedIn,
  how: Shown,
  show: (tx: Tx) => Promise<boolean>
): Promise<Confirmed> => {
  if (session.stage !== 'password') return refuse('wrong')
  const attempt = await openAttemptOf(ctx, session.accountId)
  if ('done' in attempt) return attempt
  const token = await complete(ctx, session, attempt, how, show)
  if (token !== undefined) return done({ token })
  await noteWrong(ctx, attempt, how)
  return refuse('wrong')
}

/** A code is used up only by a session that is still there and goes on with it. */
const complete = (
  ctx: Ctx,
  session: SignedIn,
  { key }: OpenAttempt,
  how: Shown,
  show: (tx: Tx) => Promise<boolean>
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const now = nowOf(ctx)
    const open = (await lockActiveAccount(tx, session.accountId)) && (await lockSession(tx, session, now))
    if (!open || !(await show(tx))) return undefined
    await clearAttempts(tx, key)
    await deleteChallenges(tx, session.sessionId, 0)
    return startFullSession(tx, ctx, session, how)
  })
