import { openWith, halvesOf, sealTo } from '#platform/crypto/server/sealingPair.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { isId } from '#platform/isId.ts'
import type { SignedIn, TeamId } from '../model.ts'
import { changePerson, momentOf, type Refused } from './changePerson.ts'
import { joined, openHalf, openRelease, sealRelease, type Opening } from './keyHalves.ts'
import type { PersonRow } from './peopleQueries.ts'
import { recordEvent } from './recordEvent.ts'
import { findRecoveryHolders, type RecoveryHolder } from './recoveryHolders.ts'
import {
  deleteReleases,
  insertRelease,
  keepNaming,
  selectHalvesOf,
  selectReleases,
  type KeptHalf
} from './recoveryRepository.ts'
import {
  lockTeamKeys,
  selectHeldKeys,
  selectTeamMembers,
  selectTeamsOf,
  type TeamMember
} from './teamKeyRepository.ts'
import { wrapFor, type TeamSecret } from './teamSecret.ts'
import { tellOwner } from './tellOwner.ts'
import { DAY, later, nowOf } from './times.ts'

/** Milliseconds for which a half that was released can be used. */
export const RELEASE_KEPT = DAY

/** Whose access to which team. */
export interface RecoveryOf {
  readonly accountId: AccountId
  readonly teamId: TeamId
}

type Session = Pick<SignedIn, 'actor' | 'userKey'>
type Answer = Outcome<undefined, 'locked' | 'changed' | Refused>

/** What one holder has to do with. */
interface Recovering extends Opening {
  readonly teamId: TeamId
  readonly heir: TeamMember
  /** The other holders, without the one affected. */
  readonly partners: readonly RecoveryHolder[]
  /** The holder's own halves of the versions that the heir lacks, by those partners. */
  readonly halves: readonly KeptHalf[]
}

/**
 * One of two recovery holders gives their half: for 24 hours each of the others can give this colleague access to this team, see
 * `completeRecovery`. The colleague is told by mail. Refuses who is no holder (`forbidden`) or acts for themselves (`oneself`), a key that is not open
 * in this session (`locked`), and where the colleague does not belong to the team, lacks nothing of it, or the half was given already (`changed`).
 */
export const releaseHalf = (ctx: Ctx, session: Session, wish: RecoveryOf): Promise<Answer> =>
  recover(ctx, session, wish, async (tx, { holder, userKey, teamId, heir, partners, halves }, person) => {
    const [accountId, holderId] = [heir.accountId, holder.accountId]
    const given = (await releasesFor(tx, ctx, wish)).filter((each) => each.holderId === holderId)
    if (halves.every((half) => given.some((each) => isFor(each, half)))) return refuse('changed')
    await deleteReleases(tx, wish, holderId)
    for (const half of halves) {
      const { version, partnerId } = half
      const partner = partners.find((each) => each.accountId === partnerId)!
      const opened = await openHalf(ctx, { holder, userKey }, half).catch(() => undefined)
      if (!opened) return suspect(tx, ctx, holder, teamId)
      const release = { teamId, version, accountId, holderId, partnerId }
      const sealed = await sealRelease(ctx, partner, release, opened)
      await insertRelease(tx, { ...release, sealed }, nowOf(ctx))
    }
    await tellOwner(tx, ctx, person, 'recoveryReleased')
    const record = { kind: 'account', id: accountId } as const
    await recordEvent(tx, ctx, { event: 'access.recovery.released', record, payload: { team: teamId } })
    return done(undefined)
  })

/**
 * The second of two recovery holders puts both halves together and gives the colleague access to the team. They are told by mail. Refuses as
 * `releaseHalf` does, and where no other holder gave their half in the last 24 hours (`changed`). What does not go with the team's public
 * half is not passed on: the audit is told.
 */
export const completeRecovery = (ctx: Ctx, session: Session, wish: RecoveryOf): Promise<Answer> =>
  recover(ctx, session, wish, async (tx, recovering, person) => {
    const { holder, teamId, heir } = recovering
    const secrets = await joinReleased(tx, ctx, wish, recovering)
    if (!secrets) return suspect(tx, ctx, holder, teamId)
    if (secrets.size === 0) return refuse('changed')
    for (const [version, secret] of secrets) {
      if (!(await wrapFor(tx, ctx, { teamId, version, secret, heir, by: holder.accountId })))
        return refuse('changed')
    }
    await deleteReleases(tx, wish)
    await tellOwner(tx, ctx, person, 'recoveryCompleted')
    const record = { kind: 'account', id: heir.accountId } as const
    await recordEvent(tx, ctx, { event: 'access.recovery.completed', record, payload: { team: teamId } })
    return done(undefined)
  })

