import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import { lockActiveAccount, type KnownAccount } from './accountQueries.ts'
import type { OpenAttempt, ShownStep } from './attempts.ts'
import type { RightPassword } from './passwords/passwordWork.ts'
import { lockSession } from './sessionRepository.ts'
import { hasSamePassword, judge } from './signIn.ts'
import { nowOf } from './times.ts'
import { tryInSession } from './tryInSession.ts'

/** What came of showing the password with something else: the token under which the session goes on. */
export type Confirmed = Outcome<{ readonly token: string }, 'wrong'> | Wait<'slow' | 'busy'>

interface Showing {
  readonly password: string
  /** What is shown beside the password, as the audit calls it. */
  readonly beside: ShownStep
  /** What follows a right password; nothing where what is beside it is wrong. */
  readonly then: (attempt: OpenAttempt, password: RightPassword) => Promise<string | undefined>
}

/**
 * Has whoever is signed in show their password together with something else. Refuses what is wrong without saying which of
 * both; wrong attempts slow the account down.
 */
export const showPassword = (
  ctx: Ctx,
  session: SignedIn,
  { password, beside, then }: Showing
): Promise<Confirmed> =>
  tryInSession(ctx, session, async (attempt) => {
    const verdict = await judge(ctx, attempt, password, session.accountId)
    if (verdict === 'busy') return verdict
    if (verdict === 'wrong') return { wrong: 'password' }
    const token = await then(attempt, verdict)
    return token === undefined ? { wrong: beside } : { token }
  })

/**
 * The account of a session, unless it was disabled, its password changed or the session ended since the password was looked
 * at. Both stay as they are until the transaction ends.
 */
export const lockShown = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  { account }: OpenAttempt
): Promise<KnownAccount | undefined> => {
  const current = await lockActiveAccount(tx, session.accountId)
  if (!current || !account || !hasSamePassword(current, account)) return undefined
  return (await lockSession(tx, session, nowOf(ctx))) ? current : undefined
}
