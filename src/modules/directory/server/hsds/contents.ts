import type { AccessibilityCode, AddressVisibility, Phone, PhoneKind, Programme } from '../../model.ts'
import type { CapacitySign, Channel, ChannelKind, CheckedBy, LanguageDays, PaperCode } from '../../model.ts'
import type { Situation, Topic } from '../../model.ts'
import type { ImportFinding } from '../../importReport.ts'
import type { OfferContent, ProviderContent } from '../directoryRepository.ts'
import type { CentreContent, ServiceContent } from '../directoryRepository.ts'
import type { ServiceStatus } from '../tables.ts'
import type { OwnAttribute, OwnCodes } from './attributes.ts'
import type { Hours } from './schedules.ts'
import type { Location, Organization, Service, ServiceAtLocation } from './schemas.ts'

/** A record's own codes and attributes. */
export type Own = Pick<OwnCodes, 'codes' | 'own'>
type HsdsPhone = Organization['phones'][number]

/** What the tables keep of an organization. */
export const providerContent = (organization: Organization, { own }: Own): ProviderContent => ({
  name: organization.name,
  description: organization.description,
  ...reachable(organization),
  website: organization.website,
  channels: channelsOf(own)
})

/** What the tables keep of a location, without its place and its provider. */
export const centreContent = (
  location: Location,
  name: string,
  { codes, own }: Own
): Omit<CentreContent, 'provider_id' | PlaceColumns> => ({
  name,
  description: location.description,
  address_visibility: (codes['anlaufstelle:visibility'][0] ?? 'full') as AddressVisibility,
  ...reachable({ ...location, email: null }),
  website: location.url,
  access_note: location.transportation,
  accessibility: codes['anlaufstelle:accessibility'] as AccessibilityCode[],
  accessibility_note: joined(location.accessibility.flatMap((item) => [item.description, item.details])),
  accessibility_notes: JSON.stringify(
    Object.fromEntries(ownOf(own, 'anlaufstelle:accessibility').flatMap(noteOf))
  ),
  channels: channelsOf(own),
  alert: location.alert,
  alert_until: alertUntil(own),
  checked_on: location.assured_date,
  checked_by: checkedBy(codes, location.assured_date)
})

const ownOf = (own: readonly OwnAttribute[], taxonomy: OwnAttribute['taxonomy']) =>
  own.filter((attribute) => attribute.taxonomy === taxonomy)

const noteOf = ({ code, label }: OwnAttribute): [string, string][] => (label === null ? [] : [[code, label]])

const alertUntil = (own: readonly OwnAttribute[]) => ownOf(own, 'anlaufstelle:notice')[0]?.value ?? null

const channelsOf = (own: readonly OwnAttribute[]) =>
  JSON.stringify(
    ownOf(own, 'anlaufstelle:channel').map(({ code, value, label }): Channel => ({
      kind: code as ChannelKind,
      value: value ?? '',
      note: label
    }))
  )

/** Who checked where the source does not say it: the source itself. */
const checkedBy = (codes: OwnCodes['codes'], checkedOn: string | null) =>
  (codes['anlaufstelle:checked-by'][0] ?? (checkedOn === null ? null : 'import')) as CheckedBy | null

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
export const serviceContent = (
  service: Service,
  { codes, own }: Own
): Omit<ServiceContent, 'provider_id'> => ({
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
  channels: channelsOf(own),
  papers_needed: codes['anlaufstelle:papers'] as PaperCode[],
  papers_note: joined(service.required_documents.map(({ document }) => document)),
  alert: service.alert,
  alert_until: alertUntil(own),
  checked_on: service.assured_date,
  checked_by: checkedBy(codes, service.assured_date)
})

/** What the tables keep of a service at a location, without its service and centre. */
export const offerContent = (
  offer: ServiceAtLocation,
  service: Service | undefined,
  hours: Hours,
  byAppointmentOnly: boolean,
  { own }: Own
): Omit<OfferContent, 'service_id' | 'centre_id'> => ({
  description: offer.description,
  catchment: catchmentOf(offer),
  languages: languagesOf(offer),
  hours_walk_in: hours.walkIn,
  hours_appointment: hours.appointment,
  hours_office: hours.office,
  by_appointment_only: byAppointmentOnly,
  hours_note: hours.note,
  ...capacityOf(own, service),
  channels: channelsOf(own),
  ...reachable({ ...offer, email: null })
})

/** The offer's own sign; else what the service's numbers say beyond doubt: places are left, or none is. */
const capacityOf = (
  own: readonly OwnAttribute[],
  service: Service | undefined
): { capacity: CapacitySign; capacity_on: string | null } => {
  const [said] = ownOf(own, 'anlaufstelle:capacity')
  if (said) return { capacity: said.code as CapacitySign, capacity_on: said.value }
  const [first, ...others] = service?.capacities ?? []
  if (first === undefined || others.length > 0 || first.available === null)
    return { capacity: 'unknown', capacity_on: null }
  return { capacity: first.available > 0 ? 'open' : 'full', capacity_on: first.updated }
}

const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']

/**
 * The languages that are spoken on certain weekdays only: where `note` names nothing but weekdays, as `Mo,We` or
 * `1 3`. An offer's own languages, else its service's.
 */
export const languageDaysOf = (
  offer: ServiceAtLocation,
  service: Service | undefined
): readonly LanguageDays[] => {
  const languages = offer.languages.length > 0 ? offer.languages : (service?.languages ?? [])
  const days = new Map<string, LanguageDays>()
  for (const { code, note } of languages) {
    const weekdays = note === null ? undefined : weekdaysOf(note)
    if (code !== null && weekdays) days.set(code, { language: code, weekdays })
  }
  return [...days.values()]
}

/** The weekdays that a text names, and nothing else, in order; 1 is Monday. */
export const weekdaysOf = (note: string): number[] | undefined => {
  const days = note.split(/[\s,]+/).map((name) => Number(name) || WEEKDAYS.indexOf(name.toLowerCase()) + 1)
  const known = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)
  return known ? [...new Set(days)].sort((a, b) => a - b) : undefined
}

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
