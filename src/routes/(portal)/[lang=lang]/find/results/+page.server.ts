import { readPageNumber, readSearch, type Search } from '#modules/finder/index.ts'
import { findHelp } from '#modules/finder/server/public.ts'
import { listSaxonCounties } from '#modules/places/server/public.ts'
import { takeAnswers } from '../takeAnswers.ts'
import type { Actions, PageServerLoad } from './$types'

const CENTRES_A_PAGE = 10

export const load: PageServerLoad = async ({ url, locals, request, parent }) => {
  await parent()
  const search = { ...readSearch(url.searchParams), ...locals.posted }
  const answers = locals.answers ?? {}
  const help = await findHelp(locals.ctx, { ...search, ...answers })
  const pages = Math.max(1, Math.ceil(help.centres.length / CENTRES_A_PAGE))
  const page = Math.min(readPageNumber(url.searchParams.get('page')), pages)
  const first = (page - 1) * CENTRES_A_PAGE
  return {
    search,
    answers,
    posted: request.method === 'POST',
    help: { ...help, centres: help.centres.slice(first, first + CENTRES_A_PAGE) },
    human: help.centres.find(({ offer }) => offer.phones.some(({ kind }) => kind !== 'fax'))?.offer,
    counties: help.centres.length > 0 ? [] : await listSaxonCounties(locals.ctx),
    paging: { page, pages, first }
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { language } = await takeAnswers(event)
    if (language !== undefined) event.locals.posted = wishOf(language)
  }
}

/** The wished language out of a form, which outweighs the address. */
const wishOf = (language: string): Search => readSearch(new URLSearchParams({ language }))
