import type { AccountId, Ctx } from '#platform/ctx.ts'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, UserKey } from '../model.ts'
import { lockActiveAccount } from './accountQueries.ts'
import type { OpenAttempt } from './attempts.ts'
import { giveBackAttempt } from './delayRepository.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import type { RightPassword } from './passwords/passwordWork.ts'
import { goOnWithKey } from './goOnWithKey.ts'
import { recordEvent, type AuditEvent } from './recordEvent.ts'
import { readRecoveryCode, RECOVERY_BYTES, recoveryCodeOf, type RecoveryCode } from './recoveryCode.ts'
import { lockSession } from './sessionRepository.ts'
import { lockShown, showPassword, type Confirmed } from './showPassword.ts'
import { tellOwner } from './tellOwner.ts'
import { nowOf } from './times.ts'
import { noteTested, selectUserKey } from './userKeyRepository.ts'
import { openBy, wrapUnder } from './userKeys.ts'

/**
 * A recovery sheet: a code that opens the owner's key; a sheet from before opens nothing any more. `id` is made with the form and
 * gives, with the key, the code: sent twice, it is one sheet. Refuses a session that has ended (`gone`), one whose owner has not just
 * shown password and second factor (`confirm`), and one that cannot open the key itself (`locked`).
 */
export const makeRecoverySheet = (
  ctx: Ctx,
  session: SignedIn,
  id: string
): Promise<Outcome<{ readonly code: string }, 'gone' | 'confirm' | 'locked'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const { accountId, userKey: key } = session
    if (!key) return refuse('locked')
    const sheet = recoveryCodeOf(deriveKey(key, `recovery sheet ${id}`).subarray(0, RECOVERY_BYTES))
    const { code, wrappingKey } = sheet
    if (await openBySheet(tx, ctx, accountId, sheet)) return done({ code })
    await wrapUnder(tx, ctx, { accountId, key, way: 'recoverySheet', wrappingKey })
    await tellOwner(tx, ctx, session.actor, 'recoverySheetMade')
    await recordSheet(tx, ctx, accountId, 'access.recoverySheet.made')
    return done({ code })
  })

/** Whether a sheet is the one that opens the owner's key; notes that it was. Refuses another, and what is no code (`wrong`). */
export const testRecoverySheet = (
  ctx: Ctx,
  session: SignedIn,
  typed: string
): Promise<Outcome<undefined, 'gone' | 'wrong'>> =>
  ctx.write(async (tx) => {
    const { accountId } = session
    const now = nowOf(ctx)
    const open = (await lockActiveAccount(tx, accountId)) && (await lockSession(tx, session, now))
    if (!open) return refuse('gone')
    if (!(await openBySheet(tx, ctx, accountId, readRecoveryCode(typed)))) return refuse('wrong')
    await noteTested(tx, accountId, now)
    await recordSheet(tx, ctx, accountId, 'access.recoverySheet.tested')
    return done(undefined)
  })

interface Unlocking {
  readonly code: string
  readonly password: string
}

/**
 * Opens a locked key by its sheet, for this session and for the password that is shown beside it from now on. The session goes
 * on under a new token. Refuses a wrong password or sheet without saying which of both; wrong attempts slow the account down.
 */
export const unlockBySheet = (
  ctx: Ctx,
  session: SignedIn,
  { code, password }: Unlocking
): Promise<Confirmed> =>
  showPassword(ctx, session, {
    password,
    beside: 'recoverySheet',
    then: (attempt, right) => unlock(ctx, session, attempt, right, code)
  })

const unlock = (
  ctx: Ctx,
  session: SignedIn,
  attempt: OpenAttempt,
  { wrappingKey }: RightPassword,
  typed: string
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const { accountId } = session
    if (!(await lockShown(tx, ctx, session, attempt))) return undefined
    const key = await openBySheet(tx, ctx, accountId, readRecoveryCode(typed))
    if (!key) return undefined
    await giveBackAttempt(tx, attempt.key, attempt.failures)
    await wrapUnder(tx, ctx, { accountId, key, way: 'password', wrappingKey })
    return goOnWithKey(tx, ctx, session, { userKey: key, events: [sheetUsed(accountId)] })
  })

/** What the audit is told of a sheet that opened a locked key. */
export const sheetUsed = (id: AccountId): AuditEvent => ({
  event: 'access.recoverySheet.used',
  record: { kind: 'account', id },
  actor: id
})

/** The key, where this sheet opens it. */
export const openBySheet = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  sheet: Pick<RecoveryCode, 'wrappingKey'> | undefined
): Promise<UserKey | undefined> => {
  const kept = sheet && (await selectUserKey(tx, accountId))
  if (!sheet || !kept) return undefined
  const opened = openBy(ctx, accountId, kept, { way: 'recoverySheet', wrappingKey: sheet.wrappingKey })
  return typeof opened === 'object' ? opened : undefined
}

type SheetEvent = 'access.recoverySheet.made' | 'access.recoverySheet.tested'

const recordSheet = (tx: Tx, ctx: Ctx, accountId: AccountId, event: SheetEvent) =>
  recordEvent(tx, ctx, { event, record: { kind: 'account', id: accountId }, actor: accountId })
