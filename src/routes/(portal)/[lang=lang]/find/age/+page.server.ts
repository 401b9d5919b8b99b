import { readSearch } from '#modules/finder/index.ts'
import { takeAnswers } from '../takeAnswers.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url, locals }) => ({
  search: readSearch(url.searchParams),
  chosen: locals.answers?.age
})

export const actions: Actions = {
  default: async (event) => {
    await takeAnswers(event)
  }
}
