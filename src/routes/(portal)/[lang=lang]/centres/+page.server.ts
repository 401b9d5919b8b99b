import { listCentres } from '#modules/directory/server/public.ts'
import { listSaxonCounties } from '#modules/places/server/public.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  await parent()
  const [groups, counties] = await Promise.all([listCentres(locals.ctx), listSaxonCounties(locals.ctx)])
  const centresOf = (key: string) => groups.find(({ countyKey }) => countyKey === key)?.centres ?? []
  const known = new Set<string>(counties.map(({ key }) => key))
  return {
    counties: counties
      .map((county) => ({ county, centres: centresOf(county.key) }))
      .filter(({ centres }) => centres.length > 0),
    elsewhere: groups.filter(({ countyKey }) => !known.has(countyKey ?? '')).flatMap(({ centres }) => centres)
  }
}
