import type { Ctx } from '#platform/ctx.ts'
import type { CentreId, CentreSlug } from '../model.ts'
import { selectCentreNames } from './directoryQueries.ts'

/** A centre of the organisation's directory, as signed-in work names it. */
export interface CentreName {
  readonly id: CentreId
  readonly slug: CentreSlug
  readonly name: string
  readonly town: string | null
  /** No longer listed: what was about it still is, and nothing new begins there. */
  readonly archived: boolean
}

const { compare } = new Intl.Collator('de')

/** All centres of the organisation, archived ones among them, by name. For signed-in work (role app_work). */
export const listCentreNames = async (ctx: Ctx): Promise<readonly CentreName[]> => {
  const { organisationId } = ctx
  if (organisationId === undefined) return []
  const rows = await ctx.read((tx) => selectCentreNames(tx, organisationId))
  return rows.sort((one, other) => compare(one.name, other.name) || compare(one.id, other.id))
}
