import type { Channel, Phone, PhoneKind } from '../../model.ts'
import { currentAlert } from '../../currentAlert.ts'
import type { OwnTaxonomy } from '../hsds/schemas.ts'
import type {
  CentreEntryRow,
  ClosureEntry,
  IntervalEntry,
  OfferEntry,
  ProviderEntry,
  ServiceEntry
} from '../openDataQueries.ts'
import { hsdsId } from './hsdsId.ts'
import { schedulesOf } from './hsdsSchedules.ts'
import { attributeOf, termName } from './hsdsTerms.ts'

/** A record in HSDS's words; members without a value are left out. */
export type HsdsRecord = Readonly<Record<string, unknown>>

/** Leaves out what has no value: HSDS knows no null. */
const present = (record: HsdsRecord): HsdsRecord =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
    )
  )

/** An organization without what is nested in it. */
export const organizationOf = (row: ProviderEntry): HsdsRecord =>
  present({
    id: row.provider_id,
    name: row.name,
    description: row.description ?? '',
    email: row.email,
    website: webAddress(row.website)
  })

/** An organization with its numbers and further ways to reach it. */
export const fullOrganizationOf = (row: ProviderEntry): HsdsRecord =>
  present({
    ...organizationOf(row),
    phones: phonesOf(row.phones, row.provider_id, 'organization_id'),
    attributes: channelsOf(row.channels, row.provider_id, 'organization')
  })

/** A service without what is nested in it. `today` decides whether a notice still matters. */
export const serviceOf = (row: ServiceEntry, today: Temporal.PlainDate): HsdsRecord =>
  present({
    id: row.service_id,
    organization_id: row.provider_id,
    name: row.name,
    description: row.description,
    url: webAddress(row.website),
    email: row.email,
    status: row.status,
    interpretation_services: row.interpreter_on_request
      ? termName('anlaufstelle:access', 'interpreter')
      : null,
    application_process: row.application_note,
    fees_description: row.fees_note,
    eligibility_description: row.eligibility_note,
    minimum_age: row.minimum_age,
    maximum_age: row.maximum_age,
    assured_date: row.checked_on,
    alert: currentAlert(row.alert, row.alert_until, today),
    last_modified: row.modified_at.toISOString()
  })

/** A service with everything about it but its organization and offers. */
export const fullServiceOf = (row: ServiceEntry, today: Temporal.PlainDate): HsdsRecord => {
  const id = row.service_id
  return present({
    ...serviceOf(row, today),
    phones: phonesOf(row.phones, id, 'service_id'),
    service_areas: areasOf(row.catchment, id, 'service_id'),
    languages: row.languages.map((code) => languageOf(code, id, { service_id: id })),
    required_documents: documentsOf(row),
    attributes: [
      ...codesOf(id, 'service', 'anlaufstelle:programme', row.programme === null ? [] : [row.programme]),
      ...codesOf(id, 'service', 'anlaufstelle:topic', row.topics),
      ...codesOf(id, 'service', 'anlaufstelle:situation', row.situations),
      ...codesOf(id, 'service', 'anlaufstelle:access', [
        ...(row.anonymous_possible ? ['anonymous'] : []),
        ...(row.interpreter_on_request ? ['interpreter'] : [])
      ]),
      ...codesOf(id, 'service', 'anlaufstelle:papers', row.papers_needed),
      ...noticeOf(row, id, 'service', today),
      ...codesOf(id, 'service', 'anlaufstelle:checked-by', row.checked_by === null ? [] : [row.checked_by]),
      ...channelsOf(row.channels, id, 'service')
    ]
  })
}

/** A location without what is nested in it. Its position is that of the municipality where the address is not public. */
export const locationOf = (row: CentreEntryRow): HsdsRecord =>
  present({
    id: row.centre_id,
    location_type: 'physical',
    organization_id: row.provider_id,
    name: row.name,
    description: row.description,
    url: webAddress(row.website),
    transportation: row.access_note,
    latitude: row.latitude,
    longitude: row.longitude,
    external_identifier: row.municipality_key,
    external_identifier_type: row.municipality_key === null ? null : 'urn:de:ags'
  })

/** A location with everything about it. `closures` are those of the whole centre. */
export const fullLocationOf = (
  row: CentreEntryRow,
  closures: readonly ClosureEntry[],
  today: Temporal.PlainDate
): HsdsRecord => {
  const id = row.centre_id
  return present({
    ...locationOf(row),
    addresses: addressesOf(row),
    phones: phonesOf(row.phones, id, 'location_id'),
    contacts: contactsOf(row.email, id, 'location_id'),
    accessibility:
      row.accessibility_note === null
        ? []
        : [{ id: hsdsId('accessibility', id), location_id: id, description: row.accessibility_note }],
    alert: currentAlert(row.alert, row.alert_until, today),
    assured_date: row.checked_on,
    attributes: [
      ...row.accessibility.map((code) => {
        const note = row.accessibility_notes[code]
        return attributeOf(id, 'location', 'anlaufstelle:accessibility', code, note ? { label: note } : {})
      }),
      ...codesOf(id, 'location', 'anlaufstelle:visibility', [row.address_visibility]),
      ...noticeOf(row, id, 'location', today),
      ...codesOf(id, 'location', 'anlaufstelle:checked-by', row.checked_by === null ? [] : [row.checked_by]),
      ...channelsOf(row.channels, id, 'location'),
      ...closures.map((closure) => closureOf(closure, id, 'location'))
    ]
  })
}

/** A service at a location without what is nested in it. */
export const serviceAtLocationOf = (row: OfferEntry): HsdsRecord =>
  present({
    id: row.offer_id,
    service_id: row.service_id,
    location_id: row.centre_id,
    description: row.own_description
  })

