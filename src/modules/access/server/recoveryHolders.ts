import { timingSafeEqual } from 'node:crypto'
import { organisationOf } from '#platform/crypto/server/placeOf.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { selectRecoveryHolders, type KeptHolder } from './recoveryRepository.ts'

/** A recovery holder who counts: named with the key that they have, and able to open it. */
export interface RecoveryHolder {
  readonly accountId: AccountId
  readonly namingId: string
  readonly publicKey: Buffer
}

/** The server's word that somebody was named, with the key that they had then. */
export const proofOfNaming = (ctx: Ctx, { accountId, namingId, publicKey }: RecoveryHolder): Buffer => {
  const words = [organisationOf(ctx), namingId, accountId, publicKey.toString('base64url')]
  return ctx.serverKey.mac('recoveryHolder', words.join(' '))
}

/** Those who count among those who were named. Whose half somebody exchanged in the database does not, nor who has another key since. */
export const countingAmong = (ctx: Ctx, kept: readonly KeptHolder[]): RecoveryHolder[] =>
  kept.flatMap(({ accountId, namingId, publicKey, proof }) => {
    if (!publicKey) return []
    const wanted = proofOfNaming(ctx, { accountId, namingId, publicKey })
    return timingSafeEqual(proof, wanted) ? [{ accountId, namingId, publicKey }] : []
  })

/** The recovery holders who count. */
export const findRecoveryHolders = async (tx: Tx, ctx: Ctx): Promise<RecoveryHolder[]> =>
  countingAmong(ctx, await selectRecoveryHolders(tx))

/** Every two of those who count, each pair once. */
export const pairsOf = (holders: readonly RecoveryHolder[]): (readonly [RecoveryHolder, RecoveryHolder])[] =>
  holders.flatMap((one, n) => holders.slice(n + 1).map((other) => [one, other] as const))
