import { randomBytes } from 'node:crypto'
import { placeOf } from '#platform/crypto/server/placeOf.ts'
import { halvesOf, openWith, sealTo } from '#platform/crypto/server/sealingPair.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { TeamId, UserKey } from '../model.ts'
import { pairsOf, type RecoveryHolder } from './recoveryHolders.ts'
import { insertHalf, selectHalvings, type KeptHalf, type Releasing } from './recoveryRepository.ts'
import { selectHeldKeys } from './teamKeyRepository.ts'
import { openTeamKey, type TeamKeyHolder, type TeamSecret } from './teamSecret.ts'
import { nowOf } from './times.ts'

/** Half of a version of a team's key: tells nothing without the other one. */
type KeyHalf = Uint8Array & { readonly __brand: 'KeyHalf' }

/** A secret in two halves, by chance: neither tells anything of it, beyond its length. */
const halve = (secret: Uint8Array): readonly [KeyHalf, KeyHalf] => {
  const mask = randomBytes(secret.length)
  return [mask as Uint8Array as KeyHalf, joined(mask, secret) as KeyHalf]
}

/** What both halves make together. */
export const joined = (one: Uint8Array, other: Uint8Array): Uint8Array =>
  Uint8Array.from(one, (byte, n) => byte ^ other[n]!)

interface Place {
  readonly teamId: TeamId
  readonly version: number
  readonly accountId: AccountId
  readonly partnerId: AccountId
}

const placeOfHalf = (ctx: Ctx, namingId: string, { teamId, version, accountId, partnerId }: Place) =>
  placeOf(ctx, 'access_team_key_half.sealed', namingId, teamId, version, accountId, partnerId)
const placeOfRelease = (ctx: Ctx, namingId: string, release: Releasing) => {
  const { teamId, version, accountId, holderId, partnerId } = release
  return placeOf(
    ctx,
    'access_recovery_release.sealed',
    ...[namingId, teamId, version, accountId, holderId, partnerId]
  )
}

/** The holder who opens something, by their own key. */
export interface Opening {
  readonly holder: RecoveryHolder
  readonly userKey: UserKey
}

/** Opens a half of one's own. Throws where what is stored is not what was sealed to this holder for this partner. */
export const openHalf = async (
  ctx: Ctx,
  { holder: { namingId, accountId }, userKey }: Opening,
  half: KeptHalf
): Promise<KeyHalf> =>
  (await openWith(
    halvesOf(userKey),
    placeOfHalf(ctx, namingId, { ...half, accountId }),
    half.sealed
  )) as Uint8Array as KeyHalf

/** A half for the other holder, for one colleague and one team alone. */
export const sealRelease = (ctx: Ctx, partner: RecoveryHolder, release: Releasing, half: KeyHalf) =>
  sealTo(partner.publicKey, placeOfRelease(ctx, partner.namingId, release), half)

/** Opens what the other holder released. Throws where it was not for this colleague, team and holder. */
export const openRelease = async (
  ctx: Ctx,
  { holder, userKey }: Opening,
  release: Releasing & { readonly sealed: Buffer }
): Promise<KeyHalf> =>
  (await openWith(
    halvesOf(userKey),
    placeOfRelease(ctx, holder.namingId, release),
    release.sealed
  )) as Uint8Array as KeyHalf

interface Halving {
  readonly teamId: TeamId
  readonly version: number
  readonly secret: TeamSecret
}

/** Halves a version for every pair of holders that count, or those of them that lack it. */
export const halveVersion = async (
  tx: Tx,
  ctx: Ctx,
  { teamId, version, secret }: Halving,
  pairs: ReturnType<typeof pairsOf>
): Promise<void> => {
  for (const pair of pairs) {
    const halves = halve(secret)
    for (const [n, { accountId, namingId, publicKey }] of pair.entries()) {
      const place = { teamId, version, accountId, partnerId: pair[1 - n]!.accountId }
      const sealed = await sealTo(publicKey, placeOfHalf(ctx, namingId, place), halves[n]!)
      await insertHalf(tx, { ...place, sealed }, nowOf(ctx))
    }
  }
}

/**
 * Halves the versions that a colleague holds, for pairs of holders that lack them. What they cannot open is left out. Under the lock of
 * the team, and while nobody is named.
 */
export const halveHeldVersions = async (
  tx: Tx,
  ctx: Ctx,
  member: TeamKeyHolder,
  holders: readonly RecoveryHolder[]
): Promise<void> => {
  const pairs = pairsOf(holders)
  if (pairs.length === 0) return
  const { teamId, accountId } = member
  const halvings = await selectHalvings(tx, teamId)
  const held = (await selectHeldKeys(tx, teamId)).filter((each) => each.accountId === accountId)
  for (const each of held) {
    const there = halvings.filter(({ version }) => version === each.version)
    const lacking = pairs.filter(
      ([one, other]) =>
        !there.some((half) => half.accountId === one.accountId && half.partnerId === other.accountId)
    )
    if (lacking.length === 0) continue
    const secret = await openTeamKey(ctx, member, each).catch(() => undefined)
    if (secret) await halveVersion(tx, ctx, { teamId, version: each.version, secret }, lacking)
  }
}
