import { guard, listDrafts } from '#modules/access/server/index.ts'
import { countDueTasks } from '#modules/desk/server/index.ts'
import { workFrameOf } from '../workFrameOf.ts'
import type { LayoutServerLoad } from './$types'

export const load = guard('today.view', async (event, { ctx }) => ({
  frame: workFrameOf(event, {
    drafts: await listDrafts(ctx, event.locals.signedIn!),
    tasks: await countDueTasks(ctx, event.locals.signedIn!)
  })
})) satisfies LayoutServerLoad
