import { readSearch } from '#modules/finder/index.ts'
import { takeAnswers } from './find/takeAnswers.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ search: readSearch(url.searchParams) })

export const actions: Actions = {
  default: async (event) => {
    await takeAnswers(event)
  }
}
