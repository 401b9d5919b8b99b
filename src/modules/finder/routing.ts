import { programmeCodes } from './model.ts'
import type { Programme, ReasonKey, RoutingAnswers, RoutingOutcome, Suggestion } from './model.ts'
import type { RoutingRule, RoutingRuleSet } from './schemas.ts'

type Argument = { programme: Programme; weight: number; reason: ReasonKey; ruleId: string }

const applies = ({ when }: RoutingRule, answers: RoutingAnswers): boolean =>
  (when.topics?.includes(answers.topic) ?? true) &&
  (when.ageGroups?.includes(answers.ageGroup) ?? true) &&
  (when.situations?.includes(answers.situation) ?? true)

const unique = <T>(values: T[]): T[] => [...new Set(values)]

const argumentsFor = (rules: RoutingRule[]): Argument[] =>
  rules
    .flatMap((rule) => rule.suggest.map((suggest) => ({ ...suggest, ruleId: rule.id })))
    .sort((a, b) => b.weight - a.weight)

/**
 * The programmes the rules suggest for these answers, best first. A programme stands where its strongest single
 * reason puts it: weights are not added up, so many weak reasons never overtake one strong reason. Equal weights
 * follow the order of `programmeCodes`. Same input, same output; empty when no rule applies.
 */
export function suggestProgrammes(ruleSet: RoutingRuleSet, answers: RoutingAnswers): Suggestion[] {
  const found = argumentsFor(ruleSet.rules.filter((rule) => applies(rule, answers)))
  return programmeCodes
    .map((programme) => ({ programme, pro: found.filter((argument) => argument.programme === programme) }))
    .filter(({ pro }) => pro.length > 0)
    .sort((a, b) => b.pro[0]!.weight - a.pro[0]!.weight)
    .map(({ programme, pro }, index) => ({
      programme,
      rank: index + 1,
      reasons: unique(pro.map(({ reason }) => reason)),
      ruleIds: unique(pro.map(({ ruleId }) => ruleId))
    }))
}

/**
 * The whole answer for the results page; never a dead end: without a suggestion, or without a rule set, `human` is
 * true. `anonymous` and `emergency` follow from the answers alone, so that no rule file can switch protection off.
 */
export function routeAnswers(ruleSet: RoutingRuleSet | undefined, answers: RoutingAnswers): RoutingOutcome {
  const suggestions = ruleSet ? suggestProgrammes(ruleSet, answers) : []
  const asksForHuman = ruleSet?.rules.some((rule) => rule.human && applies(rule, answers)) ?? false
  return {
    suggestions,
    anonymous: answers.situation === 'noPapers',
    emergency: answers.topic === 'danger',
    human: asksForHuman || suggestions.length === 0,
    ruleVersion: ruleSet?.version ?? 'none'
  }
}

/** The rule set valid on `date` (first and last day included), or nothing before, between and after the versions. */
export function ruleSetFor(
  ruleSets: readonly RoutingRuleSet[],
  date: Temporal.PlainDate
): RoutingRuleSet | undefined {
  const isValid = ({ validFrom, validUntil }: RoutingRuleSet): boolean =>
    Temporal.PlainDate.compare(validFrom, date) <= 0 &&
    (validUntil === null || Temporal.PlainDate.compare(date, validUntil) <= 0)
  return ruleSets.find(isValid)
}

/** Every reason the rule sets can give, sorted: what `messages/public` must hold in each locale. */
export function reasonKeysOf(ruleSets: readonly RoutingRuleSet[]): ReasonKey[] {
  const all = ruleSets.flatMap(({ rules }) =>
    rules.flatMap(({ suggest }) => suggest.map(({ reason }) => reason))
  )
  return unique(all).sort()
}
