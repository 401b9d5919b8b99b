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
import { openAndTell } from './passkeys/passkeyKey.ts'
import { showPasskeyAsWay, type AnsweredPasskey } from './showPasskey.ts'
import { showOneTimeCode, showTotp, type Shown } from './showSecondFactor.ts'
import { startFullSession } from './startFullSession.ts'
import { nowOf } from './times.ts'
import type { ShownWay } from './userKeys.ts'

type Confirmed = Outcome<{ readonly token: string }, 'wrong'> | Wait<'slow'>

/** Completes a sign-in by a code of an authenticator app. The session goes on under a new token. */
export const confirmByTotp = (ctx: Ctx, session: SignedIn, code: string): Promise<Confirmed> =>
  confirm(ctx, session, 'totp', async (tx) =>
    (await showTotp(tx, ctx, session.accountId, code)) ? [] : undefined
  )

/** Completes a sign-in by a one-time code, which is used up. The session goes on under a new token. */
export const confirmByOneTimeCode = (ctx: Ctx, session: SignedIn, code: string): Promise<Confirmed> =>
  confirm(ctx, session, 'oneTimeCode', async (tx) =>
    (await showOneTimeCode(tx, ctx, session.accountId, code)) ? [] : undefined
  )

/**
 * Completes a sign-in by a passkey, by what its browser answered to `beginPasskeyCheck`. The session goes on under a new
 * token. A passkey that computes a secret opens its owner's key, from the first sign-in on at which that is open.
 */
export const confirmByPasskey = (
  ctx: Ctx,
  session: SignedIn,
  site: PasskeySite,
  shown: AnsweredPasskey
): Promise<Confirmed> =>
  confirm(ctx, session, 'passkey', (tx) => showPasskeyAsWay(tx, ctx, session, site, shown))

/** Uses a second factor; answers by which ways to the key, where it is one. Nothing where it is not right. */
type Show = (tx: Tx) => Promise<readonly ShownWay[] | undefined>

const confirm = async (ctx: Ctx, session: SignedIn, how: Shown, show: Show): Promise<Confirmed> => {
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
  show: Show
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const now = nowOf(ctx)
    const open = (await lockActiveAccount(tx, session.accountId)) && (await lockSession(tx, session, now))
    const ways = open ? await show(tx) : undefined
    if (!ways) return undefined
    await clearAttempts(tx, key)
    await deleteChallenges(tx, session.sessionId, 0)
    return startFullSession(tx, ctx, session, how, await openAndTell(tx, ctx, session, ways))
  })
