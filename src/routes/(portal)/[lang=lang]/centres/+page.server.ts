import { listCentres } from '#modules/directory/server/public.ts'
import { listSaxonCounties } from '#modules/places/server/public.ts'
import type { PageServerLoad } from './$types'

/** `?county=` shows one county; one that Saxony does not have shows all, with a sentence that says so. */
export const load: PageServerLoad = async ({ url, locals, parent }) => {
  await parent()
  const [groups, saxon] = await Promise.all([listCentres(locals.ctx), listSaxonCounties(locals.ctx)])
  const known = new Set<string>(saxon.map(({ key }) => key))
  const counties = saxon.map((county) => ({
    county,
    centres: groups.find(({ countyKey }) => countyKey === county.key)?.centres ?? []
  }))
  const asked = url.searchParams.get('county')
  const chosen = counties.find(({ county }) => county.key === asked)
  return {
    counties,
    chosen,
    unknown: asked !== null && chosen === undefined,
    elsewhere: groups.filter(({ countyKey }) => !known.has(countyKey ?? '')).flatMap(({ centres }) => centres)
  }
}