const recover = (
  ctx: Ctx,
  { actor, userKey }: Session,
  { accountId, teamId }: RecoveryOf,
  work: (tx: Tx, recovering: Recovering, person: PersonRow) => Promise<Answer>
): Promise<Answer> =>
  changePerson(ctx, actor, { permission: 'recovery.release', id: accountId }, async (tx, person) => {
    const team = isId(teamId) ? { id: teamId } : undefined
    if (team) await lockTeamKeys(tx, [team])
    await keepNaming(tx, ctx.organisationId)
    const all = await findRecoveryHolders(tx, ctx)
    const holder = all.find((each) => each.accountId === actor.accountId)
    if (!holder) return refuse('forbidden')
    if (!userKey) return refuse('locked')
    const heir = team && (await findHeir(tx, ctx, { accountId, teamId }))
    if (!heir) return refuse('changed')
    const partners = all.filter((each) => each !== holder && each.accountId !== accountId)
    const halves = await selectLackedHalves(tx, { accountId, teamId }, holder, partners)
    if (halves.length === 0) return refuse('changed')
    return work(tx, { holder, userKey, teamId, heir, partners, halves }, person)
  })

/** Who belongs to the open team today and has a key of their own. */
const findHeir = async (tx: Tx, ctx: Ctx, { accountId, teamId }: RecoveryOf) => {
  const { today } = momentOf(ctx)
  const teams = await selectTeamsOf(tx, accountId, today)
  if (!teams.some(({ id }) => id === teamId)) return undefined
  const members = await selectTeamMembers(tx, teamId, today)
  return members.find((member) => member.accountId === accountId && member.halves)
}

const selectLackedHalves = async (
  tx: Tx,
  { accountId, teamId }: RecoveryOf,
  holder: RecoveryHolder,
  partners: readonly RecoveryHolder[]
) => {
  const held = (await selectHeldKeys(tx, teamId)).filter((each) => each.accountId === accountId)
  return (await selectHalvesOf(tx, holder.accountId, teamId)).filter(
    ({ version, partnerId }) =>
      partners.some((each) => each.accountId === partnerId) && !held.some((each) => each.version === version)
  )
}

const releasesFor = async (tx: Tx, ctx: Ctx, { accountId, teamId }: RecoveryOf) =>
  (await selectReleases(tx, later(nowOf(ctx), -RELEASE_KEPT))).filter(
    (each) => each.accountId === accountId && each.teamId === teamId
  )

const isFor = (
  release: { readonly version: number; readonly partnerId: AccountId },
  half: Pick<KeptHalf, 'version' | 'partnerId'>
) => release.version === half.version && release.partnerId === half.partnerId

/** Version → the team's secret, of what was released; nothing where halves make another one. */
const joinReleased = async (tx: Tx, ctx: Ctx, wish: RecoveryOf, { holder, userKey, halves }: Recovering) => {
  const releases = await releasesFor(tx, ctx, wish)
  const secrets = new Map<number, TeamSecret>()
  const damaged = new Set<number>()
  for (const half of halves) {
    const given = releases.find(
      (each) =>
        each.holderId === half.partnerId &&
        each.partnerId === holder.accountId &&
        each.version === half.version
    )
    if (!given || secrets.has(half.version)) continue
    const both = [openRelease(ctx, { holder, userKey }, given), openHalf(ctx, { holder, userKey }, half)]
    const opened = await Promise.all(both).catch(() => undefined)
    const secret = opened && joined(opened[0]!, opened[1]!)
    const isTheirs = secret && (await goesWith(secret, half.publicKey))
    if (isTheirs) secrets.set(half.version, secret as TeamSecret)
    else damaged.add(half.version)
  }
  return [...damaged].every((version) => secrets.has(version)) ? secrets : undefined
}

/** Whether this opens what is sealed to a public half: a half that was made up makes a secret that opens nothing. */
const goesWith = async (secret: Uint8Array, publicKey: Buffer): Promise<boolean> => {
  if (!publicKey.equals(halvesOf(secret).publicKey)) return false
  const [place, words] = ['recovery', Buffer.from('recovery')]
  const opened = await openWith(halvesOf(secret), place, await sealTo(publicKey, place, words)).catch(
    () => undefined
  )
  return opened?.equals(words) === true
}

const suspect = async (
  tx: Tx,
  ctx: Ctx,
  { accountId }: RecoveryHolder,
  team: TeamId
): Promise<Outcome<undefined, 'changed'>> => {
  const record = { kind: 'account', id: accountId } as const
  await recordEvent(tx, ctx, { event: 'access.teamKey.suspected', record, payload: { team } })
  return refuse('changed')
}
