import { open } from '#modules/access/server/index.ts'
import { workFrameOf } from '../workFrameOf.ts'
import type { LayoutServerLoad } from './$types'

export const load = open('signIn', (event) => ({ frame: workFrameOf(event) })) satisfies LayoutServerLoad
