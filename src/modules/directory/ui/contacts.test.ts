import { expect, test } from 'vitest'
import type { Phone } from '../model.ts'
import { aCentreOffer, aCentrePage } from '../testing/factories.ts'
import { centreContacts, offerContacts } from './contacts.ts'

const phone = (number: string): Phone => ({ number, kind: 'voice', note: null })

test('a house with one service names all contacts once', () => {
  const offer = aCentreOffer({
    phones: [phone('0351-0001'), phone('0351 0002')],
    website: 'https://x.example'
  })
  const centre = aCentrePage({ phones: [phone('0351 0001')], offers: [offer] })
  const { phones, channels } = centreContacts(centre)
  expect(phones.map(({ number }) => number)).toEqual(['0351 0001', '0351 0002'])
  expect(channels).toEqual([{ kind: 'web', value: 'https://x.example', note: null }])
  expect(offerContacts(offer, centre)).toEqual({ phones: [], channels: [] })
})

test('of several services each names what the house does not', () => {
  const offers = [
    aCentreOffer({ phones: [phone('0351 0001')] }),
    aCentreOffer({ phones: [phone('0351 0002')] })
  ]
  const centre = aCentrePage({ phones: [phone('0351 0001')], offers })
  expect(centreContacts(centre).phones).toEqual([phone('0351 0001')])
  expect(offers.map((offer) => offerContacts(offer, centre).phones)).toEqual([[], [phone('0351 0002')]])
})
