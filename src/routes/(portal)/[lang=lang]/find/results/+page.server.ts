import { error, redirect } from '@sveltejs/kit'
import { readPageNumber, readSearch, writeSearch } from '#modules/finder/index.ts'
import { findHelp } from '#modules/finder/server/public.ts'
import { stepAddress } from '#modules/finder/ui/index.ts'
import { listSaxonCounties } from '#modules/places/server/public.ts'
import { ServerOnly } from '#platform/serverOnly.ts'
import { takeAnswers } from '../takeAnswers.ts'
import type { Actions, PageServerLoad } from './$types'

const CENTRES_A_PAGE = 6

export const load: PageServerLoad = async ({ url, locals, parent }) => {
  await parent()
  const asked = readPageNumber(url.searchParams.get('page'))
  if (asked === undefined) error(400, 'no such page')
  const search = readSearch(url.searchParams)
  const answers = locals.answers ?? {}
  const help = await findHelp(locals.ctx, { ...search, ...answers })
  const placed = help.place.kind === 'place' || help.place.kind === 'county'
  const pages = Math.max(1, Math.ceil(help.centres.length / CENTRES_A_PAGE))
  const page = Math.min(asked, pages)
  const first = (page - 1) * CENTRES_A_PAGE
  return {
    search,
    answers,
    help: new ServerOnly({ ...help, centres: help.centres.slice(first, first + CENTRES_A_PAGE) }),
    counties: placed ? [] : await listSaxonCounties(locals.ctx),
    paging: { page, pages, first }
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { search } = await takeAnswers(event)
    const { locale, answers = {} } = event.locals
    const address = stepAddress(locale, 'results', search)
    if (Object.keys(answers).length === 0) redirect(303, address)
    // The wishes that may be shared go into the address; 307 has the browser post the answers there again.
    if (writeSearch(search) !== writeSearch(readSearch(event.url.searchParams))) redirect(307, address)
  }
}
