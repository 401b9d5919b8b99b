import { listSignCentres } from '#modules/publishing/server/public.ts'
import { getSite } from '../getSite.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { videos, contact, organisation } = getSite(locals)
  return { videos, email: contact.email, organisation, centres: await listSignCentres(locals.ctx) }
}
