import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** Keeps an unknown address below a language in that language. */
export const load: PageServerLoad = async ({ parent }) => {
  await parent()
  error(404, 'no such page')
}
