import { z } from 'zod'
import { ageGroupCodes, programmeCodes, situationCodes, topicCodes } from './model.ts'
import type { ReasonKey } from './model.ts'

const codesOf = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z
    .array(z.enum(codes))
    .min(1)
    .refine((given) => new Set(given).size === given.length, { error: 'duplicateCode' })
    .optional()

const conditionSchema = z
  .strictObject({
    topics: codesOf(topicCodes),
    ageGroups: codesOf(ageGroupCodes),
    situations: codesOf(situationCodes)
  })
  .refine((when) => Object.values(when).some((codes) => codes !== undefined), { error: 'emptyCondition' })

const suggestSchema = z.strictObject({
  programme: z.enum(programmeCodes),
  weight: z.int().min(1).max(100),
  reason: z.custom<ReasonKey>(
    (value) => typeof value === 'string' && /^finder_reason_[a-z0-9_]+$/.test(value),
    {
      error: 'notAReasonKey'
    }
  )
})

const routingRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  when: conditionSchema,
  suggest: z.array(suggestSchema).min(1),
  human: z.literal(true).optional(),
  source: z.strictObject({
    title: z.string().min(1),
    reference: z.string().min(1),
    retrieved: z.iso.date()
  }),
  note: z.string()
})

/**
 * One dated version of the routing rules. A rule applies when every list in `when` holds the visitor's answer;
 * a missing list asks nothing. `weight` is 1 to 100; `validFrom` and `validUntil` are both included days, `null`
 * means open. Refuses unknown codes, unknown fields, an empty condition, rule ids that occur twice, and an end
 * before the start.
 */
export const routingRuleSetSchema = z
  .strictObject({
    version: z.string().regex(/^[a-z0-9.-]+$/),
    validFrom: z.iso.date(),
    validUntil: z.iso.date().nullable(),
    rules: z.array(routingRuleSchema).min(1)
  })
  .refine((set) => new Set(set.rules.map((rule) => rule.id)).size === set.rules.length, {
    error: 'duplicateRuleId',
    path: ['rules']
  })
  .refine((set) => set.validUntil === null || set.validFrom <= set.validUntil, {
    error: 'endsBeforeStart',
    path: ['validUntil']
  })

export type RoutingRule = z.infer<typeof routingRuleSchema>
export type RoutingRuleSet = z.infer<typeof routingRuleSetSchema>

/** Days are ISO dates of four-digit years, so text order is date order. */
const overlap = (one: RoutingRuleSet, other: RoutingRuleSet): boolean =>
  (one.validUntil === null || other.validFrom <= one.validUntil) &&
  (other.validUntil === null || one.validFrom <= other.validUntil)

/** All versions together. Refuses a version named twice and two versions valid on the same day. */
export const routingRuleSetsSchema = z
  .array(routingRuleSetSchema)
  .min(1)
  .refine((sets) => new Set(sets.map((set) => set.version)).size === sets.length, {
    error: 'duplicateVersion'
  })
  .refine((sets) => !sets.some((one, index) => sets.slice(index + 1).some((other) => overlap(one, other))), {
    error: 'overlappingValidity'
  })

/**
 * The answers as they come from an address or a form. Never refuses: a missing or unknown answer counts as a
 * skipped question, because the finder suggests and does not gate.
 */
export const routingAnswersSchema = z.object({
  topic: z.enum(topicCodes).catch('unknown'),
  ageGroup: z.enum(ageGroupCodes).catch('undisclosed'),
  situation: z.enum(situationCodes).catch('undisclosed')
})
