import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn, TeamAccess } from '../model.ts'
import { momentOf } from './changePerson.ts'
import {
  selectHeldKeys,
  selectNewestKey,
  selectTeamMembers,
  selectTeamsOf,
  type TeamMember
} from './teamKeyRepository.ts'
import { missingOf } from './teamKeys.ts'

/** How it stands with the keys of the teams that whoever is signed in belongs to, by name. */
export const listTeamAccess = async (
  ctx: Ctx,
  session: Pick<SignedIn, 'accountId' | 'userKey'>
): Promise<readonly TeamAccess[]> => {
  const { today } = momentOf(ctx)
  const { compare } = new Intl.Collator('de')
  const all = await ctx.read(async (tx) => {
    const found: TeamAccess[] = []
    for (const team of await selectTeamsOf(tx, session.accountId, today))
      found.push(await accessTo(tx, session, team, await selectTeamMembers(tx, team.id, today)))
    return found
  })
  return all.sort((one, other) => compare(one.team.name, other.team.name))
}

const accessTo = async (
  tx: Tx,
  { accountId, userKey }: Pick<SignedIn, 'accountId' | 'userKey'>,
  team: TeamAccess['team'],
  members: readonly TeamMember[]
): Promise<TeamAccess> => {
  const held = Map.groupBy(await selectHeldKeys(tx, team.id), (each) => each.accountId)
  const newest = (await selectNewestKey(tx, team.id))?.version
  const holdsNewest = (id: AccountId) => held.get(id)?.at(-1)?.version === newest
  const state = !userKey ? 'locked' : holdsNewest(accountId) ? 'open' : 'waiting'
  const lacks = (id: AccountId) => missingOf(held.get(accountId), held.get(id)).length > 0
  const waiting = userKey ? members.filter((each) => each.halves && lacks(each.accountId)) : []
  return {
    team,
    state,
    members: members.length,
    holders: members.filter((each) => holdsNewest(each.accountId)).length,
    waiting: waiting.map(({ accountId: id, name }) => ({ id, name }))
  }
}
