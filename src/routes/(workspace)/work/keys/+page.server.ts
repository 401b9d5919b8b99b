import { guard } from '#modules/access/server/index.ts'
import type { PageServerLoad } from './$types'

export const load = guard('today.view', (_, { actor }) =>
  Promise.resolve({ on: actor.keyboard })
) satisfies PageServerLoad
