import type { z } from 'zod'
import {
  ACCESSIBILITY_CODES,
  ADDRESS_VISIBILITIES,
  CAPACITY_SIGNS,
  CHANNEL_KINDS,
  CHECKED_BY,
  CLOSURE_REASONS,
  PAPER_CODES,
  PROGRAMMES,
  SITUATIONS,
  TOPICS
} from '../../model.ts'
import type { ImportReason } from '../../importReport.ts'
import { SERVICE_STATUSES } from '../tables.ts'
import {
  day,
  emailAddress,
  languageCode,
  line,
  list,
  numberWithin,
  object,
  phoneNumber,
  required,
  text,
  webAddress
} from './fields.ts'

const id = required(line(200))

const phone = object({ number: required(phoneNumber), type: line(50), description: line(500) })
const contact = object({ email: emailAddress, phones: list(phone) })
const language = object({ code: languageCode, name: line(200), note: text(2000) })
const serviceArea = object({ uri: line(2000) })

const term = object({
  code: line(200),
  taxonomy: line(200),
  taxonomy_detail: object({ name: line(200) }).nullish()
})
const attribute = object({ taxonomy_term: term.nullish(), value: text(2000), label: line(500) })

const schedule = object({
  attending_type: line(500),
  description: text(2000),
  notes: text(2000),
  freq: line(20),
  interval: numberWithin(0, 1_000_000),
  byday: line(200),
  byweekno: line(500),
  bymonthday: line(500),
  byyearday: line(2000),
  count: numberWithin(0, 1_000_000),
  opens_at: line(40),
  closes_at: line(40),
  valid_from: day,
  valid_to: day,
  dtstart: day,
  until: day,
  attributes: list(attribute)
})
export type Schedule = z.output<typeof schedule>

/** What is read of an HSDS `organization`. */
const organizationSchema = object({
  id,
  name: required(line(200)),
  description: text(10_000),
  email: emailAddress,
  website: webAddress,
  phones: list(phone),
  contacts: list(contact),
  attributes: list(attribute)
})

/** A position off the globe is left out when the centre is placed; the rest of the record is worth having. */
const anyNumber = numberWithin(-Number.MAX_VALUE, Number.MAX_VALUE)

const address = object({
  address_1: line(150),
  address_2: line(150),
  city: line(200),
  postal_code: line(12),
  country: line(60),
  address_type: line(60)
})

/** What is read of an HSDS `location`. */
const locationSchema = object({
  id,
  organization_id: line(200),
  name: line(200),
  description: text(10_000),
  transportation: text(2000),
  alert: text(2000),
  url: webAddress,
  latitude: anyNumber,
  longitude: anyNumber,
  assured_date: day,
  external_identifier: line(200),
  external_identifier_type: line(200),
  addresses: list(address),
  phones: list(phone),
  contacts: list(contact),
  languages: list(language),
  accessibility: list(object({ description: text(2000), details: text(2000) })),
  schedules: list(schedule),
  attributes: list(attribute)
}).refine(({ latitude, longitude }) => (latitude === null) === (longitude === null), {
  error: 'directory_import_half_position' satisfies ImportReason,
  path: ['latitude']
})

const requiredDocument = object({ document: text(2000) })
const capacity = object({ available: numberWithin(-1_000_000, 1_000_000), updated: day })
const costOption = object({ option: line(500), amount_description: line(500) })

/** What is read of an HSDS `service`. */
const serviceSchema = object({
  id,
  organization_id: line(200),
  name: required(line(200)),
  description: text(10_000),
  status: line(60),
  url: webAddress,
  email: emailAddress,
  fees_description: text(2000),
  fees: text(2000),
  application_process: text(2000),
  eligibility_description: text(2000),
  alert: text(2000),
  minimum_age: numberWithin(0, 130, 'whole'),
  maximum_age: numberWithin(0, 130, 'whole'),
  assured_date: day,
  phones: list(phone),
  contacts: list(contact),
  languages: list(language),
  service_areas: list(serviceArea),
  cost_options: list(costOption),
  required_documents: list(requiredDocument),
  capacities: list(capacity),
  schedules: list(schedule),
  attributes: list(attribute)
})
  .refine(({ status }) => status === null || SERVICE_STATUSES.includes(status as never), {
    error: 'directory_import_unknown_code' satisfies ImportReason,
    path: ['status']
  })
  .refine(({ minimum_age, maximum_age }) => (minimum_age ?? 0) <= (maximum_age ?? 130), {
    error: 'directory_import_ages_reversed' satisfies ImportReason,
    path: ['maximum_age']
  })

/** What is read of an HSDS `service_at_location`. */
const serviceAtLocationSchema = object({
  id,
  service_id: line(200),
  location_id: line(200),
  description: text(10_000),
  phones: list(phone),
  contacts: list(contact),
  languages: list(language),
  service_areas: list(serviceArea),
  schedules: list(schedule),
  attributes: list(attribute)
})

/** The schema of each kind of record; its members are all that is read of one. */
export const SCHEMAS = {
  organization: organizationSchema,
  location: locationSchema,
  service: serviceSchema,
  service_at_location: serviceAtLocationSchema
}

export type Organization = z.output<typeof organizationSchema>
export type Location = z.output<typeof locationSchema>
export type Service = z.output<typeof serviceSchema>
export type ServiceAtLocation = z.output<typeof serviceAtLocationSchema>
export type Attribute = z.output<typeof attribute>

/** Our own taxonomies and their codes, as they stand in `attributes[].taxonomy_term`. */
export const OWN_TAXONOMIES = {
  'anlaufstelle:programme': PROGRAMMES,
  'anlaufstelle:topic': TOPICS,
  'anlaufstelle:situation': SITUATIONS,
  'anlaufstelle:access': ['anonymous', 'interpreter', 'by-appointment'],
  'anlaufstelle:accessibility': ACCESSIBILITY_CODES,
  'anlaufstelle:visibility': ADDRESS_VISIBILITIES,
  'anlaufstelle:papers': PAPER_CODES,
  'anlaufstelle:capacity': CAPACITY_SIGNS,
  'anlaufstelle:checked-by': CHECKED_BY,
  'anlaufstelle:closure': CLOSURE_REASONS,
  'anlaufstelle:channel': CHANNEL_KINDS,
  'anlaufstelle:notice': ['alert-until']
} as const satisfies Readonly<Record<string, readonly string[]>>
export type OwnTaxonomy = keyof typeof OWN_TAXONOMIES
