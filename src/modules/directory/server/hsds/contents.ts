import type { AccessibilityCode, AddressVisibility, Phone, PhoneKind, Programme } from '../../model.ts'
import type { Situation, Topic } from '../../model.ts'
import type { ImportFinding } from '../../importReport.ts'
import type { OfferContent, ProviderContent } from '../directoryRepository.ts'
import type { CentreContent, ServiceContent } from '../directoryRepository.ts'
import type { ServiceStatus } from '../tables.ts'
import type { OwnCodes } from './attributes.ts'
import type { Hours } from './schedules.ts'
import type { Location, Organization, Service, ServiceAtLocation } from './schemas.ts'

type Codes = OwnCodes['codes']
type HsdsPhone = Organization['phones'][number]

/** What the tables keep of an organization. */
export const providerContent = (organization: Organization): ProviderContent => ({
  name: organization.name,
  description: organization.description,
  ...reachable(organization),
  website: organization.website
})

/** What the tables keep of a location, without its place and its provider. */
export const centreContent = (
  location: Location,
  name: string,
  codes: Codes
): Omit<CentreContent, 'provider_id' | PlaceColumns> => ({
  name,
  description: location.description,
  address_visibility: (codes['anlaufstelle:visibility'][0] ?? 'full') as AddressVisibility,
  ...reachable({ ...location, email: null }),
  website: location.url,
  access_note: location.transportation,
  accessibility: codes['anlaufstelle:accessibility'] as AccessibilityCode[],
  accessibility_note: joined(location.accessibility.flatMap((item) => [item.description, item.details])),
  checked_on: location.assured_date
})

/** The columns that say where a centre is. */
export type PlaceColumns =
  | 'street'
  | 'postcode'
  | 'town'
  | 'municipality_key'
  | 'county_key'
  | 'latitude'
  | 'longitude'
  | 'position_approximate'

/** The address a visitor goes to: the physical one, else the first. */
export const addressOf = ({ addresses }: Location) => {
  const address = addresses.find((item) => item.address_type?.toLowerCase() === 'physical') ?? addresses[0]
  const street = [address?.address_1, address?.address_2].filter((part) => part)
  return {
    street: street.join(', ') || null,
    postcode: address?.postal_code ?? null,
    town: address?.city ?? null,
    country: address?.country ?? null
  }
}

/** What the tables keep of a service, without its provider. */
export const serviceContent = (service: Service, codes: Codes): Omit<ServiceContent, 'provider_id'> => ({
  name: service.name,
  description: service.description,
  status: (service.status ?? 'active') as ServiceStatus,
  programme: (codes['anlaufstelle:programme'][0] ?? null) as Programme | null,
  topics: codes['anlaufstelle:topic'] as Topic[],
  situations: codes['anlaufstelle:situation'] as Situation[],
  minimum_age: service.minimum_age,
  maximum_age: service.maximum_age,
  anonymous_possible: codes['anlaufstelle:access'].includes('anonymous'),
  interpreter_on_request: codes['anlaufstelle:access'].includes('interpreter'),
  catchment: catchmentOf(service),
  languages: languagesOf(service),
  ...reachable(service),
  website: service.url,
  fees_note:
    service.fees_description ??
    service.fees ??
    joined(service.cost_options.flatMap((cost) => [cost.option, cost.amount_description])),
  eligibility_note: service.eligibility_description,
  application_note: service.application_process,
  alert: service.alert,
  checked_on: service.assured_date
})

/** What the tables keep of a service at a location, without its service and centre. */
export const offerContent = (
  offer: ServiceAtLocation,
  hours: Hours,
  byAppointmentOnly: boolean
): Omit<OfferContent, 'service_id' | 'centre_id'> => ({
  description: offer.description,
  catchment: catchmentOf(offer),
  languages: languagesOf(offer),
  hours_walk_in: hours.walkIn,
  hours_appointment: hours.appointment,
  by_appointment_only: byAppointmentOnly,
  hours_note: hours.note,
  ...reachable({ ...offer, email: null })
})

/** Languages that carry a name and no code cannot be used for finding: they are remarked on. */
export const languageFindings = (languages: Service['languages']): ImportFinding[] =>
  languages.flatMap(({ code, name }, index) =>
    code === null && name !== null
      ? [{ field: `languages[${index}]`, reason: 'directory_import_language_without_code', params: { name } }]
      : []
  )

/** A record's own numbers and address, else those of its contacts; their names are not taken. */
const reachable = (record: {
  readonly phones: readonly HsdsPhone[]
  readonly email: string | null
  readonly contacts: Organization['contacts']
}) => {
  const numbers =
    record.phones.length > 0 ? record.phones : record.contacts.flatMap((contact) => contact.phones)
  const email = record.email ?? record.contacts.find((contact) => contact.email !== null)?.email ?? null
  return { phones: JSON.stringify(numbers.map(phoneOf)), email }
}

const KINDS: ReadonlyMap<string, PhoneKind> = new Map([
  ['voice', 'voice'],
  ['cell', 'mobile'],
  ['mobile', 'mobile'],
  ['fax', 'fax'],
  ['sms', 'text'],
  ['text', 'text'],
  ['textphone', 'text']
])

const phoneOf = ({ number, type, description }: HsdsPhone): Phone => ({
  number,
  kind: type === null ? 'voice' : (KINDS.get(type.toLowerCase()) ?? 'other'),
  note: description
})

const catchmentOf = ({ service_areas: areas }: Pick<Service, 'service_areas'>) =>
  unique(areas.flatMap(({ uri }) => /^urn:de:ags:(\d{2}|\d{5}|\d{8})$/i.exec(uri ?? '')?.[1] ?? []))

const languagesOf = ({ languages }: Pick<Service, 'languages'>) =>
  unique(languages.flatMap(({ code }) => code ?? []))

const unique = (items: readonly string[]) => [...new Set(items)]

const joined = (texts: readonly (string | null)[]) =>
  unique(texts.filter((text) => text !== null))
    .join('\n')
    .slice(0, 2000)
    .toWellFormed() || null
