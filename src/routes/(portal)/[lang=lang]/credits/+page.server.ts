import { publishedRuleSets, ruleSetFor } from '#modules/finder/index.ts'
import { placeSources } from '#modules/places/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({
  sources: placeSources,
  ruleVersion: ruleSetFor(publishedRuleSets, todayIn(locals.ctx.clock))?.version ?? '–'
})
