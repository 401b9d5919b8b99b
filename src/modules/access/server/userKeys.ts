import { placeOf } from '#platform/crypto/server/placeOf.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { openUnder, sealUnder } from '#platform/crypto/server/aead.ts'
import { halvesOf } from '#platform/crypto/server/sealingPair.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { UserKey, UserKeyWay } from '../model.ts'
import type { StoredPassword } from './passwords/passwordWork.ts'
import { nowOf } from './times.ts'
import { deleteWrap, replaceWrap, type KeptUserKey } from './userKeyRepository.ts'

/** Something of its owner that opens a key, with the key that it gives. */
export interface ShownWay {
  readonly way: UserKeyWay
  readonly wrappingKey: Buffer
  /** Given for a passkey. */
  readonly factorId?: string
  /** Given for a passphrase that is chosen: what is kept of it. */
  readonly passphrase?: StoredPassword
}

/** What came of opening a key by one way. */
export type Found = UserKey | 'wrong' | 'exchanged' | undefined

/** The key, opened by one way; nothing where it has not this way, `wrong` where that does not open it, `exchanged` where the halves do not go together. */
export const openBy = (
  ctx: Ctx,
  accountId: AccountId,
  { publicKey, wraps }: KeptUserKey,
  { way, factorId, wrappingKey }: ShownWay
): Found => {
  const wrap = wraps.find((each) => each.way === way && each.factorId === (factorId ?? null))
  if (!wrap) return undefined
  const key = openOrNothing(wrappingKey, placeOfWrap(ctx, accountId, { way, factorId }), wrap.sealed)
  if (!key) return 'wrong'
  return publicKey.equals(halvesOf(key).publicKey) ? key : 'exchanged'
}

interface Wrapping extends ShownWay {
  readonly accountId: AccountId
  readonly key: UserKey
}

/** Has a way open an account's key from now on; the password, passphrase or sheet before opens it no more. */
export const wrapUnder = (
  tx: Tx,
  ctx: Ctx,
  { accountId, key, way, factorId, wrappingKey, passphrase }: Wrapping
): Promise<void> => {
  const sealed = sealUnder(wrappingKey, placeOfWrap(ctx, accountId, { way, factorId }), key)
  return replaceWrap(tx, { accountId, way, factorId, sealed, passphrase }, nowOf(ctx))
}

const placeOfWrap = (
  ctx: Ctx,
  accountId: AccountId,
  { way, factorId }: { readonly way: UserKeyWay; readonly factorId: string | undefined }
) => placeOf(ctx, 'access_user_key_wrap.sealed', accountId, way, ...(factorId ? [factorId] : []))

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
