import type { Ctx } from '#platform/ctx.ts'
import { selectSignCentres, type SignCentre } from './signCentreQueries.ts'

const names = new Intl.Collator('de')

/** Public centres where somebody speaks in sign language, by town and name. */
export const listSignCentres = async (ctx: Ctx): Promise<readonly SignCentre[]> => {
  const centres = await ctx.read(selectSignCentres)
  return centres.sort((a, b) => names.compare(a.town ?? '', b.town ?? '') || names.compare(a.name, b.name))
}
