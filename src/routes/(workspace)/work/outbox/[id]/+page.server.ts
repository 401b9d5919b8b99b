import { error } from '@sveltejs/kit'
import { guard } from '#modules/access/server/index.ts'
import { isId } from '#platform/isId.ts'
import { readShownMail } from '#platform/mail/server/outboxQueries.ts'
import type { PageServerLoad } from './$types'

export const load = guard('outbox.view', async ({ params }, { ctx }) => {
  const mail = isId(params.id) ? await readShownMail(ctx, params.id) : undefined
  return { mail: mail ?? error(404, 'no such mail') }
}) satisfies PageServerLoad
