import { readSearch } from '#modules/finder/index.ts'
import { takeAnswersOnTheWay } from '../takeAnswers.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url, locals }) => ({
  search: { ...readSearch(url.searchParams), ...locals.posted },
  chosen: locals.answers?.age
})

export const actions: Actions = {
  default: async (event) => {
    await takeAnswersOnTheWay(event)
  }
}
