import type { Ctx } from '#platform/ctx.ts'
import { joinHalves, makeSealingPair } from '#platform/crypto/server/sealingPair.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { momentOf } from './changePerson.ts'
import { halveHeldVersions, halveVersion } from './keyHalves.ts'
import { recordEvent } from './recordEvent.ts'
import { findRecoveryHolders, pairsOf, type RecoveryHolder } from './recoveryHolders.ts'
import { keepNaming } from './recoveryRepository.ts'
import {
  deleteWrapsOfOthers,
  insertTeamKey,
  lockTeamKeys,
  replaceSignature,
  selectHeldKeys,
  selectNewestKey,
  selectSealingKey,
  selectTeamMembers,
  selectTeamsOf,
  type HeldTeamKey,
  type TeamMember
} from './teamKeyRepository.ts'
import { isSignedTeamKey, signTeamKey } from './teamKeySignature.ts'
import { openOrSuspect, wrapFor, type TeamKeyHolder, type TeamSecret } from './teamSecret.ts'
import { nowOf } from './times.ts'

/**
 * Looks after the keys of the teams that a colleague belongs to, while they sign in and their own key is open: makes the first
 * key of a team, and a new version where somebody who held the last one belongs to the team no more: who stays and held the
 * last one holds the new one, and who has left loses every version. Where nobody stays who held it, a new version begins, and the older
 * ones stay with those who left: nobody else can open them. Where colleagues of the team hold the key it is theirs to pass
 * on, see `passTeamKeysOn`. Every version that they hold is halved for the recovery holders.
 */
export const tendTeamKeys = async (
  tx: Tx,
  ctx: Ctx,
  { accountId, userKey }: Pick<SignedIn, 'accountId' | 'userKey'>
): Promise<void> => {
  if (!userKey) return
  const { today } = momentOf(ctx)
  const teams = await selectTeamsOf(tx, accountId, today)
  await lockTeamKeys(tx, teams)
  await keepNaming(tx, ctx.organisationId)
  const recovery = await findRecoveryHolders(tx, ctx)
  for (const { id } of teams) await halveHeldVersions(tx, ctx, { teamId: id, accountId, userKey }, recovery)
  for (const { id } of teams) {
    const members = await selectTeamMembers(tx, id, today)
    await tendTeamKey(tx, ctx, { teamId: id, accountId, userKey, members, recovery })
  }
}

interface Tending extends TeamKeyHolder {
  readonly members: readonly TeamMember[]
  readonly recovery: readonly RecoveryHolder[]
}

const tendTeamKey = async (tx: Tx, ctx: Ctx, { teamId, accountId, userKey, members, recovery }: Tending) => {
  const newest = await selectNewestKey(tx, teamId)
  const holders = (await selectHeldKeys(tx, teamId)).filter(({ version }) => version === newest?.version)
  const staying = members.filter((member) => holders.some((holder) => holder.accountId === member.accountId))
  const mine = holders.find((holder) => holder.accountId === accountId)
  const holder = { teamId, accountId, userKey }
  if (mine && (await openOrSuspect(tx, ctx, holder, mine)) === undefined) return
  if (mine && staying.length === holders.length) return signAgain(tx, ctx, holder, mine)
  if (staying.length > 0 && !mine) return
  const [version, ids] = [(newest?.version ?? 0) + 1, members.map((member) => member.accountId)]
  const heirs = mine ? staying : members.filter((member) => member.accountId === accountId)
  const secret = await makeVersion(tx, ctx, { ...holder, version, heirs })
  await halveVersion(tx, ctx, { teamId, version, secret }, pairsOf(recovery))
  if (mine) await deleteWrapsOfOthers(tx, teamId, ids)
  await recordEvent(tx, ctx, {
    event: newest ? 'access.teamKey.renewed' : 'access.teamKey.made',
    record: { kind: 'team', id: teamId },
    payload: { version },
    actor: accountId
  })
}

/** A signature whose giver has another key by now, or none, is given anew by who opened what it stands under. */
const signAgain = async (tx: Tx, ctx: Ctx, holder: TeamKeyHolder, { version, publicKey }: HeldTeamKey) => {
  const { teamId } = holder
  const signed = await selectSealingKey(tx, teamId)
  if (signed && isSignedTeamKey(ctx, signed)) return
  await replaceSignature(tx, { teamId, version }, signTeamKey(ctx, { teamId, version, publicKey }, holder))
}

interface NewVersion extends TeamKeyHolder {
  readonly version: number
  readonly heirs: readonly TeamMember[]
}

/** Makes a version for the heirs, signed by the one who makes it. */
export const makeVersion = async (
  tx: Tx,
  ctx: Ctx,
  { version, heirs, ...holder }: NewVersion
): Promise<TeamSecret> => {
  const { teamId } = holder
  const pair = await makeSealingPair()
  const secret = joinHalves(pair) as Uint8Array as TeamSecret
  const made = { teamId, version, publicKey: pair.publicKey }
  await insertTeamKey(tx, { ...made, ...signTeamKey(ctx, made, holder) }, nowOf(ctx))
  for (const heir of heirs) await wrapFor(tx, ctx, { teamId, version, secret, heir, by: holder.accountId })
  return secret
}

/** The versions that one colleague holds and another does not. */
export const missingOf = (
  one: readonly HeldTeamKey[] = [],
  other: readonly HeldTeamKey[] = []
): readonly HeldTeamKey[] => one.filter(({ version }) => !other.some((each) => each.version === version))
