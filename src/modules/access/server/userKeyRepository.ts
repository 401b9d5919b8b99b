import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { UserKeyWay } from '../model.ts'
import type { StoredPassword } from './passwords/passwordWork.ts'
import type { PublicHalves } from './publicHalves.ts'
import type { AccessTables } from './tables.ts'

const keys = (tx: Tx) => tx.$extendTables<AccessTables>()

interface KeptWrap {
  readonly way: UserKeyWay
  /** Which passkey, and what its owner calls it; absent for every other way. */
  readonly factorId: string | null
  readonly label: string | null
  readonly sealed: Buffer
  readonly madeAt: Date
  /** When its owner typed the sheet in again. */
  readonly testedAt: Date | null
  /** How a passphrase is recognised; absent for every other way. */
  readonly passphrase: StoredPassword | undefined
}

/** What is kept of somebody's key: the public halves, and the private one sealed for each way that opens it. */
export interface KeptUserKey extends PublicHalves {
  readonly wraps: readonly KeptWrap[]
}

/** The key of an account; nothing where it has none. */
export const selectUserKey = async (tx: Tx, accountId: AccountId): Promise<KeptUserKey | undefined> => {
  const key = await keys(tx)
    .selectFrom('access_user_key')
    .select(['public_key as publicKey', 'signing_key as signingKey', 'proof'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (!key) return undefined
  const wraps = await keys(tx)
    .selectFrom('access_user_key_wrap as wrap')
    .leftJoin('access_second_factor as factor', 'factor.id', 'wrap.factor_id')
    .select([
      'wrap.way',
      'wrap.factor_id as factorId',
      'factor.label',
      'wrap.sealed',
      'wrap.made_at as madeAt',
      'wrap.tested_at as testedAt',
      'wrap.salt',
      'wrap.verifier',
      'wrap.format'
    ])
    .where('wrap.account_id', '=', accountId)
    .orderBy('wrap.made_at')
    .orderBy('wrap.factor_id')
    .execute()
  return { ...key, wraps: wraps.map(keptOf) }
}

/** The public halves of a key that something opens; nothing where the account has none such. */
export const selectPublicHalves = (tx: Tx, accountId: AccountId): Promise<PublicHalves | undefined> =>
  keys(tx)
    .selectFrom('access_user_key')
    .select(['public_key as publicKey', 'signing_key as signingKey', 'proof'])
    .where('account_id', '=', accountId)
    .where('account_id', 'in', (query) => query.selectFrom('access_user_key_wrap').select('account_id'))
    .executeTakeFirst()

/** Keeps the server's word anew on a key that stays what it is. */
export const updateProof = (
  tx: Tx,
  accountId: AccountId,
  { signingKey, proof }: Pick<PublicHalves, 'signingKey' | 'proof'>
) =>
  keys(tx)
    .updateTable('access_user_key')
    .set({ signing_key: signingKey, proof })
    .where('account_id', '=', accountId)
    .execute()

interface PassphraseColumns {
  readonly salt: Buffer | null
  readonly verifier: Buffer | null
  readonly format: number | null
}

const keptOf = <Row extends PassphraseColumns>({ salt, verifier, format, ...row }: Row) => ({
  ...row,
  passphrase: salt && verifier && format !== null ? { salt, verifier, format } : undefined
})

/** Keeps the public halves of a new key, in the place of one that nothing opens any more. */
export const replaceUserKey = async (
  tx: Tx,
  accountId: AccountId,
  { publicKey, signingKey, proof }: PublicHalves,
  now: Date
): Promise<void> => {
  await keys(tx).deleteFrom('access_user_key').where('account_id', '=', accountId).execute()
  await keys(tx)
    .insertInto('access_user_key')
    .values({
      account_id: accountId,
      organisation_id: ownOrganisation(),
      public_key: publicKey,
      signing_key: signingKey,
      proof,
      made_at: now
    })
    .execute()
}

interface NewWrap {
  readonly accountId: AccountId
  readonly way: UserKeyWay
  /** Given for a passkey. */
  readonly factorId?: string | undefined
  readonly sealed: Buffer
  readonly passphrase?: StoredPassword | undefined
}

/** Keeps the private half under one way, in the place of what the way, or this passkey, opened before. */
export const replaceWrap = async (
  tx: Tx,
  { accountId, way, factorId, sealed, passphrase }: NewWrap,
  now: Date
): Promise<void> => {
  await deleteWrap(tx, accountId, way, factorId)
  await keys(tx)
    .insertInto('access_user_key_wrap')
    .values({
      account_id: accountId,
      organisation_id: ownOrganisation(),
      way,
      factor_id: factorId ?? null,
      sealed,
      made_at: now,
      salt: passphrase?.salt ?? null,
      verifier: passphrase?.verifier ?? null,
      format: passphrase?.format ?? null
    })
    .execute()
}

/** Takes a way, of passkeys one: it opens the key no more. */
export const deleteWrap = (tx: Tx, accountId: AccountId, way: UserKeyWay, factorId?: string) =>
  keys(tx)
    .deleteFrom('access_user_key_wrap')
    .where('account_id', '=', accountId)
    .where('way', '=', way)
    .where('factor_id', 'is not distinct from', factorId ?? null)
    .execute()

/** Takes every way: nothing opens the key any more. */
export const deleteWraps = (tx: Tx, accountId: AccountId) =>
  keys(tx).deleteFrom('access_user_key_wrap').where('account_id', '=', accountId).execute()

/** Notes that the owner of a sheet typed it in again. */
export const noteTested = (tx: Tx, accountId: AccountId, now: Date) =>
  keys(tx)
    .updateTable('access_user_key_wrap')
    .set({ tested_at: now })
    .where('account_id', '=', accountId)
    .where('way', '=', 'recoverySheet')
    .execute()
