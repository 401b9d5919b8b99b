import { guard, listDrafts } from '#modules/access/server/index.ts'
import { workFrameOf } from '../workFrameOf.ts'
import type { LayoutServerLoad } from './$types'

export const load = guard('today.view', async (event, { ctx }) => ({
  frame: workFrameOf(event, await listDrafts(ctx, event.locals.signedIn!))
})) satisfies LayoutServerLoad
