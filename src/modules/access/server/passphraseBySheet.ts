import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import type { PasswordFault } from '../passwordRules.ts'
import { dropAttempt, noteWrong, openAttemptOf, type OpenAttempt } from './attempts.ts'
import { giveBackAttempt } from './delayRepository.ts'
import { goOnWithKey } from './goOnWithKey.ts'
import { wayAdded } from './openByWays.ts'
import { knownOf, mayChoosePassphrase, wayOf } from './passphrase.ts'
import { choosePassword } from './passwords/choosePassword.ts'
import type { NewPassword } from './passwords/passwordWork.ts'
import { readRecoveryCode } from './recoveryCode.ts'
import { openBySheet, sheetUsed } from './recoverySheet.ts'
import { tellOwner } from './tellOwner.ts'
import { wrapUnder } from './userKeys.ts'

interface Replacing {
  readonly code: string
  readonly passphrase: string
}
type Refused = 'gone' | 'confirm' | 'password' | 'changed'

/**
 * Opens the locked key of an account without a password by its recovery sheet, and gives it another passphrase. Refuses a wrong code (`wrong`),
 * which slows the account down, a passphrase that is no good password, a session whose owner has not just shown both
 * factors (`confirm`), and a key that is not locked (`changed`).
 */
export const choosePassphraseBySheet = async (
  ctx: Ctx,
  session: SignedIn,
  { code, passphrase }: Replacing
): Promise<
  Outcome<{ readonly token: string }, 'wrong' | Refused | PasswordFault> | Wait<'slow' | 'busy'>
> => {
  const refusal = await ctx.write((tx) => mayChoosePassphrase(tx, ctx, session))
  if (refusal !== 'locked') return refuse(refusal ?? 'changed')
  const attempt = await openAttemptOf(ctx, session.accountId)
  if ('done' in attempt) return attempt
  const right = await ctx.read((tx) => openBySheet(tx, ctx, session.accountId, readRecoveryCode(code)))
  const chosen = right && (await choosePassword(passphrase, await knownOf(ctx, session)))
  if (chosen && !chosen.done) {
    await dropAttempt(ctx, attempt)
    return chosen
  }
  const token = chosen && (await unlock(ctx, session, attempt, { code, chosen: chosen.value }))
  if (token !== undefined) return done({ token })
  await noteWrong(ctx, attempt, 'recoverySheet')
  return refuse('wrong')
}

/** Nothing where the sheet opens nothing any more. */
const unlock = (
  ctx: Ctx,
  session: SignedIn,
  { key: attempt, failures }: OpenAttempt,
  { code, chosen }: { readonly code: string; readonly chosen: NewPassword }
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const { accountId, actor } = session
    if ((await mayChoosePassphrase(tx, ctx, session)) !== 'locked') return undefined
    const key = await openBySheet(tx, ctx, accountId, readRecoveryCode(code))
    if (!key) return undefined
    const way = wayOf(chosen)
    await giveBackAttempt(tx, attempt, failures)
    await wrapUnder(tx, ctx, { ...way, accountId, key })
    await tellOwner(tx, ctx, actor, 'passphraseChosen')
    const events = [sheetUsed(accountId), ...wayAdded(accountId, way)]
    return goOnWithKey(tx, ctx, session, { userKey: key, events })
  })
