import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, UserKeyState, Wait } from '../model.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { dropAttempt, noteWrong, openAttemptOf, type OpenAttempt } from './attempts.ts'
import { giveBackAttempt } from './delayRepository.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import { PASSWORD_PATIENCE, type RightPassword } from './passwords/passwordWork.ts'
import { recordEvent } from './recordEvent.ts'
import { makeRecoveryCode, readRecoveryCode } from './recoveryCode.ts'
import { lockSession, replaceToken } from './sessionRepository.ts'
import { hasSamePassword, judge } from './signIn.ts'
import { tellOwner } from './tellOwner.ts'
import { nowOf } from './times.ts'
import { makeToken } from './tokens.ts'
import { deleteWraps, noteTested, selectUserKey } from './userKeyRepository.ts'
import { openBy, sealForSession, wrapUnder } from './userKeys.ts'

/** How it stands with the key of who is signed in. */
export const findUserKeyState = async (ctx: Ctx, { accountId, userKey }: SignedIn): Promise<UserKeyState> => {
  const kept = await ctx.read((tx) => selectUserKey(tx, accountId))
  const sheet = kept?.wraps.find(({ way }) => way === 'recoverySheet')
  const instant = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())
  return {
    state: userKey ? 'open' : kept && kept.wraps.length > 0 ? 'locked' : 'none',
    sheet: sheet && {
      madeAt: instant(sheet.madeAt),
      testedAt: sheet.testedAt === null ? undefined : instant(sheet.testedAt)
    }
  }
}

/**
 * A recovery sheet: a code that opens the owner's key, shown once; a sheet from before opens nothing any more. Refuses a session
 * that has ended (`gone`), one whose owner has not just shown password and second factor (`confirm`), and one that cannot open the
 * key itself (`locked`).
 */
export const makeRecoverySheet = (
  ctx: Ctx,
  session: SignedIn
): Promise<Outcome<{ readonly code: string }, 'gone' | 'confirm' | 'locked'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const { accountId, userKey: key } = session
    if (!key) return refuse('locked')
    const { code, wrappingKey } = makeRecoveryCode()
    await wrapUnder(tx, ctx, { accountId, key, way: 'recoverySheet', wrappingKey })
    await tellOwner(tx, ctx, session.actor, 'recoverySheetMade')
    await recordKey(tx, ctx, accountId, 'access.recoverySheet.made')
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
    if (!(await openBySheet(tx, ctx, accountId, typed))) return refuse('wrong')
    await noteTested(tx, accountId, now)
    await recordKey(tx, ctx, accountId, 'access.recoverySheet.tested')
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
export const unlockBySheet = async (
  ctx: Ctx,
  session: SignedIn,
  { code, password }: Unlocking
): Promise<Outcome<{ readonly token: string }, 'wrong'> | Wait<'slow' | 'busy'>> => {
  if (session.stage !== 'full') return refuse('wrong')
  const attempt = await openAttemptOf(ctx, session.accountId)
  if ('done' in attempt) return attempt
  const verdict = await judge(ctx, attempt, password, session.accountId)
  if (verdict === 'busy') {
    await dropAttempt(ctx, attempt)
    return { done: false, reason: 'busy', seconds: PASSWORD_PATIENCE }
  }
  const token = verdict === 'wrong' ? undefined : await unlock(ctx, session, attempt, verdict, code)
  if (token !== undefined) return done({ token })
  await noteWrong(ctx, attempt, 'password')
  return refuse('wrong')
}

const unlock = (
  ctx: Ctx,
  session: SignedIn,
  { key: delay, failures, account }: OpenAttempt,
  { wrappingKey }: RightPassword,
  typed: string
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const { accountId, sessionId } = session
    const current = await lockActiveAccount(tx, accountId)
    if (!current || !account || !hasSamePassword(current, account)) return undefined
    if (!(await lockSession(tx, session, nowOf(ctx)))) return undefined
    const key = await openBySheet(tx, ctx, accountId, typed)
    if (!key) return undefined
    const { token, hash, key: tokenKey } = makeToken()
    await giveBackAttempt(tx, delay, failures)
    await wrapUnder(tx, ctx, { accountId, key, way: 'password', wrappingKey })
    await replaceToken(tx, sessionId, {
      tokenHash: hash,
      userKey: sealForSession(tokenKey, sessionId, key)
    })
    await recordKey(tx, ctx, accountId, 'access.recoverySheet.used')
    return token
  })

/**
 * Gives up a key that its owner cannot open any more: the next sign-in by password makes another one. Refuses a session that
 * has ended (`gone`), one whose owner has not just shown password and second factor (`confirm`), and one in which the key is open (`open`).
 */
export const giveUpKey = (
  ctx: Ctx,
  session: SignedIn
): Promise<Outcome<undefined, 'gone' | 'confirm' | 'open'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    if (session.userKey) return refuse('open')
    const { accountId } = session
    await deleteWraps(tx, accountId)
    await tellOwner(tx, ctx, session.actor, 'userKeyGivenUp')
    await recordKey(tx, ctx, accountId, 'access.userKey.givenUp')
    return done(undefined)
  })

const openBySheet = async (tx: Tx, ctx: Ctx, accountId: AccountId, typed: string) => {
  const code = readRecoveryCode(typed)
  const kept = code && (await selectUserKey(tx, accountId))
  if (!code || !kept) return undefined
  const opened = openBy(ctx, accountId, kept, { way: 'recoverySheet', wrappingKey: code.wrappingKey })
  return opened === 'wrong' ? undefined : opened
}

type KeyEvent = 'access.userKey.givenUp' | `access.recoverySheet.${'made' | 'tested' | 'used'}`

const recordKey = (tx: Tx, ctx: Ctx, accountId: AccountId, event: KeyEvent) =>
  recordEvent(tx, ctx, { event, record: { kind: 'account', id: accountId }, actor: accountId })
