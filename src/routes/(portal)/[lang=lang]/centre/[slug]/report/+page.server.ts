import { randomUUID } from 'node:crypto'
import { error, fail, redirect } from '@sveltejs/kit'
import { mistakeReportSchema, tickedKinds } from '#modules/directory/index.ts'
import { findCentreBySlug, reportMistake } from '#modules/directory/server/public.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, parent, setHeaders }) => {
  await parent()
  const centre = await findCentreBySlug(locals.ctx, params.slug)
  if (!centre) error(404, 'no such centre')
  // Each reader's form has a key of its own, so the page is kept for nobody else.
  setHeaders({ 'cache-control': 'no-store' })
  return { slug: centre.centreSlug, name: centre.centreName, key: randomUUID() }
}

export const actions: Actions = {
  default: async (event) => {
    const { ctx, locale } = event.locals
    const read = await readForm(event, mistakeReportSchema)
    if (!read.ok) {
      if (Object.keys(read.errors).some((field) => field !== 'kinds')) error(400, 'unreadable report')
      return fail(400, { fault: 'none' as const, kinds: [], key: read.typed['key'] })
    }
    const { slug } = event.params
    const kinds = tickedKinds(read.value)
    const outcome = await reportMistake(ctx, { key: read.value.key, slug, kinds, locale })
    if (outcome.done) redirect(303, `/${locale}/centre/${slug}/report/sent`)
    if (outcome.reason === 'unknown') error(404, 'no such centre')
    return fail(429, { fault: 'full' as const, kinds, key: read.value.key })
  }
}
