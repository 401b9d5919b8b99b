import { getSite } from '../getSite.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  const { organisation, contact } = getSite(locals)
  return { organisation: organisation.name, contact }
}
