import { getSite } from '../getSite.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  const { organisation, privacy } = getSite(locals)
  return { organisation, privacy }
}
