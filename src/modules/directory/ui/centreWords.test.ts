import { describe, expect, it } from 'vitest'
import { aCentreOffer, aCentrePage } from '../testing/factories.ts'
import { centreDescription, centreTitle } from './centreWords.ts'

describe('centreTitle', () => {
  it.each([
    ['Migrationsberatung Neustadt', 'Dresden', 'Migrationsberatung Neustadt, Dresden'],
    ['Nachbarhaus Plauen', 'Plauen', 'Nachbarhaus Plauen'],
    ['Schutzraum', null, 'Schutzraum']
  ])('%s in %s is %s', (centreName, town, title) => {
    expect(centreTitle({ centreName, town }, 'de')).toBe(title)
  })
})

describe('centreDescription', () => {
  it('says where, what for and in which languages', () => {
    const offers = [
      aCentreOffer({ topics: ['work', 'letter'], languages: ['de', 'ar'] }),
      aCentreOffer({ topics: ['letter'], languages: ['ar', 'uk'] })
    ]
    expect(centreDescription(aCentrePage({ offers }), 'de')).toBe(
      'Beispielhaus, Dresden. Hilfe bei: Brief vom Amt, Arbeit. Sprachen: Deutsch, Arabisch und Ukrainisch.'
    )
  })

  it('says less where less is known', () => {
    expect(centreDescription(aCentrePage({ offers: [] }), 'de')).toContain('Beispielhaus, Dresden: ')
  })
})
