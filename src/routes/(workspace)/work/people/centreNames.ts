import type { HeldRole } from '#modules/access/index.ts'
import { listCentreNames, type CentreName } from '#modules/directory/server/index.ts'
import type { Ctx } from '#platform/ctx.ts'

interface Holder {
  readonly roles: readonly HeldRole[]
}

/** Colleagues with the names of the centres their roles hold in: the roles are one module's, the centres another's. */
export const withCentreNames = async <Person extends Holder>(
  ctx: Ctx,
  people: readonly Person[]
): Promise<Person[]> => {
  if (!people.some(({ roles }) => roles.some(({ centreId }) => centreId))) return [...people]
  const names = new Map<string, string>((await listCentreNames(ctx)).map(({ id, name }) => [id, name]))
  const named = (role: HeldRole): HeldRole => {
    const centreName = names.get(role.centreId ?? '')
    return centreName === undefined ? role : { ...role, centreName }
  }
  return people.map((person) => ({ ...person, roles: person.roles.map(named) }))
}

/** The centres a role may be given in: those of the organisation that are still listed. */
export const openCentres = async (ctx: Ctx): Promise<readonly Pick<CentreName, 'id' | 'name'>[]> =>
  (await listCentreNames(ctx))
    .filter(({ archived }) => !archived)
    .map(({ id, name, town }) => ({ id, name: town === null ? name : `${name} (${town})` }))
