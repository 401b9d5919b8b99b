import type { Ctx } from '#platform/ctx.ts'
import { PROGRAMMES, type CentreEntry, type CountyCentres } from '../model.ts'
import { listCentreRows } from './directoryQueries.ts'

const names = new Intl.Collator('de')

/** All public centres, grouped by county in the order of the county keys; centres of unknown county come last. */
export const listCentres = async (ctx: Ctx): Promise<readonly CountyCentres[]> => {
  const rows = await ctx.read(listCentreRows)
  const counties = new Map<string | null, CentreEntry[]>()
  for (const row of rows) {
    const entry = {
      centreSlug: row.slug,
      centreName: row.name,
      providerName: row.provider_name,
      postcode: row.postcode,
      town: row.town,
      programmes: PROGRAMMES.filter((programme) => row.programmes.includes(programme))
    }
    counties.set(row.county_key, [...(counties.get(row.county_key) ?? []), entry])
  }
  return [...counties]
    .map(([countyKey, centres]) => ({ countyKey, centres: centres.sort(byName) }))
    .sort((a, b) => names.compare(a.countyKey ?? 'z', b.countyKey ?? 'z'))
}

const byName = (a: CentreEntry, b: CentreEntry) =>
  names.compare(a.centreName, b.centreName) || names.compare(a.centreSlug, b.centreSlug)
