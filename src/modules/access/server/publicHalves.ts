import { timingSafeEqual } from 'node:crypto'
import { organisationOf } from '#platform/crypto/server/placeOf.ts'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import { halvesOf } from '#platform/crypto/server/sealingPair.ts'
import { signingPairOf, type SigningPair } from '#platform/crypto/server/signingPair.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { UserKey } from '../model.ts'

/** What others know of a colleague's key. */
export interface PublicHalves {
  /** To which is sealed for them. */
  readonly publicKey: Buffer
  /** With which their signatures are checked. */
  readonly signingKey: Buffer
  /** The server's word that both are theirs: who writes to the database alone cannot give it. */
  readonly proof: Buffer
}

/** With which a colleague signs: from their own key, so that nothing more has to be kept. */
export const signingPairOfUser = (key: UserKey): SigningPair =>
  signingPairOf(deriveKey(halvesOf(key).privateKey, 'signing'))

/** The public halves of a colleague's key, with the server's word on them. */
export const publicHalvesOf = (ctx: Ctx, accountId: AccountId, key: UserKey): PublicHalves => {
  const halves = { publicKey: halvesOf(key).publicKey, signingKey: signingPairOfUser(key).publicKey }
  return { ...halves, proof: proofOf(ctx, accountId, halves) }
}

/** Whether these are the halves that were made for this colleague. */
export const areProven = (ctx: Ctx, accountId: AccountId, halves: PublicHalves): boolean => {
  const proof = proofOf(ctx, accountId, halves)
  return halves.proof.length === proof.length && timingSafeEqual(halves.proof, proof)
}

const proofOf = (
  ctx: Ctx,
  accountId: AccountId,
  { publicKey, signingKey }: Omit<PublicHalves, 'proof'>
): Buffer => {
  const halves = [publicKey, signingKey].map((half) => half.toString('base64url'))
  return ctx.serverKey.mac('userKey', [organisationOf(ctx), accountId, ...halves].join(' '))
}
