import { guard } from '#modules/access/server/index.ts'
import { workFrameOf } from '../workFrameOf.ts'
import type { LayoutServerLoad } from './$types'

export const load = guard('today.view', (event) => ({ frame: workFrameOf(event) })) satisfies LayoutServerLoad
