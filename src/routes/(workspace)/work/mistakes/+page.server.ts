import { redirect } from '@sveltejs/kit'
import { guard } from '#modules/access/server/index.ts'
import { closeMistakeSchema } from '#modules/directory/index.ts'
import { closeReportedMistake, listReportedMistakes } from '#modules/directory/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

/** Who is not of the team that has the duty sees that it is another's. */
export const load = guard('mistakes.view', async ({ locals }, { ctx }) => {
  const outcome = await listReportedMistakes(ctx, locals.signedIn!)
  return { reports: outcome.done ? outcome.value : undefined }
}) satisfies PageServerLoad

export const actions = {
  close: guard('mistakes.close', async (event, { ctx }) => {
    const read = await readForm(event, closeMistakeSchema)
    if (!read.ok) return failForm({ ...read, form: 'close' })
    const outcome = await closeReportedMistake(ctx, event.locals.signedIn!, read.value.id)
    leaveFlash(event, outcome.done ? 'mistakeClosed' : 'changed')
    redirect(303, '/work/mistakes')
  })
} satisfies Actions
