import type { AccountId, Ctx } from '#platform/ctx.ts'
import { openUnder, sealUnder } from '#platform/crypto/server/aead.ts'
import { halvesOf, joinHalves, makeSealingPair } from '#platform/crypto/server/sealingPair.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { UserKey } from '../model.ts'
import { publicHalvesOf } from './publicHalves.ts'
import { recordEvent } from './recordEvent.ts'
import { nowOf } from './times.ts'
import type { UserKeyWay } from './tables.ts'
import {
  deleteWrap,
  replaceUserKey,
  replaceWrap,
  selectUserKey,
  type KeptUserKey
} from './userKeyRepository.ts'

const placeOf = ({ organisationId }: Ctx, accountId: AccountId, way: UserKeyWay) => {
  if (!organisationId) throw new Error('A key is of an organisation')
  return `access_user_key_wrap.sealed ${organisationId} ${accountId} ${way}`
}

/**
 * The key of an account whose right password was shown, opened under the key that the password gives; made here where
 * the account has none, or one that nothing opens any more. Nothing where the password does not open it: where it was set anew
 * by mail, or where what is stored was exchanged, of which the audit is told. The account is locked in the transaction.
 */
export const unlockByPassword = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  wrappingKey: Buffer
): Promise<UserKey | undefined> => {
  const kept = await selectUserKey(tx, accountId)
  if (!kept || kept.wraps.length === 0) return makeUserKey(tx, ctx, accountId, wrappingKey)
  const opened = openBy(ctx, accountId, kept, { way: 'password', wrappingKey })
  if (opened !== 'wrong') return opened
  await recordEvent(tx, ctx, {
    event: 'access.userKey.suspected',
    record: { kind: 'account', id: accountId },
    actor: accountId
  })
  return undefined
}

interface Opening {
  readonly way: UserKeyWay
  readonly wrappingKey: Buffer
}

/** The key, opened by one way; nothing where it has not this way, `wrong` where that does not open it or the halves do not go together. */
export const openBy = (
  ctx: Ctx,
  accountId: AccountId,
  { publicKey, wraps }: KeptUserKey,
  { way, wrappingKey }: Opening
): UserKey | 'wrong' | undefined => {
  const wrap = wraps.find((each) => each.way === way)
  if (!wrap) return undefined
  const key = openOrNothing(wrappingKey, placeOf(ctx, accountId, way), wrap.sealed)
  return key && publicKey.equals(halvesOf(key).publicKey) ? key : 'wrong'
}

const makeUserKey = async (tx: Tx, ctx: Ctx, accountId: AccountId, wrappingKey: Buffer): Promise<UserKey> => {
  const key = joinHalves(await makeSealingPair()) as Uint8Array as UserKey
  await replaceUserKey(tx, accountId, publicHalvesOf(ctx, accountId, key), nowOf(ctx))
  await wrapUnder(tx, ctx, { accountId, key, way: 'password', wrappingKey })
  await recordEvent(tx, ctx, {
    event: 'access.userKey.made',
    record: { kind: 'account', id: accountId },
    actor: accountId
  })
  return key
}

interface Wrapping extends Opening {
  readonly accountId: AccountId
  readonly key: UserKey
}

/** Has a new password or sheet open an account's key; the one before opens it no more. */
export const wrapUnder = (
  tx: Tx,
  ctx: Ctx,
  { accountId, key, way, wrappingKey }: Wrapping
): Promise<void> => {
  const sealed = sealUnder(wrappingKey, placeOf(ctx, accountId, way), key)
  return replaceWrap(tx, { accountId, way, sealed }, nowOf(ctx))
}

/** Whoever sets a password anew by mail has not shown the one before: what that opened stays locked. */
export const forgetPasswordWay = (tx: Tx, accountId: AccountId): Promise<unknown> =>
  deleteWrap(tx, accountId, 'password')

/** What a session keeps of an unlocked key: only the token, which the cookie alone holds, opens it. */
export const sealForSession = (
  sessionKey: Buffer,
  sessionId: string,
  key: UserKey | undefined
): Buffer | null => (key ? sealUnder(sessionKey, sessionPlace(sessionId), key) : null)

/** The unlocked key of a session; nothing where there is none, or what was kept is not what was sealed. */
export const openForSession = (
  sessionKey: Buffer,
  sessionId: string,
  sealed: Buffer | null
): UserKey | undefined =>
  sealed === null ? undefined : openOrNothing(sessionKey, sessionPlace(sessionId), sealed)

const sessionPlace = (sessionId: string) => `access_session.user_key ${sessionId}`

const openOrNothing = (key: Buffer, place: string, sealed: Buffer): UserKey | undefined => {
  try {
    return openUnder(key, place, sealed) as Uint8Array as UserKey
  } catch {
    return undefined
  }
}
