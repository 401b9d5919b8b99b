import { error } from '@sveltejs/kit'
import { guard } from '#modules/access/server/index.ts'
import { readShownMail } from '#platform/mail/server/outboxQueries.ts'
import type { PageServerLoad } from './$types'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const load = guard('outbox.view', async ({ params }, { ctx }) => {
  const mail = UUID.test(params.id) ? await readShownMail(ctx, params.id) : undefined
  return { mail: mail ?? error(404, 'no such mail') }
}) satisfies PageServerLoad
