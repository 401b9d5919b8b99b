import { error } from '@sveltejs/kit'
import { findCentreBySlug } from '#modules/directory/server/public.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, url, locals, parent }) => {
  await parent()
  const centre = await findCentreBySlug(locals.ctx, params.slug)
  if (!centre) error(404, 'no such centre')
  const wanted = url.searchParams.get('offer')
  const offers = centre.offers.filter(({ offerId }) => wanted === null || offerId === wanted)
  if (wanted !== null && offers.length === 0) error(404, 'no such offer')
  return {
    centre,
    offers,
    now: locals.ctx.clock.now(),
    address: `${url.origin}/${locals.locale}/centre/${centre.centreSlug}`
  }
}
