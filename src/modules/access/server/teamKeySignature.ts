import { placeOf } from '#platform/crypto/server/placeOf.ts'
import { isSignature } from '#platform/crypto/server/signingPair.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { TeamId, UserKey } from '../model.ts'
import { areProven, signingPairOfUser, type PublicHalves } from './publicHalves.ts'

/** A version of a team's key, as it is signed. */
export interface TeamKeyVersion {
  readonly teamId: TeamId
  readonly version: number
  readonly publicKey: Buffer
}

/** A signature of a member, and who gave it. */
export interface TeamKeySignature {
  readonly signedBy: AccountId
  readonly signature: Buffer
}

/** What is needed to check a signature. */
export interface SignedTeamKey extends TeamKeyVersion, TeamKeySignature {
  readonly signer: PublicHalves
}

/** A member's word that this is the public half of their team. */
export const signTeamKey = (
  ctx: Ctx,
  version: TeamKeyVersion,
  { accountId, userKey }: { readonly accountId: AccountId; readonly userKey: UserKey }
): TeamKeySignature => ({
  signedBy: accountId,
  signature: signingPairOfUser(userKey).sign(wordsOf(ctx, version))
})

/** Whether a member signed this public half for this team, with a key that the server knows as theirs. */
export const isSignedTeamKey = (ctx: Ctx, { signer, signedBy, signature, ...version }: SignedTeamKey) =>
  areProven(ctx, signedBy, signer) && isSignature(signer.signingKey, wordsOf(ctx, version), signature)

const wordsOf = (ctx: Ctx, { teamId, version, publicKey }: TeamKeyVersion) =>
  Buffer.from(placeOf(ctx, 'anlaufstelle team key 1', teamId, version, publicKey.toString('base64url')))
