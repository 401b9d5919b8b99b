import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import type { SignedIn, Wait } from '../model.ts'
import type { PasswordFault } from '../passwordRules.ts'
import { updatePassword } from './accountRepository.ts'
import { dropAttempt, noteWrong, openAttemptOf, type OpenAttempt } from './attempts.ts'
import { giveBackAttempt } from './delayRepository.ts'
import { recordEnded } from './endOtherSessions.ts'
import { selectInstallation } from './installationQueries.ts'
import { passwordChangedMail } from './passwordMails.ts'
import { choosePassword } from './passwords/choosePassword.ts'
import { PASSWORD_PATIENCE, type NewPassword, type RightPassword } from './passwords/passwordWork.ts'
import { openByWays, recordOpened } from './openByWays.ts'
import { recordEvent } from './recordEvent.ts'
import { deleteSessionsOf, replaceToken } from './sessionRepository.ts'
import { lockShown } from './showPassword.ts'
import { judge } from './signIn.ts'
import { nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { sealForSession, wrapUnder } from './userKeys.ts'

interface Change {
  readonly current: string
  readonly password: string
}

/**
 * Gives a signed-in person another password. The session goes on under a new token; all others of the account
 * end, and its owner is told by mail.
 * Refuses a wrong current password (`wrong`), which counts as a wrong attempt, and a new one that is not taken.
 */
export const changePassword = async (
  ctx: Ctx,
  session: SignedIn,
  { current, password }: Change
): Promise<Outcome<{ readonly token: string }, 'wrong' | PasswordFault> | Wait<'slow' | 'busy'>> => {
  if (session.stage !== 'full') return refuse('wrong')
  const attempt = await openAttemptOf(ctx, session.accountId)
  if ('done' in attempt) return attempt
  const verdict = await judge(ctx, attempt, current, session.accountId)
  if (verdict === 'wrong') {
    await noteWrong(ctx, attempt, 'password')
    return refuse('wrong')
  }
  if (verdict === 'busy') {
    await dropAttempt(ctx, attempt)
    return { done: false, reason: 'busy', seconds: PASSWORD_PATIENCE }
  }
  const organisation = (await ctx.read(selectInstallation))?.name ?? ''
  const { email, name } = session.actor
  const chosen = await choosePassword(password, [email, name, organisation])
  if (!chosen.done) {
    await dropAttempt(ctx, attempt)
    return chosen
  }
  const change = { former: verdict, password: chosen.value, organisation }
  const token = await replace(ctx, session, attempt, change)
  return token === undefined ? refuse('wrong') : done({ token })
}

interface Replacement {
  readonly former: RightPassword
  readonly password: NewPassword
  readonly organisation: string
}

const replace = (
  ctx: Ctx,
  session: SignedIn,
  attempt: OpenAttempt,
  { former, password, organisation }: Replacement
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const { accountId, sessionId } = session
    const current = await lockShown(tx, ctx, session, attempt)
    if (!current) return undefined
    const { token, hash, key: tokenKey } = makeToken()
    const opened = await openByWays(tx, ctx, session, [{ way: 'password', wrappingKey: former.wrappingKey }])
    const { userKey: key } = opened
    await giveBackAttempt(tx, attempt.key, attempt.failures)
    await updatePassword(tx, accountId, password, nowOf(ctx))
    if (key) await wrapUnder(tx, ctx, { way: 'password', accountId, key, wrappingKey: password.wrappingKey })
    await replaceToken(tx, sessionId, {
      tokenHash: hash,
      userKey: sealForSession(tokenKey, sessionId, key)
    })
    const ended = await deleteSessionsOf(tx, accountId, sessionId)
    const mail = passwordChangedMail(current.language, { organisation })
    await sendMail(tx, ctx, { id: randomUUID(), to: current.email, ...mail })
    await recordOpened(tx, ctx, opened)
    await recordEnded(tx, ctx, accountId, ended, 'password')
    await recordEvent(tx, ctx, {
      event: 'access.password.changed',
      record: { kind: 'account', id: accountId },
      actor: accountId
    })
    return token
  })
