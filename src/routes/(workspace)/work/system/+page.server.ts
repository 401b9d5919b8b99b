import { mayDo } from '#modules/access/index.ts'
import { findAnchorState, guard } from '#modules/access/server/index.ts'
import { readSystem } from '#platform/system/server/readSystem.ts'
import type { PageServerLoad } from './$types'

export const load = guard('system.view', async ({ locals }, { actor, ctx }) => {
  const eye = locals.system!
  return {
    report: await readSystem(ctx, eye),
    anchor: await findAnchorState(ctx, actor.organisationId, eye.process.dataDirectory),
    seesOutbox: mayDo(actor, 'outbox.view')
  }
}) satisfies PageServerLoad
