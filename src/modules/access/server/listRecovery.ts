import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { Recovery, RecoveryRequest, SignedIn, TeamId } from '../model.ts'
import { mayDo } from '../policy.ts'
import { assertActing, momentOf } from './changePerson.ts'
import { RELEASE_KEPT } from './recoverTogether.ts'
import { countingAmong, type RecoveryHolder } from './recoveryHolders.ts'
import {
  countHalved,
  selectHalvesOf,
  selectKeyOwners,
  selectRecoveryHolders,
  selectReleases
} from './recoveryRepository.ts'
import { selectHeldKeys, selectTeamMembers } from './teamKeyRepository.ts'
import { selectTeams } from './teamRepository.ts'
import { later, nowOf } from './times.ts'

const { compare } = new Intl.Collator('de')
const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
  compare(one.name, other.name)

/**
 * Who the recovery holders are and what they can do, for everyone; for holders also who waits for which team, for who names them also who can be
 * named.
 */
export const listRecovery = (ctx: Ctx, { actor }: Pick<SignedIn, 'actor'>): Promise<Recovery> => {
  assertActing(ctx, actor)
  return ctx.read(async (tx) => {
    const kept = await selectRecoveryHolders(tx)
    const counting = countingAmong(ctx, kept)
    const counts = (id: AccountId) => counting.some(({ accountId }) => accountId === id)
    const me = counting.find(({ accountId }) => accountId === actor.accountId)
    const owners = mayDo(actor, 'recovery.name') ? await selectKeyOwners(tx) : []
    return {
      holders: kept.map(({ accountId: id, name }) => ({ id, name, counts: counts(id) })).sort(byName),
      isHolder: me !== undefined,
      ...(await countHalved(
        tx,
        counting.map(({ accountId }) => accountId)
      )),
      candidates: owners.map(({ id, name }) => ({ id, name })).sort(byName),
      requests: me ? await requestsFor(tx, ctx, me, counting) : []
    }
  })
}

const requestsFor = async (
  tx: Tx,
  ctx: Ctx,
  me: RecoveryHolder,
  counting: readonly RecoveryHolder[]
): Promise<RecoveryRequest[]> => {
  const { today } = momentOf(ctx)
  const halves = (await selectHalvesOf(tx, me.accountId)).filter(({ partnerId }) =>
    counting.some(({ accountId }) => accountId === partnerId)
  )
  const releases = await selectReleases(tx, later(nowOf(ctx), -RELEASE_KEPT))
  const teams = (await selectTeams(tx, today)).filter(({ closed }) => !closed).sort(byName)
  const found: RecoveryRequest[] = []
  for (const team of teams) {
    const versions = new Set(halves.filter(({ teamId }) => teamId === team.id).map(({ version }) => version))
    if (versions.size === 0) continue
    for (const { id, name, holders } of await waitingIn(tx, team.id, versions, today)) {
      if (id === me.accountId) continue
      const given = releases.filter((each) => each.teamId === team.id && each.accountId === id)
      found.push({
        person: { id, name },
        team: { id: team.id, name: team.name },
        holders,
        given: given.some(({ holderId }) => holderId === me.accountId),
        ready: given.some(({ partnerId }) => partnerId === me.accountId)
      })
    }
  }
  return found
}

/** Who belongs to a team, has a key of their own and lacks one of these versions, and how many colleagues could pass it on. */
const waitingIn = async (tx: Tx, teamId: TeamId, versions: ReadonlySet<number>, day: string) => {
  const members = await selectTeamMembers(tx, teamId, day)
  const held = Map.groupBy(await selectHeldKeys(tx, teamId), ({ accountId }) => accountId)
  const holds = (id: AccountId, wanted: number) => held.get(id)?.some(({ version }) => version === wanted)
  return members.flatMap(({ accountId: id, name, halves }) => {
    const lacked = [...versions].filter((version) => !holds(id, version))
    if (!halves || lacked.length === 0) return []
    const able = members.filter((each) => lacked.some((version) => holds(each.accountId, version)))
    return [{ id, name, holders: able.length }]
  })
}
