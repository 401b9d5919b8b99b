import { neutralPage } from '../../../exit/neutralPage.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent }) => {
  await parent()
  return { neutral: neutralPage.name }
}
