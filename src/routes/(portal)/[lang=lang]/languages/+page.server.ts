import { getSite } from '../getSite.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  const { phone, email } = getSite(locals).contact
  return { phone, email }
}
