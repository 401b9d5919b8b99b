import type { CentreOffer, CentrePage, Channel, Phone } from '../model.ts'

/** Ways to reach someone, each once. */
export interface Contacts {
  readonly phones: readonly Phone[]
  readonly channels: readonly Channel[]
}

const phoneKey = ({ number }: Phone) => number.replace(/\D/g, '')
const channelKey = ({ kind, value }: Channel) => `${kind} ${value}`

const once = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] =>
  [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed()

/** The centre's own contacts; where it has one service only, that service's as well. */
export const centreContacts = ({ phones, channels, offers }: CentrePage): Contacts => {
  const shown = offers.length === 1 ? offers : []
  return {
    phones: once([...phones, ...shown.flatMap((offer) => offer.phones)], phoneKey),
    channels: once([...channels, ...shown.flatMap(offerChannels)], channelKey)
  }
}

/** The contacts of one service of several that the centre's own do not name. */
export const offerContacts = (offer: CentreOffer, centre: CentrePage): Contacts => {
  const known = centreContacts(centre)
  const phones = new Set(known.phones.map(phoneKey))
  const channels = new Set(known.channels.map(channelKey))
  return {
    phones: once(offer.phones, phoneKey).filter((phone) => !phones.has(phoneKey(phone))),
    channels: once(offerChannels(offer), channelKey).filter((channel) => !channels.has(channelKey(channel)))
  }
}

const offerChannels = ({ channels, website }: CentreOffer): Channel[] =>
  website === null ? [...channels] : [...channels, { kind: 'web', value: website, note: null }]
