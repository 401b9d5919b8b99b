import { open } from '#modules/access/server/index.ts'
import { noSuchPage } from '../../../noSuchPage.ts'
import type { PageServerLoad } from './$types'

export const load = open('signIn', ({ locals }) => noSuchPage(locals)) satisfies PageServerLoad
