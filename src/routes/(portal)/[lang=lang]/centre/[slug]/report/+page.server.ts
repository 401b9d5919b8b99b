import { randomUUID } from 'node:crypto'
import { error, fail, redirect } from '@sveltejs/kit'
import { mistakeReportSchema, tickedKinds } from '#modules/directory/index.ts'
import { findCentreBySlug, reportMistake, takesMistakeWords } from '#modules/directory/server/public.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, parent, setHeaders }) => {
  await parent()
  const centre = await findCentreBySlug(locals.ctx, params.slug)
  if (!centre) error(404, 'no such centre')
  // Each reader's form has a key of its own, so the page is kept for nobody else.
  setHeaders({ 'cache-control': 'no-store' })
  const takesWords = await takesMistakeWords(locals.ctx)
  return { slug: centre.centreSlug, name: centre.centreName, key: randomUUID(), takesWords }
}

export const actions: Actions = {
  default: async (event) => {
    const { ctx, locale } = event.locals
    const read = await readForm(event, mistakeReportSchema)
    if (!read.ok) {
      const { kinds: none, words: _long, ...unreadable } = read.errors
      if (Object.keys(unreadable).length > 0) error(400, 'unreadable report')
      const { key, words = '', ...ticks } = read.typed
      const fault = none ? ('none' as const) : ('long' as const)
      return fail(400, { fault, kinds: tickedKinds(ticks), key, words })
    }
    const { slug } = event.params
    const { key, words } = read.value
    const kinds = tickedKinds(read.value)
    const outcome = await reportMistake(ctx, { key, slug, kinds, locale, words })
    if (outcome.done) redirect(303, `/${locale}/centre/${slug}/report/sent`)
    if (outcome.reason === 'unknown') error(404, 'no such centre')
    const status = outcome.reason === 'full' ? 429 : 409
    return fail(status, { fault: outcome.reason, kinds, key, words })
  }
}
