import { guard } from '#modules/access/server/index.ts'
import { noSuchPage } from '../../../noSuchPage.ts'
import type { PageServerLoad } from './$types'

export const load = guard('today.view', ({ locals }) => noSuchPage(locals)) satisfies PageServerLoad
