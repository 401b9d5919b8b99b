import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageGroupCodes, situationCodes, topicCodes } from './model.ts'
import type { AgeGroup, Programme, RoutingAnswers, Situation, Suggestion, Topic } from './model.ts'
import { publishedRuleSets } from './publishedRuleSets.ts'
import { reasonKeysOf, routeAnswers, ruleSetFor, suggestProgrammes } from './routing.ts'
import type { RoutingRuleSet } from './schemas.ts'

const everyAnswer: RoutingAnswers[] = topicCodes.flatMap((topic) =>
  ageGroupCodes.flatMap((ageGroup) => situationCodes.map((situation) => ({ topic, ageGroup, situation })))
)
const leading: Programme[] = ['mbe', 'jmd', 'fsa', 'other']

const programmes = (suggestions: Suggestion[]): Programme[] => suggestions.map(({ programme }) => programme)

const reasonsFor = (suggestions: Suggestion[], programme: Programme): string[] =>
  suggestions.find((suggestion) => suggestion.programme === programme)?.reasons ?? []

const describeAnswers = ({ topic, ageGroup, situation }: RoutingAnswers): string =>
  `${topic} · ${ageGroup} · ${situation}`

const broken = (answers: RoutingAnswers[], holds: (answers: RoutingAnswers) => boolean): string[] =>
  answers.filter((one) => !holds(one)).map(describeAnswers)

const inDays = (...days: [from: string, until: string | null][]): RoutingRuleSet[] =>
  days.map(([validFrom, validUntil], index) => ({
    ...publishedRuleSets[0]!,
    version: `v${index + 1}`,
    validFrom,
    validUntil
  }))

type Row = { source: string; answers: [Topic, AgeGroup, Situation]; expected: Programme[] }

/** `source` names the row of the table "Who is responsible" in `data/routing/README.md`. */
const rows: Row[] = [
  { source: '12 to under 27: JMD', answers: ['letter', '12to17', 'permit'], expected: ['jmd'] },
  { source: '12 to under 27: JMD', answers: ['letter', '18to26', 'repatriate'], expected: ['jmd'] },
  { source: '12 to under 27: FSA too', answers: ['letter', '18to26', 'asylum'], expected: ['jmd', 'fsa'] },
  { source: '12 to under 27: FSA too', answers: ['letter', '18to26', 'tolerated'], expected: ['jmd', 'fsa'] },
  { source: '12 to under 27: AMM', answers: ['work', '18to26', 'eu'], expected: ['jmd', 'amm'] },
  { source: '27+, title', answers: ['letter', '27plus', 'permit'], expected: ['mbe', 'fsa'] },
  { source: '27+, EU', answers: ['letter', '27plus', 'eu'], expected: ['mbe'] },
  { source: '27+, Spätaussiedler', answers: ['letter', '27plus', 'repatriate'], expected: ['mbe'] },
  { source: '27+, title, work', answers: ['work', '27plus', 'permit'], expected: ['mbe', 'amm', 'fsa'] },
  { source: '27+, Aufenthaltsgestattung', answers: ['letter', '27plus', 'asylum'], expected: ['fsa', 'mbe'] },
  { source: '27+, Gestattung, work', answers: ['work', '27plus', 'asylum'], expected: ['fsa', 'mbe', 'amm'] },
  { source: '27+, Duldung', answers: ['letter', '27plus', 'tolerated'], expected: ['fsa', 'mbe'] },
  { source: '27+, Duldung, work', answers: ['work', '27plus', 'tolerated'], expected: ['fsa', 'amm', 'mbe'] },
  { source: 'under 27, adult problems', answers: ['money', '18to26', 'permit'], expected: ['jmd', 'mbe'] },
  { source: 'under 27, no such exception', answers: ['money', '12to17', 'permit'], expected: ['jmd'] },
  {
    source: 'unaccompanied minor',
    answers: ['letter', '12to17', 'asylum'],
    expected: ['jmd', 'fsa', 'other']
  },
  { source: 'company, daily help', answers: ['talk', '27plus', 'eu'], expected: ['mbe', 'tandem'] },
  { source: 'company, groups', answers: ['talk', '18to26', 'eu'], expected: ['jmd', 'tandem', 'groups'] },
  {
    source: 'company, age skipped',
    answers: ['talk', 'undisclosed', 'eu'],
    expected: ['mbe', 'jmd', 'tandem', 'groups']
  },
  {
    source: 'training, situation skipped',
    answers: ['school', '18to26', 'undisclosed'],
    expected: ['jmd', 'amm', 'fsa', 'other']
  },
  { source: 'language', answers: ['german', '27plus', 'permit'], expected: ['mbe', 'tandem', 'fsa'] },
  { source: 'no papers', answers: ['work', '27plus', 'noPapers'], expected: ['mbe', 'other'] },
  { source: 'no papers, young', answers: ['talk', '18to26', 'noPapers'], expected: ['jmd', 'other'] },
  { source: 'under 12: family', answers: ['school', 'under12', 'permit'], expected: ['mbe'] },
  { source: 'under 12: family', answers: ['letter', 'under12', 'asylum'], expected: ['fsa', 'mbe'] },
  { source: 'parents, school', answers: ['school', '27plus', 'eu'], expected: ['mbe', 'amm', 'jmd'] },
  { source: 'German passport', answers: ['letter', '27plus', 'german'], expected: ['other'] },
  { source: 'German passport', answers: ['letter', '12to17', 'german'], expected: ['jmd', 'other'] },
  {
    source: 'nothing known',
    answers: ['unknown', 'undisclosed', 'undisclosed'],
    expected: ['mbe', 'jmd', 'fsa', 'other']
  }
]

