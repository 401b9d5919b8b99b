import type { AccountId, Ctx } from '#platform/ctx.ts'
import {
  halvesOf,
  joinHalves,
  makeSealingPair,
  openWith,
  sealTo
} from '#platform/crypto/server/sealingPair.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn, TeamId, UserKey } from '../model.ts'
import { momentOf } from './changePerson.ts'
import { recordEvent } from './recordEvent.ts'
import {
  deleteWrapsOfOthers,
  insertTeamKey,
  insertTeamKeyWrap,
  lockTeamKeys,
  selectHeldKeys,
  selectNewestKey,
  selectTeamMembers,
  selectTeamsOf,
  type HeldTeamKey,
  type TeamMember
} from './teamKeyRepository.ts'
import { nowOf } from './times.ts'

/** Both halves of a version of a team's key: 32 bytes that open what is sealed to the team, 32 to which it is sealed. */
export type TeamSecret = Uint8Array & { readonly __brand: 'TeamSecret' }

interface Place {
  readonly teamId: TeamId
  readonly version: number
  readonly accountId: AccountId
}

const placeOf = ({ organisationId }: Ctx, { teamId, version, accountId }: Place) => {
  if (!organisationId) throw new Error('A key is of an organisation')
  return `access_team_key_wrap.sealed ${organisationId} ${teamId} ${version} ${accountId}`
}

/**
 * Looks after the keys of the teams that a colleague belongs to, while they sign in and their own key is open: makes the first
 * key of a team, and a new version where somebody who held the last one belongs to the team no more: who stays and held the
 * last one holds the new one, and who has left loses every version. Where nobody stays who held it, a new version begins, and the older
 * ones stay with those who left: nobody else can open them. Where colleagues of the team hold the key it is theirs to pass
 * on, see `passTeamKeysOn`.
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
  for (const { id } of teams) {
    const members = await selectTeamMembers(tx, id, today)
    await tendTeamKey(tx, ctx, { teamId: id, accountId, userKey, members })
  }
}

interface Tending extends TeamKeyHolder {
  readonly members: readonly TeamMember[]
}

const tendTeamKey = async (tx: Tx, ctx: Ctx, { teamId, accountId, userKey, members }: Tending) => {
  const newest = await selectNewestKey(tx, teamId)
  const holders = (await selectHeldKeys(tx, teamId)).filter(({ version }) => version === newest?.version)
  const staying = members.filter((member) => holders.some((holder) => holder.accountId === member.accountId))
  const mine = holders.find((holder) => holder.accountId === accountId)
  if (mine && (await openOrSuspect(tx, ctx, { teamId, accountId, userKey }, mine)) === undefined) return
  if (staying.length > 0 && (!mine || staying.length === holders.length)) return
  const [version, ids] = [(newest?.version ?? 0) + 1, members.map((member) => member.accountId)]
  const heirs = mine ? staying : members.filter((member) => member.accountId === accountId)
  await makeVersion(tx, ctx, { teamId, version, heirs })
  if (mine) await deleteWrapsOfOthers(tx, teamId, ids)
  await recordEvent(tx, ctx, {
    event: newest ? 'access.teamKey.renewed' : 'access.teamKey.made',
    record: { kind: 'team', id: teamId },
    payload: { version },
    actor: accountId
  })
}

interface NewVersion {
  readonly teamId: TeamId
  readonly version: number
  readonly heirs: readonly TeamMember[]
}

const makeVersion = async (tx: Tx, ctx: Ctx, { teamId, version, heirs }: NewVersion): Promise<void> => {
  const pair = await makeSealingPair()
  const secret = joinHalves(pair) as Uint8Array as TeamSecret
  await insertTeamKey(tx, { teamId, version, publicKey: pair.publicKey }, nowOf(ctx))
  for (const heir of heirs) await wrapFor(tx, ctx, { teamId, version, secret, heir })
}

interface Wrapping {
  readonly teamId: TeamId
  readonly version: number
  readonly secret: TeamSecret
  readonly heir: TeamMember
}

/** Keeps a version for a colleague; nothing is kept for who has no key of their own yet. */
export const wrapFor = async (
  tx: Tx,
  ctx: Ctx,
  { teamId, version, secret, heir: { accountId, publicKey } }: Wrapping
): Promise<void> => {
  if (!publicKey) return
  const sealed = await sealTo(publicKey, placeOf(ctx, { teamId, version, accountId }), secret)
  await insertTeamKeyWrap(tx, { teamId, version, accountId, sealed }, nowOf(ctx))
}

/** Who opens a team's key, by their own. */
export interface TeamKeyHolder {
  readonly teamId: TeamId
  readonly accountId: AccountId
  readonly userKey: UserKey
}

/**
 * A version of a team's key, opened by who holds it. Nothing where what is stored is not what was sealed to them, or does not go with the
 * team's public half: then the audit is told.
 */
export const openOrSuspect = async (
  tx: Tx,
  ctx: Ctx,
  { teamId, accountId, userKey }: TeamKeyHolder,
  { version, publicKey, sealed }: HeldTeamKey
): Promise<TeamSecret | undefined> => {
  const place = placeOf(ctx, { teamId, version, accountId })
  const secret = await openWith(halvesOf(userKey), place, sealed).catch(() => undefined)
  if (secret && publicKey.equals(halvesOf(secret).publicKey)) return secret as Uint8Array as TeamSecret
  await recordEvent(tx, ctx, {
    event: 'access.teamKey.suspected',
    record: { kind: 'account', id: accountId },
    payload: { team: teamId },
    actor: accountId
  })
  return undefined
}

/** The versions that one colleague holds and another does not. */
export const missingOf = (
  one: readonly HeldTeamKey[] = [],
  other: readonly HeldTeamKey[] = []
): readonly HeldTeamKey[] => one.filter(({ version }) => !other.some((each) => each.version === version))
