import { getSite } from '../getSite.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({
  neutral: getSite(locals).quickExit.name
})
