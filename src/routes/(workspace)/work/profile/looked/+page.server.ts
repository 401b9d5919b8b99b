import { guard, listWhoLookedAt } from '#modules/access/server/index.ts'
import { positionIn } from '../../positionIn.ts'
import type { PageServerLoad } from './$types'

export const load = guard('audit.viewMine', ({ url }, { actor, ctx }) =>
  listWhoLookedAt(ctx, actor, positionIn(url))
) satisfies PageServerLoad
