import { placeOf } from '#platform/crypto/server/placeOf.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { halvesOf, openWith, sealTo } from '#platform/crypto/server/sealingPair.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { TeamId, UserKey } from '../model.ts'
import { areProven } from './publicHalves.ts'
import { recordEvent } from './recordEvent.ts'
import { insertTeamKeyWrap, type HeldTeamKey, type TeamMember } from './teamKeyRepository.ts'
import { nowOf } from './times.ts'

/** Both halves of a version of a team's key: 32 bytes that open what is sealed to the team, 32 to which it is sealed. */
export type TeamSecret = Uint8Array & { readonly __brand: 'TeamSecret' }

interface Place {
  readonly teamId: TeamId
  readonly version: number
  readonly accountId: AccountId
}

const placeOfWrap = (ctx: Ctx, { teamId, version, accountId }: Place) =>
  placeOf(ctx, 'access_team_key_wrap.sealed', teamId, version, accountId)

interface Wrapping {
  readonly teamId: TeamId
  readonly version: number
  readonly secret: TeamSecret
  readonly heir: TeamMember
  /** Who passes it on. */
  readonly by: AccountId
}

/**
 * Keeps a version for a colleague; says whether it did. Nothing is kept for who has no key of their own yet, and for a public half that
 * is not proven to be theirs: then the audit is told.
 */
export const wrapFor = async (
  tx: Tx,
  ctx: Ctx,
  { teamId, version, secret, heir: { accountId, halves }, by }: Wrapping
): Promise<boolean> => {
  if (!halves) return false
  if (!areProven(ctx, accountId, halves)) {
    const record = { kind: 'account', id: accountId } as const
    await recordEvent(tx, ctx, {
      event: 'access.userKey.suspected',
      record,
      actor: by
    })
    return false
  }
  const sealed = await sealTo(halves.publicKey, placeOfWrap(ctx, { teamId, version, accountId }), secret)
  await insertTeamKeyWrap(tx, { teamId, version, accountId, sealed }, nowOf(ctx))
  return true
}

/** Who opens a team's key, by their own. */
export interface TeamKeyHolder {
  readonly teamId: TeamId
  readonly accountId: AccountId
  readonly userKey: UserKey
}

/** A version of a team's key, opened by who holds it. Throws where what is stored is not what was sealed to them, or another public half stands beside it. */
export const openTeamKey = async (
  ctx: Ctx,
  { teamId, accountId, userKey }: TeamKeyHolder,
  { version, publicKey, sealed }: HeldTeamKey
): Promise<TeamSecret> => {
  const secret = await openWith(halvesOf(userKey), placeOfWrap(ctx, { teamId, version, accountId }), sealed)
  if (!publicKey.equals(halvesOf(secret).publicKey)) throw new Error('Another public half')
  return secret as Uint8Array as TeamSecret
}

/**
 * A version of a team's key, opened by who holds it. Nothing where what is stored is not what was sealed to them, or does not go with the
 * team's public half: then the audit is told.
 */
export const openOrSuspect = async (
  tx: Tx,
  ctx: Ctx,
  holder: TeamKeyHolder,
  held: HeldTeamKey
): Promise<TeamSecret | undefined> => {
  const secret = await openTeamKey(ctx, holder, held).catch(() => undefined)
  if (secret) return secret
  const { teamId, accountId } = holder
  await recordEvent(tx, ctx, {
    event: 'access.teamKey.suspected',
    record: { kind: 'account', id: accountId },
    payload: { team: teamId },
    actor: accountId
  })
  return undefined
}
