import { error, redirect } from '@sveltejs/kit'
import { match } from '$app/paths'
import { nothingSchema, sendingPath } from '#modules/access/index.ts'
import { discardDraft, guard, openDraft } from '#modules/access/server/index.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { findFormPage } from '../findFormPage.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('drafts.view', async ({ params, locals, url }, { ctx }) => {
  const outcome = await openDraft(ctx, locals.signedIn!, params.id)
  if (!outcome.done) {
    if (outcome.reason === 'missing') error(404, 'no such draft')
    return { state: 'locked' } as const
  }
  const { madeAt, content } = outcome.value
  const page = content && (await findFormPage(content.path, url, match))
  if (!page) return { state: 'broken', madeAt } as const
  const { fields, uploads } = content
  return {
    state: 'open',
    madeAt,
    section: page.section,
    fields,
    uploads,
    action: sendingPath(page.path, params.id)
  } as const
}) satisfies PageServerLoad

export const actions = {
  discard: guard('drafts.discard', async (event, { ctx }) => {
    const { locals, params } = event
    await readForm(event, nothingSchema)
    const outcome = await discardDraft(ctx, locals.signedIn!, params.id)
    leaveFlash(event, outcome.done ? 'draftDiscarded' : 'changed')
    redirect(303, '/work')
  })
} satisfies Actions