describe.each(publishedRuleSets.map((ruleSet) => ({ version: ruleSet.version, ruleSet })))(
  'published rules $version',
  ({ ruleSet }) => {
    const suggest = (answers: RoutingAnswers) => suggestProgrammes(ruleSet, answers)
    const route = (answers: RoutingAnswers) => routeAnswers(ruleSet, answers)

    it.each(rows)('$source: $answers', ({ answers: [topic, ageGroup, situation], expected }) => {
      expect(programmes(suggest({ topic, ageGroup, situation }))).toEqual(expected)
    })

    it('ask instead of promising the MBE to adults with a Duldung', () => {
      const suggestions = suggest({ topic: 'letter', ageGroup: '27plus', situation: 'tolerated' })
      expect(reasonsFor(suggestions, 'mbe')).toEqual(['finder_reason_mbe_tolerated_ask'])
    })

    it('name the Jugendamt to minors in the asylum system', () => {
      const suggestions = suggest({ topic: 'letter', ageGroup: '12to17', situation: 'asylum' })
      expect(reasonsFor(suggestions, 'other')).toEqual(['finder_reason_other_youth_office'])
    })

    it('say for whom each programme is when nothing is known, and offer a person', () => {
      const outcome = route({ topic: 'unknown', ageGroup: 'undisclosed', situation: 'undisclosed' })
      const reasons = (['mbe', 'jmd', 'fsa'] as const).map((one) => reasonsFor(outcome.suggestions, one))
      expect(reasons).toEqual([
        ['finder_reason_mbe_for_whom'],
        ['finder_reason_jmd_for_whom'],
        ['finder_reason_fsa_for_whom']
      ])
      expect(outcome.human).toBe(true)
    })

    it('put the JMD first from 12 to 26 in every situation, and never suggest it for a child under 12', () => {
      const young = everyAnswer.filter(({ ageGroup }) => ageGroup === '12to17' || ageGroup === '18to26')
      const children = everyAnswer.filter(({ ageGroup }) => ageGroup === 'under12')
      expect(broken(young, (answers) => suggest(answers)[0]?.programme === 'jmd')).toEqual([])
      expect(broken(children, (answers) => !programmes(suggest(answers)).includes('jmd'))).toEqual([])
    })

    it('never leave anyone empty-handed', () => {
      const offers = (answers: RoutingAnswers) => suggest(answers).length > 0
      expect(broken(everyAnswer, offers)).toEqual([])
    })

    it('put a service that can lead a case first, so that mentoring, tandems and groups never stand alone', () => {
      const isLed = (answers: RoutingAnswers) => leading.includes(suggest(answers)[0]!.programme)
      expect(broken(everyAnswer, isLed)).toEqual([])
    })

    it('add labour-market mentoring to a wish for work unless papers are missing', () => {
      const work = everyAnswer.filter(({ topic }) => topic === 'work')
      const isAdded = (answers: RoutingAnswers) =>
        programmes(suggest(answers)).includes('amm') === (answers.situation !== 'noPapers')
      expect(broken(work, isAdded)).toEqual([])
    })

    it('send people without papers only where no name is needed and no authority is asked', () => {
      const withoutPapers = everyAnswer.filter(({ situation }) => situation === 'noPapers')
      const reasons = new Set(
        withoutPapers.flatMap((answers) => suggest(answers).flatMap((one) => one.reasons))
      )
      expect([...reasons].sort()).toEqual([
        'finder_reason_jmd_anonymous',
        'finder_reason_mbe_anonymous',
        'finder_reason_other_no_papers'
      ])
    })

    it('raise each flag for its answers and no others', () => {
      const isOpen = ({ situation }: RoutingAnswers) => ['german', 'other', 'undisclosed'].includes(situation)
      const isRight = (answers: RoutingAnswers) => {
        const { anonymous, emergency, human } = route(answers)
        return (
          anonymous === (answers.situation === 'noPapers') &&
          emergency === (answers.topic === 'danger') &&
          human === isOpen(answers)
        )
      }
      expect(broken(everyAnswer, isRight)).toEqual([])
    })

    it('keep the programme that was first when any answers are skipped', () => {
      const skip = [{ topic: 'unknown' }, { ageGroup: 'undisclosed' }, { situation: 'undisclosed' }] as const
      const subsets = [1, 2, 3, 4, 5, 6, 7].map(
        (bits) =>
          Object.assign({}, ...skip.filter((_, index) => bits & (1 << index))) as Partial<RoutingAnswers>
      )
      const isKept = (answers: RoutingAnswers) =>
        subsets.every((skipped) =>
          programmes(suggest({ ...answers, ...skipped })).includes(suggest(answers)[0]!.programme)
        )
      expect(broken(everyAnswer, isKept)).toEqual([])
    })

    it('rank from 1 without gaps, each programme once, each with a reason and a rule', () => {
      const isRanked = (answers: RoutingAnswers) => {
        const suggestions = suggest(answers)
        return (
          new Set(programmes(suggestions)).size === suggestions.length &&
          suggestions.every(
            (one, index) => one.rank === index + 1 && one.reasons.length > 0 && one.ruleIds.length > 0
          )
        )
      }
      expect(broken(everyAnswer, isRanked)).toEqual([])
    })

    it('use every rule for some answer', () => {
      const used = new Set(
        everyAnswer.flatMap((answers) => suggest(answers).flatMap(({ ruleIds }) => ruleIds))
      )
      expect(ruleSet.rules.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([])
    })
  }
)

describe('suggestProgrammes', () => {
  const [published] = publishedRuleSets
  const anyAnswers = fc.constantFrom(...everyAnswer)

  it('does not depend on the order of the rules', () => {
    const anyOrder = fc.shuffledSubarray(published!.rules, { minLength: published!.rules.length })
    fc.assert(
      fc.property(anyOrder, anyAnswers, (rules, answers) => {
        const ranked = programmes(suggestProgrammes({ ...published!, rules }, answers))
        expect(ranked).toEqual(programmes(suggestProgrammes(published!, answers)))
      })
    )
  })

  it('ranks by the strongest reason alone and breaks ties by the order of programmes', () => {
    const [template] = published!.rules
    const rule = (id: string, programme: Programme, weight: number) => ({
      ...template!,
      id,
      when: { topics: ['letter' as const] },
      suggest: [{ programme, weight, reason: `finder_reason_${id}` as const }]
    })
    const rules = [rule('a', 'jmd', 40), rule('b', 'jmd', 40), rule('c', 'fsa', 50), rule('d', 'mbe', 40)]
    const suggestions = suggestProgrammes(
      { ...published!, rules },
      { topic: 'letter', ageGroup: 'undisclosed', situation: 'undisclosed' }
    )
    expect(suggestions.map(({ programme, reasons }) => [programme, reasons])).toEqual([
      ['fsa', ['finder_reason_c']],
      ['mbe', ['finder_reason_d']],
      ['jmd', ['finder_reason_a', 'finder_reason_b']]
    ])
  })
})

describe('routeAnswers', () => {
  const inDanger: RoutingAnswers = { topic: 'danger', ageGroup: '27plus', situation: 'noPapers' }

  it('names the version that decided', () => {
    expect(routeAnswers(publishedRuleSets[0], inDanger).ruleVersion).toBe(publishedRuleSets[0]!.version)
  })

  it('offers a person and keeps its protection when no rule set is valid', () => {
    expect(routeAnswers(undefined, inDanger)).toEqual({
      suggestions: [],
      anonymous: true,
      emergency: true,
      human: true,
      ruleVersion: 'none'
    })
  })
})

describe('ruleSetFor', () => {
  const sets = inDays(['2026-01-01', '2026-06-30'], ['2026-09-01', null])

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 'v1'],
    ['2026-06-30', 'v1'],
    ['2026-07-01', undefined],
    ['2026-09-01', 'v2'],
    ['2031-05-05', 'v2']
  ])('on %s is %s', (day, version) => {
    expect(ruleSetFor(sets, Temporal.PlainDate.from(day))?.version).toBe(version)
  })
})

describe('reasonKeysOf', () => {
  it('names each reason once, in order', () => {
    const keys = reasonKeysOf([...publishedRuleSets, ...publishedRuleSets])
    const expected = publishedRuleSets.flatMap(({ rules }) => rules.flatMap((rule) => rule.suggest))
    expect(keys).toEqual([...new Set(expected.map(({ reason }) => reason))].sort())
  })
})
