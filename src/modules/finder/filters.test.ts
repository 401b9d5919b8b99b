import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countFilters, FILTERS, narrowOffers, type Filter } from './filters.ts'
import { anOffer } from './testing/factories.ts'

const now = Temporal.Instant.from('2026-11-24T09:30:00+01:00')
const opens = (iso: string) => ({ kind: 'opens', at: Temporal.Instant.from(iso) }) as const
const open = { kind: 'open', until: Temporal.Instant.from('2026-11-24T12:00:00+01:00') } as const
const passes = (filter: Filter, facts: Parameters<typeof anOffer>[0]) =>
  narrowOffers([anOffer(facts)], { filters: [filter] }, now).length === 1

describe('narrowOffers', () => {
  it.each<[filter: Filter, yes: Parameters<typeof anOffer>[0], no: Parameters<typeof anOffer>[0]]>([
    ['today', { opening: open }, { opening: opens('2026-11-25T09:00:00+01:00') }],
    ['today', { opening: opens('2026-11-24T23:30:00+01:00') }, { opening: opens('2026-11-24T23:30:00Z') }],
    ['today', { opening: open }, { opening: { kind: 'closed', reason: 'illness' } }],
    ['walkIn', { opening: opens('2026-11-30T09:00:00+01:00') }, { opening: { kind: 'byAppointment' } }],
    ['walkIn', { opening: open }, { opening: { kind: 'unknown' } }],
    ['stepFree', { accessibility: ['step-free'] }, { accessibility: ['lift'] }],
    ['children', { accessibility: ['child-friendly'] }, { accessibility: [] }],
    ['papers', { papersNeeded: ['none'] }, { papersNeeded: [] }],
    ['papers', { papersNeeded: ['none'] }, { papersNeeded: ['id'] }],
    ['anonymous', { anonymousPossible: true }, { anonymousPossible: false }]
  ])('by %s takes %j and not %j', (filter, yes, no) => {
    expect(passes(filter, yes)).toBe(true)
    expect(passes(filter, no)).toBe(false)
  })

  it('takes a language that is spoken, or that somebody interprets', () => {
    const offers = [
      anOffer({ name: 'Spoken', languages: ['de', 'ar'] }),
      anOffer({ name: 'Interpreter', interpreterOnRequest: true }),
      anOffer({ name: 'Neither' })
    ]
    const left = narrowOffers(offers, { language: 'ar', filters: [] }, now)
    expect(left.map(({ centreName }) => centreName)).toEqual(['Spoken', 'Interpreter'])
  })

  it('does not add up two offers of one house', () => {
    const slug = anOffer({ name: 'House' }).centreSlug
    const offers = [
      anOffer({ name: 'A', centreSlug: slug, papersNeeded: ['none'] }),
      anOffer({ name: 'B', centreSlug: slug, anonymousPossible: true })
    ]
    expect(narrowOffers(offers, { filters: ['papers', 'anonymous'] }, now)).toEqual([])
  })
})

const someOffer = fc
  .record({
    name: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    accessibility: fc.subarray(['step-free', 'child-friendly'] as const),
    papersNeeded: fc.constantFrom([] as const, ['none'] as const),
    anonymousPossible: fc.boolean(),
    interpreterOnRequest: fc.boolean(),
    languages: fc.subarray(['de', 'ar', 'uk']),
    opening: fc.constantFrom(open, opens('2026-11-30T09:00:00+01:00'), { kind: 'byAppointment' } as const)
  })
  .map((facts) => anOffer(facts))
const someOffers = fc.array(someOffer, { maxLength: 12 })
const someNarrowing = fc.record({
  language: fc.option(fc.constantFrom('ar', 'ti'), { nil: undefined }),
  filters: fc.subarray([...FILTERS])
})
const centresIn = (offers: readonly { readonly centreSlug: string }[]) =>
  new Set(offers.map(({ centreSlug }) => centreSlug)).size

describe('countFilters', () => {
  it('counts what choosing each wish would leave', () => {
    fc.assert(
      fc.property(someOffers, someNarrowing, (offers, narrowing) => {
        const counts = countFilters(offers, narrowing, now)
        expect(counts.all).toBe(centresIn(offers))
        expect(counts.left).toBe(centresIn(narrowOffers(offers, narrowing, now)))
        for (const filter of FILTERS) {
          const filters = [...new Set([...narrowing.filters, filter])]
          expect(counts.with[filter]).toBe(centresIn(narrowOffers(offers, { ...narrowing, filters }, now)))
          expect(counts.with[filter]).toBeLessThanOrEqual(counts.left)
        }
      })
    )
  })

  it('names for each wish that is set how many would remain without it', () => {
    fc.assert(
      fc.property(someOffers, someNarrowing, (offers, narrowing) => {
        const { without, left } = countFilters(offers, narrowing, now)
        const set = [...(narrowing.language ? ['language'] : []), ...narrowing.filters]
        expect(without.map(({ wish }) => wish)).toEqual(set)
        for (const { count } of without) expect(count).toBeGreaterThanOrEqual(left)
      })
    )
  })

  it('offers the languages that are spoken, and the one that was wished', () => {
    const offers = [anOffer({ name: 'A', languages: ['de', 'ar'] }), anOffer({ name: 'B' })]
    expect(countFilters(offers, { language: 'ti', filters: [] }, now).languages).toEqual([
      { code: 'de', count: 2 },
      { code: 'ar', count: 1 },
      { code: 'ti', count: 0 }
    ])
  })
})
