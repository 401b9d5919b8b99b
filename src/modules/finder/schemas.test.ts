import { describe, expect, it } from 'vitest'
import { publishedRuleSets } from './publishedRuleSets.ts'
import { routingAnswersSchema, routingRuleSetSchema, routingRuleSetsSchema } from './schemas.ts'

const [ruleSet] = publishedRuleSets
const [rule] = ruleSet!.rules

const withRule = (change: object) => ({ ...ruleSet!, rules: [{ ...rule!, ...change }] })
const withSuggest = (change: object) => withRule({ suggest: [{ ...rule!.suggest[0]!, ...change }] })

const valid = (version: string, validFrom: string, validUntil: string | null) => ({
  ...ruleSet!,
  version,
  validFrom,
  validUntil
})

describe('routingRuleSetSchema', () => {
  it('accepts a published rule set unchanged', () => {
    expect(routingRuleSetSchema.parse(ruleSet)).toEqual(ruleSet)
  })

  it.each([
    ['an unknown topic', withRule({ when: { topics: ['taxes'] } }), 'rules.0.when.topics.0'],
    ['an unknown age group', withRule({ when: { ageGroups: ['60plus'] } }), 'rules.0.when.ageGroups.0'],
    ['an unknown situation', withRule({ when: { situations: ['tourist'] } }), 'rules.0.when.situations.0'],
    ['a code named twice', withRule({ when: { topics: ['work', 'work'] } }), 'rules.0.when.topics'],
    ['an unknown question', withRule({ when: { topics: ['work'], county: ['14625'] } }), 'rules.0.when'],
    ['a condition that asks nothing', withRule({ when: {} }), 'rules.0.when'],
    ['an unknown programme', withSuggest({ programme: 'lawyer' }), 'rules.0.suggest.0.programme'],
    ['a weight above 100', withSuggest({ weight: 101 }), 'rules.0.suggest.0.weight'],
    ['a weight of 0', withSuggest({ weight: 0 }), 'rules.0.suggest.0.weight'],
    ['a reason that is a text', withSuggest({ reason: 'Because.' }), 'rules.0.suggest.0.reason'],
    ['a rule that suggests nothing', withRule({ suggest: [] }), 'rules.0.suggest'],
    ['a rule without a source', withRule({ source: undefined }), 'rules.0.source'],
    ['a rule id used twice', { ...ruleSet!, rules: [rule!, rule!] }, 'rules'],
    ['a day that does not exist', valid('v', '2026-02-30', null), 'validFrom'],
    ['an end before the start', valid('v', '2026-02-02', '2026-02-01'), 'validUntil']
  ])('refuses %s', (_, input, path) => {
    const issues = routingRuleSetSchema.safeParse(input).error?.issues ?? []
    expect(issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})

describe('routingRuleSetsSchema', () => {
  const messages = (...sets: object[]) =>
    routingRuleSetsSchema.safeParse(sets).error?.issues.map(({ message }) => message) ?? []

  it('accepts versions that follow each other, in any order', () => {
    expect(messages(valid('b', '2026-07-01', null), valid('a', '2026-01-01', '2026-06-30'))).toEqual([])
  })

  it.each([
    ['one shared day', valid('a', '2026-01-01', '2026-07-01'), valid('b', '2026-07-01', null)],
    ['two open ends', valid('a', '2026-01-01', null), valid('b', '2027-01-01', null)],
    ['one inside the other', valid('a', '2026-01-01', '2026-12-31'), valid('b', '2026-03-01', '2026-04-01')]
  ])('refuses %s', (_, one, other) => {
    expect(messages(one, other)).toEqual(['overlappingValidity'])
    expect(messages(other, one)).toEqual(['overlappingValidity'])
  })

  it('refuses a version named twice', () => {
    const twice = messages(valid('a', '2026-01-01', '2026-06-30'), valid('a', '2026-07-01', null))
    expect(twice).toEqual(['duplicateVersion'])
  })

  it('refuses an empty file', () => {
    expect(routingRuleSetsSchema.safeParse([]).success).toBe(false)
  })
})

describe('routingAnswersSchema', () => {
  it('keeps known answers', () => {
    const answers = { topic: 'work', ageGroup: '18to26', situation: 'tolerated' }
    expect(routingAnswersSchema.parse(answers)).toEqual(answers)
  })

  it.each([[{}], [{ topic: 'x', ageGroup: 7, situation: null }]])('counts %o as skipped', (input) => {
    const skipped = { topic: 'unknown', ageGroup: 'undisclosed', situation: 'undisclosed' }
    expect(routingAnswersSchema.parse(input)).toEqual(skipped)
  })
})
