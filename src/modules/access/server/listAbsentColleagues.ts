import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Absence, SignedIn } from '../model.ts'
import { selectAbsences } from './absenceRepository.ts'
import { momentOf } from './changePerson.ts'
import { listTeamColleagues } from './listTeamColleagues.ts'

/** A colleague who is away. */
export interface AbsentColleague extends Absence {
  readonly id: AccountId
  readonly name: string
}

/** Who of the teams of whoever is signed in is away today, by name; oneself is left out. */
export const listAbsentColleagues = async (
  ctx: Ctx,
  { accountId }: Pick<SignedIn, 'accountId'>
): Promise<readonly AbsentColleague[]> => {
  const { today } = momentOf(ctx)
  const teams = await listTeamColleagues(ctx, { accountId })
  const names = new Map(teams.flatMap(({ people }) => people.map(({ id, name }) => [id, name] as const)))
  const absences = names.size > 1 ? await ctx.read((tx) => selectAbsences(tx, today)) : []
  const { compare } = new Intl.Collator('de')
  return absences
    .filter((each) => each.from <= today && each.accountId !== accountId && names.has(each.accountId))
    .map(({ accountId: id, from, until, standIn }) => ({
      id,
      name: names.get(id)!,
      from,
      until,
      ...(standIn && { standIn })
    }))
    .sort((one, other) => compare(one.name, other.name))
}
