import { textsFor } from '#i18n/texts.ts'
import type { Locale } from '#i18n/locales.ts'
import { ZONE } from '#platform/clock/clock.ts'
import { phoneAddress } from '#ui/phoneAddress.ts'
import type { CentreOffer, CentrePage, OpenInterval, Phone } from '../model.ts'

/** One thing in the words of schema.org; what is not known is absent. */
type Thing = Readonly<Record<string, unknown>>

/**
 * What machines may know of a centre, as JSON-LD of schema.org. `address` is the page's own. A centre whose street is
 * not public is an organisation without a place: no street, no position. Hours are single dates on which one can come
 * without an appointment, so nothing is claimed of weeks that are not known.
 */
export const centreLinkedData = (centre: CentrePage, address: string, locale: Locale): Thing => {
  const isPlace = centre.addressVisibility === 'full' && centre.street !== null
  const languages = [...new Set(centre.offers.flatMap((offer) => offer.languages))]
  return {
    '@context': 'https://schema.org',
    '@type': isPlace ? ['Organization', 'Place'] : 'Organization',
    '@id': address,
    url: address,
    name: centre.centreName,
    ...given('description', centre.description),
    ...given('telephone', numbersOf(centre.phones)),
    ...given('email', centre.email),
    ...given('sameAs', centre.website),
    parentOrganization: {
      '@type': 'Organization',
      name: centre.providerName,
      ...given('url', centre.providerWebsite)
    },
    ...given('knowsLanguage', languages),
    ...given('areaServed', areasOf(centre.offers)),
    ...given('address', postalAddress(centre)),
    ...(isPlace && {
      ...given('geo', position(centre)),
      ...given('openingHoursSpecification', hoursOf(centre))
    }),
    ...given(
      'makesOffer',
      centre.offers.map((offer) => serviceOf(offer, address, locale))
    )
  }
}

const given = (name: string, value: unknown): Thing =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    ? {}
    : { [name]: value }

/** E.164 as `tel:` has it. */
const numbersOf = (phones: readonly Phone[]) =>
  phones
    .filter(({ kind }) => kind === 'voice' || kind === 'mobile')
    .flatMap(({ number }) => phoneAddress(number)?.slice('tel:'.length) ?? [])

const postalAddress = ({ street, postcode, town, municipalityKey }: CentrePage): Thing | undefined =>
  town === null
    ? undefined
    : {
        '@type': 'PostalAddress',
        ...given('streetAddress', street),
        ...given('postalCode', postcode),
        addressLocality: town,
        ...given('addressCountry', municipalityKey && 'DE')
      }

const position = ({ latitude, longitude, positionApproximate }: CentrePage): Thing | undefined =>
  latitude === null || longitude === null || positionApproximate
    ? undefined
    : { '@type': 'GeoCoordinates', latitude, longitude }

const areasOf = (offers: readonly CentreOffer[]): Thing[] => {
  const areas = new Map(offers.flatMap((offer) => offer.areas).map((area) => [area.key, area]))
  return [...areas.values()].map(({ key, name }) => ({
    '@type': 'AdministrativeArea',
    name,
    identifier: { '@type': 'PropertyValue', propertyID: 'AGS', value: key }
  }))
}

const hoursOf = ({ offers }: CentrePage): Thing[] => {
  const hours = offers.flatMap(({ days }) => days.flatMap(({ walkIn }) => walkIn)).map(hoursOn)
  return [...new Map(hours.map((thing) => [JSON.stringify(thing), thing])).values()]
}

/** "The opening hours of a certain date": both ends of the validity are that day. An end at midnight is the day's last minute. */
const hoursOn = ({ startsAt, endsAt }: OpenInterval): Thing => {
  const [start, end] = [startsAt, endsAt].map((moment) => moment.toZonedDateTimeISO(ZONE))
  const clock = (moment: Temporal.ZonedDateTime) => moment.toPlainTime().toString().slice(0, 5)
  const date = start!.toPlainDate().toString()
  return {
    '@type': 'OpeningHoursSpecification',
    opens: clock(start!),
    closes: clock(end!) === '00:00' ? '23:59' : clock(end!),
    validFrom: date,
    validThrough: date
  }
}

const serviceOf = (offer: CentreOffer, address: string, locale: Locale): Thing => ({
  '@type': 'Offer',
  itemOffered: {
    '@type': 'Service',
    name: offer.serviceName,
    ...given('description', offer.description),
    ...(offer.programme && { serviceType: textsFor(locale)(`programme_${offer.programme}`) }),
    provider: { '@type': 'Organization', name: offer.providerName },
    ...given('areaServed', areasOf([offer])),
    ...given('audience', audienceOf(offer)),
    availableChannel: {
      '@type': 'ServiceChannel',
      serviceUrl: address,
      ...given('availableLanguage', offer.languages)
    }
  }
})

const audienceOf = ({ minimumAge, maximumAge }: CentreOffer): Thing | undefined =>
  minimumAge === null && maximumAge === null
    ? undefined
    : {
        '@type': 'PeopleAudience',
        ...given('suggestedMinAge', minimumAge),
        ...given('suggestedMaxAge', maximumAge)
      }
