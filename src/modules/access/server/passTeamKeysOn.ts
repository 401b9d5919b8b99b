import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn, TeamId } from '../model.ts'
import { changePerson, momentOf, type Refused } from './changePerson.ts'
import { recordEvent } from './recordEvent.ts'
import { lockTeamKeys, selectHeldKeys, selectTeamMembers, selectTeamsOf } from './teamKeyRepository.ts'
import { missingOf } from './teamKeys.ts'
import { openOrSuspect, wrapFor, type TeamKeyHolder } from './teamSecret.ts'

/**
 * Gives a colleague access to the teams that both belong to: passes on every version of a team's key that the actor holds and the
 * colleague does not. Refuses who may not (`forbidden`, `missing`, `oneself`), an actor whose own key is not open in this session (`locked`),
 * and where there is nothing to pass on, or not any more (`changed`).
 */
export const passTeamKeysOn = (
  ctx: Ctx,
  { actor, userKey }: Pick<SignedIn, 'actor' | 'userKey'>,
  accountId: AccountId
): Promise<Outcome<undefined, 'locked' | 'changed' | Refused>> =>
  changePerson(ctx, actor, { permission: 'teams.passKeyOn', id: accountId }, async (tx) => {
    if (!userKey) return refuse('locked')
    const passed: TeamId[] = []
    const teams = await selectTeamsOf(tx, actor.accountId, momentOf(ctx).today)
    await lockTeamKeys(tx, teams)
    for (const { id: teamId } of teams) {
      const from = { teamId, accountId: actor.accountId, userKey }
      if (await passOn(tx, ctx, from, accountId)) passed.push(teamId)
    }
    for (const team of passed)
      await recordEvent(tx, ctx, {
        event: 'access.teamKey.passedOn',
        record: { kind: 'account', id: accountId },
        payload: { team }
      })
    return passed.length > 0 ? done(undefined) : refuse('changed')
  })

/** Whether something was passed on: not to who is outside the team, has no key of their own yet, or one that is not proven, or lacks nothing. */
const passOn = async (tx: Tx, ctx: Ctx, from: TeamKeyHolder, to: AccountId): Promise<boolean> => {
  const { teamId, accountId } = from
  const members = await selectTeamMembers(tx, teamId, momentOf(ctx).today)
  const heir = members.find((member) => member.accountId === to)
  const held = Map.groupBy(await selectHeldKeys(tx, teamId), (each) => each.accountId)
  const missing = missingOf(held.get(accountId), held.get(to))
  if (!heir?.halves) return false
  for (const each of missing) {
    const secret = await openOrSuspect(tx, ctx, from, each)
    if (!secret) return false
    if (!(await wrapFor(tx, ctx, { teamId, version: each.version, secret, heir, by: accountId })))
      return false
  }
  return missing.length > 0
}
