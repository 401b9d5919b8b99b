import { error } from '@sveltejs/kit'
import { findCentreBySlug } from '#modules/directory/server/public.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, parent }) => {
  await parent()
  const centre = await findCentreBySlug(locals.ctx, params.slug)
  if (!centre) error(404, 'no such centre')
  return { slug: centre.centreSlug }
}
