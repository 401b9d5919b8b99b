import { redirect } from '@sveltejs/kit'
import { mayDo, retryMailSchema } from '#modules/access/index.ts'
import { guard, sendMailAgain } from '#modules/access/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { listOutbox } from '#platform/mail/server/outboxQueries.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('outbox.view', async ({ url, locals }, { actor, ctx }) => {
  const asked = url.searchParams.get('page') ?? ''
  const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1
  return {
    page,
    demo: locals.installation?.demo ?? false,
    mayRetry: mayDo(actor, 'outbox.retry'),
    ...(await listOutbox(ctx, page))
  }
}) satisfies PageServerLoad

export const actions = {
  retry: guard('outbox.retry', async (event, { actor, ctx }) => {
    const read = await readForm(event, retryMailSchema)
    if (!read.ok) return failForm(read)
    const outcome = await sendMailAgain(ctx, actor, read.value.id)
    leaveFlash(event, outcome.done ? 'mailRetried' : 'changed')
    redirect(303, '/work/outbox')
  })
} satisfies Actions
