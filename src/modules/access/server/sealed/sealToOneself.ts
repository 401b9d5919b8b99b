import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import { halvesOf } from '#platform/crypto/server/sealingPair.ts'
import { faultFields } from '#platform/log/server/log.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { SignedIn, UserKey } from '../../model.ts'
import type { Opened } from './openForActor.ts'
import type { RecordKey } from './recordKey.ts'
import { openTexts, sealTexts, type SealedColumns, type Texts } from './sealedValue.ts'

/** A row of whoever is signed in: in which table and row its sealed columns stand. */
export interface OwnPlace {
  readonly table: string
  /** The row's id, made by the caller. */
  readonly row: string
}

/**
 * Seals texts for whoever is signed in, and nobody else: under a key that HKDF makes of their own. Nothing where their key is
 * locked. They go with that key: whoever gives it up reads them no more.
 */
export const sealToOneself = <Column extends string>(
  ctx: Ctx,
  { accountId, userKey }: SignedIn,
  place: OwnPlace,
  texts: Texts<Column>
): SealedColumns<Column> | undefined =>
  userKey && sealTexts(ctx, { ...place, keyId: accountId }, ownKeyOf(userKey), texts)

/** Opens a row that whoever is signed in sealed for themselves. `closed` while their key is locked. */
export const openOwn = <Column extends string>(
  ctx: Ctx,
  { accountId, userKey }: SignedIn,
  place: OwnPlace,
  columns: SealedColumns<Column>
): Opened<Column> => {
  if (!userKey) return { state: 'closed' }
  try {
    return {
      state: 'open',
      texts: openTexts(ctx, { ...place, keyId: accountId }, ownKeyOf(userKey), columns)
    }
  } catch (fault) {
    ctx.log.error('access.own.damaged', { table: place.table, ...faultFields(fault) })
    return { state: 'damaged' }
  }
}

const ownKeyOf = (key: UserKey) =>
  deriveKey(halvesOf(key).privateKey, 'own records') as Uint8Array as RecordKey
