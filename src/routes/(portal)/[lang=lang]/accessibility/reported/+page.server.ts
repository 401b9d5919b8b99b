import { getSite } from '../../getSite.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  const { phone, email } = getSite(locals).accessibility
  return { phone, email }
}
