import { describe, expect, it } from 'vitest'
import type { OfferDay, OpenInterval } from '../model.ts'
import { aCentreOffer, aCentrePage } from '../testing/factories.ts'
import { centreLinkedData } from './centreLinkedData.ts'

const ADDRESS = 'https://hilfe.example/de/centre/beispielhaus'
const stretch = (kind: OpenInterval['kind'], from: string, to: string): OpenInterval => ({
  kind,
  startsAt: Temporal.ZonedDateTime.from(`${from}[Europe/Berlin]`).toInstant(),
  endsAt: Temporal.ZonedDateTime.from(`${to}[Europe/Berlin]`).toInstant()
})
const dayOf = (day: string, walkIn: OpenInterval[], appointment: OpenInterval[] = []): OfferDay => ({
  day: Temporal.PlainDate.from(day),
  walkIn,
  appointment,
  office: [],
  exception: null
})

describe('centreLinkedData', () => {
  it('names a public house with its address, position, numbers and areas', () => {
    const offer = aCentreOffer({
      languages: ['de', 'ar'],
      minimumAge: 27,
      areas: [{ key: '14612', name: 'Dresden', kind: 'city' }]
    })
    const phones = [
      { number: '0351 000 12 34', kind: 'voice', note: null },
      { number: '0351 000 12 35', kind: 'fax', note: null }
    ] as const
    expect(centreLinkedData(aCentrePage({ phones, offers: [offer] }), ADDRESS, 'de')).toMatchObject({
      '@type': ['Organization', 'Place'],
      url: ADDRESS,
      telephone: ['+493510001234'],
      knowsLanguage: ['de', 'ar'],
      address: { streetAddress: 'Beispielstraße 12', postalCode: '01099', addressLocality: 'Dresden' },
      geo: { latitude: 51.0664, longitude: 13.7494 },
      areaServed: [{ name: 'Dresden', identifier: { propertyID: 'AGS', value: '14612' } }],
      makesOffer: [
        {
          itemOffered: {
            audience: { suggestedMinAge: 27 },
            availableChannel: { availableLanguage: ['de', 'ar'] }
          }
        }
      ]
    })
  })

  it('says of a hidden house neither where it is nor when', () => {
    const walkIn = stretch('walk_in', '2026-11-24T09:00', '2026-11-24T12:00')
    const hidden = aCentrePage({
      addressVisibility: 'hidden',
      street: null,
      postcode: null,
      town: null,
      positionApproximate: true,
      offers: [aCentreOffer({ days: [dayOf('2026-11-24', [walkIn])] })]
    })
    const data = centreLinkedData(hidden, ADDRESS, 'de')
    expect(data['@type']).toBe('Organization')
    for (const name of ['address', 'geo', 'openingHoursSpecification']) expect(data).not.toHaveProperty(name)
  })

  it('takes an approximate position for none', () => {
    expect(centreLinkedData(aCentrePage({ positionApproximate: true }), ADDRESS, 'de')).not.toHaveProperty(
      'geo'
    )
  })

  it('gives hours as dates on which one can come unasked, each once', () => {
    const tuesday = stretch('walk_in', '2026-11-24T09:00', '2026-11-24T12:00')
    const evening = stretch('walk_in', '2026-11-26T20:00', '2026-11-27T00:00')
    const asked = stretch('appointment', '2026-11-25T09:00', '2026-11-25T12:00')
    const days = [
      dayOf('2026-11-24', [tuesday]),
      dayOf('2026-11-25', [], [asked]),
      dayOf('2026-11-26', [evening])
    ]
    const centre = aCentrePage({ offers: [aCentreOffer({ days }), aCentreOffer({ days: days.slice(0, 1) })] })
    const on = (date: string, opens: string, closes: string) => ({
      '@type': 'OpeningHoursSpecification',
      opens,
      closes,
      validFrom: date,
      validThrough: date
    })
    expect(centreLinkedData(centre, ADDRESS, 'de')['openingHoursSpecification']).toEqual([
      on('2026-11-24', '09:00', '12:00'),
      on('2026-11-26', '20:00', '23:59')
    ])
  })
})
