import { randomUUID } from 'node:crypto'
import { error, fail, redirect } from '@sveltejs/kit'
import { barrierReportSchema } from '#modules/publishing/index.ts'
import { reportBarrier } from '#modules/publishing/server/public.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { getSite } from '../getSite.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, setHeaders }) => {
  // Each reader's form has an id of its own, so the page is kept for nobody else.
  setHeaders({ 'cache-control': 'no-store' })
  return { accessibility: getSite(locals).accessibility, report: randomUUID() }
}

export const actions: Actions = {
  default: async (event) => {
    const { locale, ctx } = event.locals
    const read = await readForm(event, barrierReportSchema)
    if (!read.ok) {
      // The form's own id is no field that a person could mend.
      if ('report' in read.errors) error(400, 'a form without its id')
      const { page = '', kind = '', report = '' } = read.typed
      return fail(400, { errors: read.errors, typed: { page, kind }, report, full: false })
    }
    const { report: id, ...typed } = read.value
    const outcome = await reportBarrier(ctx, { id, ...typed, locale })
    if (!outcome.done) return fail(429, { errors: {}, typed, report: id, full: true })
    return redirect(303, `/${locale}/accessibility/reported`)
  }
}
