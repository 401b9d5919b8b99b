import { fail, redirect } from '@sveltejs/kit'
import { readSearch, type PlaceFound, type Search } from '#modules/finder/index.ts'
import { findPlace } from '#modules/finder/server/public.ts'
import { stepAddress } from '#modules/finder/ui/index.ts'
import { findMunicipalityKey } from '#modules/places/index.ts'
import { listSaxonCounties } from '#modules/places/server/public.ts'
import { takeAnswers } from '../takeAnswers.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ url, locals }) => {
  const search = readSearch(url.searchParams)
  const chosen = findMunicipalityKey(search.place ?? '') && (await findPlace(locals.ctx, search))
  return {
    search,
    typed: chosen && chosen.kind === 'place' ? chosen.hit.municipalityName : (search.place ?? ''),
    counties: await listSaxonCounties(locals.ctx)
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { place, check } = await takeAnswers(event)
    if (check === undefined) return
    const found = await findPlace(event.locals.ctx, { place: place?.trim() ?? '' })
    const answer = { typed: (place ?? '').slice(0, 200), found }
    if (found.kind === 'several') return answer
    if (found.kind !== 'place') return fail(400, answer)
    const { locale, answers = {} } = event.locals
    const search = { ...readSearch(event.url.searchParams), ...addressable(found) }
    // 307 has the browser post the same answers to the results; without answers the results are a page to share.
    return redirect(Object.keys(answers).length > 0 ? 307 : 303, stepAddress(locale, 'results', search))
  }
}

const addressable = ({ hit }: PlaceFound & { kind: 'place' }): Search => ({
  place: hit.postcode ?? hit.municipality
})