/** A service at a location with its hours and everything of its own. `closures` are its own, not the centre's. */
export const fullServiceAtLocationOf = (
  row: OfferEntry,
  intervals: readonly IntervalEntry[],
  closures: readonly ClosureEntry[]
): HsdsRecord => {
  const id = row.offer_id
  const kind = 'service_at_location'
  return present({
    ...serviceAtLocationOf(row),
    service_areas: areasOf(row.own_catchment, id, 'service_at_location_id'),
    contacts: contactsOf(row.own_email, id, 'service_at_location_id'),
    phones: phonesOf(row.own_phones, id, 'service_at_location_id'),
    schedules: schedulesOf(row, intervals),
    languages: ownLanguagesOf(row),
    attributes: [
      ...codesOf(id, kind, 'anlaufstelle:access', row.by_appointment_only ? ['by-appointment'] : []),
      ...(row.capacity === 'unknown'
        ? []
        : [
            attributeOf(id, kind, 'anlaufstelle:capacity', row.capacity, {
              ...(row.capacity_on === null ? {} : { value: row.capacity_on })
            })
          ]),
      ...channelsOf(row.own_channels, id, kind),
      ...closures.map((closure) => closureOf(closure, id, kind))
    ]
  })
}

/** A web address in ASCII, as RFC 3986 asks for. */
const webAddress = (address: string | null) => (address === null ? null : (URL.parse(address)?.href ?? null))

const TYPES: Readonly<Record<PhoneKind, string>> = {
  voice: 'voice',
  mobile: 'cell',
  fax: 'fax',
  text: 'text',
  other: 'other'
}

const phonesOf = (phones: readonly Phone[], owner: string, link: string) =>
  phones.map(({ number, kind, note }, index) =>
    present({
      id: hsdsId('phone', owner, index, number),
      [link]: owner,
      number,
      type: TYPES[kind],
      description: note
    })
  )

const contactsOf = (email: string | null, owner: string, link: string) =>
  email === null ? [] : [{ id: hsdsId('contact', owner), [link]: owner, email }]

const areasOf = (keys: readonly string[], owner: string, link: string) =>
  keys.map((key) => ({
    id: hsdsId('area', owner, key),
    [link]: owner,
    extent_type: 'ags',
    extent: key,
    uri: `urn:de:ags:${key}`
  }))

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const languageNames = new Intl.DisplayNames(['de'], { type: 'language' })

const languageOf = (code: string, owner: string, more: HsdsRecord) => ({
  id: hsdsId('language', owner, code),
  ...more,
  code,
  name: languageName(code)
})

const languageName = (code: string) => {
  try {
    return languageNames.of(code) ?? code
  } catch {
    return code
  }
}

/** A language spoken on some weekdays only names them in its note, as schedules do. */
const ownLanguagesOf = ({ offer_id: id, own_languages: own, language_days: days }: OfferEntry) => {
  const codes =
    own.length > 0 || Object.keys(days).length > 0 ? [...new Set([...own, ...Object.keys(days)])] : []
  return codes.map((code) => {
    const weekdays = (days[code] ?? []).map((day) => WEEKDAYS[day - 1])
    return languageOf(code, id, weekdays.length > 0 ? { note: weekdays.join(',') } : {})
  })
}

/** Postcode and street only where they are public; the schema asks for every member. */
const addressesOf = ({ centre_id: id, street, postcode, town, municipality_key: key }: CentreEntryRow) =>
  town === null
    ? []
    : [
        {
          id: hsdsId('address', id),
          location_id: id,
          address_1: street ?? '',
          city: town,
          state_province: key?.startsWith('14') ? 'Sachsen' : '',
          postal_code: postcode ?? '',
          country: 'DE',
          address_type: 'physical'
        }
      ]

/** Until when a notice matters. */
const noticeOf = (
  { alert, alert_until: until }: Pick<ServiceEntry, 'alert' | 'alert_until'>,
  owner: string,
  entity: string,
  today: Temporal.PlainDate
) =>
  until === null || currentAlert(alert, until, today) === null
    ? []
    : [attributeOf(owner, entity, 'anlaufstelle:notice', 'alert-until', { value: until })]

const documentsOf = ({ service_id: id, papers_needed: codes, papers_note: note }: ServiceEntry) =>
  [
    ...codes
      .filter((code) => code !== 'none')
      .map((code) => ({
        document: termName('anlaufstelle:papers', code),
        attributes: [attributeOf(id, 'required_document', 'anlaufstelle:papers', code)]
      })),
    ...(note === null ? [] : [{ document: note }])
  ].map((document) => ({ id: hsdsId('document', id, document.document), service_id: id, ...document }))

const codesOf = (owner: string, entity: string, taxonomy: OwnTaxonomy, codes: readonly string[]) =>
  codes.map((code) => attributeOf(owner, entity, taxonomy, code))

const channelsOf = (channels: readonly Channel[], owner: string, entity: string) =>
  channels.map(({ kind, value, note }) =>
    attributeOf(
      owner,
      entity,
      'anlaufstelle:channel',
      kind,
      note === null ? { value } : { value, label: note }
    )
  )

/** The days as an ISO 8601 interval, both included; `..` where nobody knows the last one. */
const closureOf = (closure: ClosureEntry, owner: string, entity: string) =>
  attributeOf(owner, entity, 'anlaufstelle:closure', closure.reason, {
    value: `${closure.starts_on}/${closure.ends_on ?? '..'}`,
    ...(closure.note === null ? {} : { label: closure.note })
  })
