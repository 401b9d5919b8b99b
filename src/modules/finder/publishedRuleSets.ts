import ruleSets from '../../../data/routing/rules.json' with { type: 'json' }
import { routingRuleSetsSchema } from './schemas.ts'
import type { RoutingRuleSet } from './schemas.ts'

/** The committed routing rules, all versions. Loading faults when the file breaks `routingRuleSetsSchema`. */
export const publishedRuleSets: readonly RoutingRuleSet[] = routingRuleSetsSchema.parse(ruleSets)
