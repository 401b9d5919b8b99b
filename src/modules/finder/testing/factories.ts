import type { Offer } from '#modules/directory/index.ts'
import { plainOfferFacts } from '#modules/directory/testing/factories.ts'

/** An offer as the directory hands it over: adult advice in Dresden, open to everyone, unless told otherwise. */
export const anOffer = (facts: Partial<Offer> & { readonly name?: string } = {}): Offer => {
  const { name = 'Beratung', ...given } = facts
  return {
    offerId: name as Offer['offerId'],
    centreSlug: name.toLowerCase() as Offer['centreSlug'],
    centreName: name,
    providerName: 'Träger',
    serviceName: name,
    programme: 'mbe',
    ...plainOfferFacts,
    languageDays: [],
    street: 'Beispielstraße 1',
    postcode: '01099',
    town: 'Dresden',
    municipalityKey: '14612000',
    countyKey: '14612',
    latitude: 51.06,
    longitude: 13.75,
    positionApproximate: false,
    distanceKm: 1,
    coversPlace: true,
    opening: { kind: 'unknown' },
    accessibility: [],
    checkedOn: null,
    ...given
  }
}
