import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import type { Wait } from '../model.ts'
import type { PasswordFault } from '../passwordRules.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { updatePassword } from './accountRepository.ts'
import { recordEnded } from './endOtherSessions.ts'
import { selectPasswordReset, usePasswordReset } from './entryRepository.ts'
import { selectInstallation } from './installationQueries.ts'
import { passwordChangedMail } from './passwordMails.ts'
import { choosePassword } from './passwords/choosePassword.ts'
import type { StoredPassword } from './passwords/passwordWork.ts'
import { recordEvent } from './recordEvent.ts'
import { deleteSessionsOf } from './sessionRepository.ts'
import { nowOf } from './times.ts'
import { hashOfToken } from './tokens.ts'
import { forgetPasswordWay } from './userKeys.ts'

interface Reset {
  /** Of the one-time address in the mail. */
  readonly token: string
  readonly password: string
}

/**
 * Gives an account the password that its owner chose at a one-time address, tells them by mail and ends all their
 * sessions. Nobody is signed in by it: password and second factor are asked for as always. Refuses an address that is
 * used or expired (`gone`), also for all but one of those who come at once.
 */
export const resetPassword = async (
  ctx: Ctx,
  { token, password }: Reset
): Promise<Outcome<undefined, 'gone' | PasswordFault> | Wait<'busy'>> => {
  const hash = hashOfToken(token)
  const found = hash && (await ctx.read((tx) => selectPasswordReset(tx, hash, nowOf(ctx))))
  if (!found) return refuse('gone')
  const organisation = (await ctx.read(selectInstallation))?.name ?? ''
  const chosen = await choosePassword(password, [found.email, found.name, organisation])
  if (!chosen.done) return chosen
  return ctx.write((tx) =>
    replace(tx, ctx, { accountId: found.id, hash, password: chosen.value, organisation })
  )
}

interface Replacement {
  readonly accountId: AccountId
  readonly hash: Buffer
  readonly password: StoredPassword
  readonly organisation: string
}

const replace = async (
  tx: Tx,
  ctx: Ctx,
  { accountId, hash, password, organisation }: Replacement
): Promise<Outcome<undefined, 'gone'>> => {
  const now = nowOf(ctx)
  const account = await lockActiveAccount(tx, accountId)
  if (!account || !(await usePasswordReset(tx, accountId, hash, now))) return refuse('gone')
  await updatePassword(tx, accountId, password, now)
  await forgetPasswordWay(tx, accountId)
  const ended = await deleteSessionsOf(tx, accountId)
  const mail = passwordChangedMail(account.language, { organisation })
  await sendMail(tx, ctx, { id: randomUUID(), to: account.email, ...mail })
  await recordEnded(tx, ctx, accountId, ended, 'reset')
  await recordEvent(tx, ctx, {
    event: 'access.password.reset',
    record: { kind: 'account', id: accountId },
    actor: accountId
  })
  return done(undefined)
}
