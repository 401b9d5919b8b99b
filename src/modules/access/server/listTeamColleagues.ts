import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { isId } from '#platform/isId.ts'
import type { SignedIn, TeamId } from '../model.ts'
import { momentOf } from './changePerson.ts'
import { selectTeamMembers, selectTeamsOf } from './teamKeyRepository.ts'

/** A team of whoever asks, and who works in it today. */
export interface TeamColleagues {
  readonly team: { readonly id: TeamId; readonly name: string }
  readonly people: readonly { readonly id: AccountId; readonly name: string }[]
}

/** The teams that whoever is signed in belongs to, with everyone of them, by name. */
export const listTeamColleagues = async (
  ctx: Ctx,
  { accountId }: Pick<SignedIn, 'accountId'>
): Promise<readonly TeamColleagues[]> => {
  const { today } = momentOf(ctx)
  const { compare } = new Intl.Collator('de')
  const found = await ctx.read(async (tx) => {
    const all: TeamColleagues[] = []
    for (const team of await selectTeamsOf(tx, accountId, today)) {
      const members = await selectTeamMembers(tx, team.id, today)
      const people = members.map(({ accountId: id, name }) => ({ id, name }))
      all.push({ team, people: people.sort((one, other) => compare(one.name, other.name)) })
    }
    return all
  })
  return found.sort((one, other) => compare(one.team.name, other.team.name))
}

/** Whether somebody works in a team today. */
export const isOfTeam = async (tx: Tx, ctx: Ctx, teamId: TeamId, id: AccountId): Promise<boolean> =>
  isId(teamId) &&
  (await selectTeamMembers(tx, teamId, momentOf(ctx).today)).some(({ accountId }) => accountId === id)
