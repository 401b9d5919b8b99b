import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, Wait } from '../model.ts'
import type { PasswordFault } from '../passwordRules.ts'
import { isLastWay } from '../rules.ts'
import { lockActiveAccount, selectAccount } from './accountQueries.ts'
import type { OpenAttempt } from './attempts.ts'
import { giveBackAttempt } from './delayRepository.ts'
import { goOnWithKey } from './goOnWithKey.ts'
import { selectInstallation } from './installationQueries.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import { openByWays, recordOpened, wayAdded } from './openByWays.ts'
import { choosePassword } from './passwords/choosePassword.ts'
import type { NewPassword, RightPassword, StoredPassword } from './passwords/passwordWork.ts'
import { recordEvent } from './recordEvent.ts'
import { lockSession } from './sessionRepository.ts'
import type { Confirmed } from './showPassword.ts'
import { judgeBy } from './signIn.ts'
import { tellOwner } from './tellOwner.ts'
import { nowOf } from './times.ts'
import { tryInSession } from './tryInSession.ts'
import { deleteWrap, selectUserKey } from './userKeyRepository.ts'
import { wrapUnder, type ShownWay } from './userKeys.ts'

/** Why somebody may not choose a passphrase. `password`: they have a password, which opens their key. `locked`: the key is not open here. */
type Unchosen = 'gone' | 'confirm' | 'password' | 'locked'

/**
 * Gives an account without a password a passphrase that opens its key, in the place of the one before, and makes the key where there is none. The
 * session goes on under a new token, with the key open; its owner is told by mail. Refuses what `mayChoosePassphrase` does and a passphrase
 * that is no good password.
 */
export const choosePassphrase = async (
  ctx: Ctx,
  session: SignedIn,
  passphrase: string
): Promise<Outcome<{ readonly token: string }, Unchosen | PasswordFault> | Wait<'busy'>> => {
  const refusal = await ctx.write((tx) => mayChoosePassphrase(tx, ctx, session))
  if (refusal) return refuse(refusal)
  const chosen = await choosePassword(passphrase, await knownOf(ctx, session))
  return chosen.done ? choose(ctx, session, chosen.value) : chosen
}

/** What everybody knows of a person, which makes no good passphrase. */
export const knownOf = async (ctx: Ctx, { actor }: SignedIn): Promise<readonly string[]> => [
  actor.email,
  actor.name,
  (await ctx.read(selectInstallation))?.name ?? ''
]

/**
 * Why a session may not choose a passphrase; `undefined` where it may, and then account and session stay as they are until the
 * transaction ends. It must not have ended (`gone`), both factors have to be fresh (`confirm`), the account has no password, and its key is open
 * here or is still to be made (else `locked`).
 */
export const mayChoosePassphrase = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn
): Promise<Unchosen | undefined> => {
  const refusal = await lockFreshSession(tx, ctx, session)
  if (refusal) return refusal
  if ((await selectAccount(tx, session.accountId))?.password) return 'password'
  const kept = await selectUserKey(tx, session.accountId)
  return session.userKey || !kept || kept.wraps.length === 0 ? undefined : 'locked'
}

const choose = (
  ctx: Ctx,
  session: SignedIn,
  chosen: NewPassword
): Promise<Outcome<{ readonly token: string }, Unchosen>> =>
  ctx.write(async (tx) => {
    const refusal = await mayChoosePassphrase(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const { accountId, userKey: key } = session
    const way = wayOf(chosen)
    if (key) await wrapUnder(tx, ctx, { ...way, accountId, key })
    const opened = key
      ? { userKey: key, events: wayAdded(accountId, way) }
      : await openByWays(tx, ctx, session, [way])
    await tellOwner(tx, ctx, session.actor, 'passphraseChosen')
    return done({ token: await goOnWithKey(tx, ctx, session, opened) })
  })

/** A chosen passphrase as a way to a key. */
export const wayOf = ({ wrappingKey, ...passphrase }: NewPassword): ShownWay => ({
  way: 'passphrase',
  wrappingKey,
  passphrase
})

/**
 * Opens a locked key by its passphrase, for this session, which goes on under a new token; then looks after the keys of the owner's teams.
 * Refuses a wrong passphrase; wrong attempts slow the account down.
 */
export const unlockByPassphrase = (ctx: Ctx, session: SignedIn, passphrase: string): Promise<Confirmed> =>
  tryInSession(ctx, session, async (attempt) => {
    const stored = await ctx.read((tx) => selectPassphrase(tx, session))
    const verdict = await judgeBy(ctx, { key: attempt.key, stored }, passphrase, session.accountId)
    if (verdict === 'busy') return verdict
    const token = verdict === 'wrong' ? undefined : await unlock(ctx, session, attempt, stored, verdict)
    return token === undefined ? { wrong: 'passphrase' } : { token }
  })

const selectPassphrase = async (tx: Tx, { accountId }: SignedIn): Promise<StoredPassword | undefined> =>
  (await selectUserKey(tx, accountId))?.wraps.find(({ way }) => way === 'passphrase')?.passphrase

/** Nothing where session, account or passphrase are not any more what they were when the passphrase was looked at. */
const unlock = (
  ctx: Ctx,
  session: SignedIn,
  { key, failures }: OpenAttempt,
  judged: StoredPassword | undefined,
  { wrappingKey }: RightPassword
): Promise<string | undefined> =>
  ctx.write(async (tx) => {
    const open =
      (await lockActiveAccount(tx, session.accountId)) && (await lockSession(tx, session, nowOf(ctx)))
    const current = open && (await selectPassphrase(tx, session))
    if (!current || !judged?.verifier.equals(current.verifier)) return undefined
    const opened = await openByWays(tx, ctx, session, [{ way: 'passphrase', wrappingKey }])
    if (opened.userKey) {
      await giveBackAttempt(tx, key, failures)
      return goOnWithKey(tx, ctx, session, opened)
    }
    await recordOpened(tx, ctx, opened)
    return undefined
  })

/**
 * Takes the passphrase from a key. Refuses where there is none (`changed`), where nothing else opens the key (`last`), a session
 * that has ended (`gone`), and one whose owner has not just shown both factors (`confirm`).
 */
export const removePassphrase = (
  ctx: Ctx,
  session: SignedIn
): Promise<Outcome<undefined, 'gone' | 'confirm' | 'changed' | 'last'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const { accountId: id, actor } = session
    const { wraps = [] } = (await selectUserKey(tx, id)) ?? {}
    const taken = wraps.find(({ way }) => way === 'passphrase')
    if (!taken) return refuse('changed')
    if (isLastWay(wraps, taken)) return refuse('last')
    await deleteWrap(tx, id, 'passphrase')
    await tellOwner(tx, ctx, actor, 'passphraseRemoved')
    await recordEvent(tx, ctx, {
      event: 'access.userKey.wayRemoved',
      record: { kind: 'account', id },
      payload: { way: 'passphrase' },
      actor: id
    })
    return done(undefined)
  })
