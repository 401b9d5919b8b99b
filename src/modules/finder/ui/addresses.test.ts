import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answersOf, answersSchema, searchOf } from '../answersForm.ts'
import { PRIVATE_FILTERS, SHARED_FILTERS } from '../filters.ts'
import { ageGroupCodes, situationCodes, topicCodes } from '../model.ts'
import { readSearch, writeSearch } from '../search.ts'
import { markAddresses, pageAddress, stepAddress } from './addresses.ts'

const MAY_STAND = ['topic', 'place', 'county', 'language', 'page', ...SHARED_FILTERS]
const SECRETS = ['age', 'situation', ...PRIVATE_FILTERS]

const tick = fc.constantFrom('1', '0', 'x')
const posted = fc.record(
  {
    age: fc.constantFrom(...ageGroupCodes, 'x'),
    situation: fc.constantFrom(...situationCodes),
    papers: tick,
    anonymous: tick,
    skip: fc.constantFrom('age', 'papers', 'wishes', 'x'),
    narrow: fc.constant('1'),
    language: fc.constantFrom('ar', '', 'x y'),
    today: tick,
    walkIn: tick,
    stepFree: tick,
    children: tick
  },
  { requiredKeys: [] }
)
const address = fc
  .record(
    {
      topic: fc.constantFrom(...topicCodes),
      place: fc.string({ unit: 'binary', maxLength: 120 }),
      county: fc.constantFrom('14612', '1'),
      language: fc.constantFrom('uk', '?'),
      stepFree: tick,
      age: fc.constantFrom(...ageGroupCodes),
      situation: fc.constantFrom(...situationCodes),
      papers: tick,
      anonymous: tick
    },
    { requiredKeys: [] }
  )
  .map((fields) => new URLSearchParams(fields as Record<string, string>))

const namesIn = (made: string) => [...new URL(made, 'http://portal.example').searchParams.keys()]

describe('the addresses of the finder', () => {
  it('never hold age, situation or a wish that betrays one, whatever was posted or typed', () => {
    fc.assert(
      fc.property(address, posted, (typed, form) => {
        const fields = answersSchema.parse(form)
        const search = searchOf(readSearch(typed), fields)
        const careless = { ...search, ...answersOf(fields) }
        const made = [
          ...(['topic', 'age', 'situation', 'place', 'results'] as const).map((step) =>
            stepAddress('ar', step, careless)
          ),
          ...markAddresses('ar', careless),
          pageAddress('ar', careless, 2)
        ]
        for (const each of made) {
          expect(namesIn(each).filter((name) => !MAY_STAND.includes(name))).toEqual([])
          expect(namesIn(each).filter((name) => SECRETS.includes(name))).toEqual([])
        }
      })
    )
  })

  it('are left as they are by the answer that was sent on to them', () => {
    fc.assert(
      fc.property(address, posted, (typed, form) => {
        const fields = answersSchema.parse(form)
        const once = writeSearch(searchOf(readSearch(typed), fields))
        const again = writeSearch(searchOf(readSearch(new URLSearchParams(once)), fields))
        expect(again).toBe(once)
      })
    )
  })

  it('drop a wish that the form with the wishes no longer holds', () => {
    const search = readSearch(new URLSearchParams('topic=work&place=01099&language=ar&stepFree=1&today=1'))
    expect(searchOf(search, answersSchema.parse({ narrow: '1', language: '', today: '1' }))).toEqual({
      topic: 'work',
      place: '01099',
      filters: ['today']
    })
    expect(searchOf(search, answersSchema.parse({ age: '27plus' }))).toEqual(search)
  })

  it('say the page', () => {
    expect(pageAddress('de', {}, 2)).toBe('/de/find/results?page=2')
    expect(pageAddress('de', { topic: 'work' }, 3)).toBe('/de/find/results?topic=work&page=3')
  })
})
