import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoutingOutcome } from './model.ts'
import { rankOffers, type Wishes } from './rankOffers.ts'
import { anOffer } from './testing/factories.ts'

const routing: RoutingOutcome = {
  suggestions: [
    { programme: 'mbe', rank: 1, reasons: ['finder_reason_mbe_permit'], ruleIds: [] },
    { programme: 'tandem', rank: 2, reasons: ['finder_reason_tandem_company'], ruleIds: [] }
  ],
  anonymous: false,
  emergency: false,
  human: false,
  ruleVersion: 'test'
}
const wishes: Wishes = {
  routing,
  topic: 'letter',
  ageGroup: '27plus',
  situation: 'permit',
  placeKnown: true
}
const order = (offers: Parameters<typeof rankOffers>[0], more: Partial<Wishes> = {}) =>
  rankOffers(offers, { ...wishes, ...more }).map(({ offer }) => offer.centreName)
const kinds = (offer: ReturnType<typeof anOffer>, more: Partial<Wishes> = {}) =>
  rankOffers([offer], { ...wishes, ...more })[0]!.reasons.map(({ kind }) => kind)

describe('rankOffers', () => {
  it('puts a responsible centre before a nearer one that is responsible elsewhere', () => {
    const near = anOffer({ name: 'Near', coversPlace: false, distanceKm: 0.2 })
    expect(order([near, anOffer({ name: 'Far', distanceKm: 30 })])).toEqual(['Far', 'Near'])
  })

  it('puts whom it is for before where it is', () => {
    const young = anOffer({ name: 'Young', maximumAge: 26 })
    const adult = anOffer({ name: 'Adult', coversPlace: false, distanceKm: 40 })
    expect(order([young, adult])).toEqual(['Adult', 'Young'])
  })

  it.each([
    ['programme', anOffer({ name: 'A', programme: 'tandem', topics: ['letter'] }), anOffer({ name: 'B' })],
    ['topic', anOffer({ name: 'A', distanceKm: 0.1 }), anOffer({ name: 'B', topics: ['letter'] })],
    ['free places', anOffer({ name: 'A', capacity: 'full' }), anOffer({ name: 'B', distanceKm: 2 })],
    [
      'closures',
      anOffer({ name: 'A', opening: { kind: 'closed', reason: 'illness' } }),
      anOffer({ name: 'B', distanceKm: 2, capacity: 'waiting_list' })
    ],
    ['distance', anOffer({ name: 'A', distanceKm: 2 }), anOffer({ name: 'B', distanceKm: 1.9 })],
    [
      'situation',
      anOffer({ name: 'A', situations: ['asylum'] }),
      anOffer({ name: 'B', situations: ['permit'] })
    ]
  ])('then looks at the %s', (_, worse, better) => {
    expect(order([worse, better])).toEqual(['B', 'A'])
  })

  it('ranks a spoken language before an interpreter before neither', () => {
    const offers = [
      anOffer({ name: 'Neither', distanceKm: 1 }),
      anOffer({ name: 'Interpreter', distanceKm: 2, interpreterOnRequest: true }),
      anOffer({ name: 'Spoken', distanceKm: 3, languages: ['de', 'ar'] })
    ]
    expect(order(offers, { language: 'ar' })).toEqual(['Spoken', 'Interpreter', 'Neither'])
    expect(order(offers)).toEqual(['Neither', 'Interpreter', 'Spoken'])
  })

  it('closes no offer to a family with a small child', () => {
    expect(kinds(anOffer({ minimumAge: 27 }), { ageGroup: 'under12' })).not.toContain('notAge')
  })

  it('lets people without papers in where advice is anonymous', () => {
    const offer = anOffer({ situations: ['permit'], anonymousPossible: true })
    const reasons = kinds(offer, { situation: 'noPapers', routing: { ...routing, anonymous: true } })
    expect(reasons).toContain('anonymous')
    expect(reasons).not.toContain('notSituation')
  })

  it('says why, and says what speaks against', () => {
    const offer = anOffer({ topics: ['letter'], situations: ['permit'], languages: ['ar'] })
    expect(kinds(offer, { language: 'ar' })).toEqual(['routing', 'covers', 'topic', 'situation', 'language'])
    expect(kinds(anOffer({ coversPlace: false, maximumAge: 26 }))).toEqual(['routing', 'elsewhere', 'notAge'])
  })

  it('names the age only where the offer does', () => {
    expect(kinds(anOffer({ minimumAge: 27 }))).toContain('age')
    expect(kinds(anOffer())).not.toContain('age')
    expect(kinds(anOffer({ minimumAge: 27 }), { ageGroup: 'undisclosed' })).not.toContain('age')
  })

  it('says nothing about catchments where no place is known', () => {
    const reasons = kinds(anOffer({ coversPlace: false }), { placeKnown: false })
    expect(reasons).not.toContain('covers')
    expect(reasons).not.toContain('elsewhere')
  })

  it('names a centre once, with its other offers', () => {
    const slug = anOffer({ name: 'House' }).centreSlug
    const ranked = rankOffers(
      [
        anOffer({ name: 'Tandem', centreSlug: slug, programme: 'tandem' }),
        anOffer({ name: 'Advice', centreSlug: slug })
      ],
      wishes
    )
    expect(ranked).toHaveLength(1)
    expect(ranked[0]!.offer.serviceName).toBe('Advice')
    expect(ranked[0]!.also.map(({ serviceName }) => serviceName)).toEqual(['Tandem'])
  })

  it('orders the same offers the same way, however they come', () => {
    const offers = Array.from({ length: 12 }, (_, index) =>
      anOffer({ name: `C${index}`, distanceKm: index % 3, coversPlace: index % 2 === 0 })
    )
    const expected = order(offers)
    fc.assert(
      fc.property(fc.shuffledSubarray(offers, { minLength: 12 }), (shuffled) => {
        expect(order(shuffled)).toEqual(expected)
      })
    )
  })
})
