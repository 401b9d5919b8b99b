import type { ColumnType, Generated } from 'kysely'
import type { RecordKeyId } from '#modules/access/index.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type {
  AccessibilityCode,
  AccessibilityNotes,
  AddressVisibility,
  CapacitySign,
  CentreId,
  CentreSlug,
  Channel,
  CheckedBy,
  ClosureId,
  ClosureReason,
  IntervalKind,
  MistakeKind,
  OfferId,
  PaperCode,
  Phone,
  Programme,
  ProviderId,
  ServiceId,
  Situation,
  Topic
} from '../model.ts'

/** `jsonb`: read as values, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>
/** A column that may be left out when a row is written. */
type JsonOrEmpty<Value> = ColumnType<Value, string | undefined, string>
/** `date`: written as ISO text; the views give it as text. */
type DateColumn = ColumnType<Date | null, string | null, string | null>
type DateOrNone = ColumnType<Date | null, string | null | undefined, string | null>
type OrNone<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>

export const SERVICE_STATUSES = ['active', 'inactive', 'defunct', 'temporarily closed'] as const
export type ServiceStatus = (typeof SERVICE_STATUSES)[number]

interface ImportedColumns<Id> {
  id: Generated<Id>
  organisation_id: Generated<string>
  source: string
  external_id: Generated<string>
  import_hash: string | null
  changed_at: ColumnType<Date, string, string>
}

interface ProviderTable extends ImportedColumns<ProviderId> {
  name: string
  description: string | null
  phones: Json<Phone[]>
  email: string | null
  website: string | null
  channels: JsonOrEmpty<Channel[]>
  archived_at: DateOrNone
}

interface CentreTable extends ImportedColumns<CentreId> {
  provider_id: ProviderId | null
  slug: CentreSlug
  name: string
  description: string | null
  address_visibility: AddressVisibility
  street: string | null
  postcode: string | null
  town: string | null
  municipality_key: string | null
  county_key: string | null
  latitude: number | null
  longitude: number | null
  position_approximate: boolean
  phones: Json<Phone[]>
  email: string | null
  website: string | null
  channels: JsonOrEmpty<Channel[]>
  access_note: string | null
  accessibility: AccessibilityCode[]
  accessibility_note: string | null
  accessibility_notes: JsonOrEmpty<AccessibilityNotes>
  alert: OrNone<string>
  alert_until: DateOrNone
  checked_on: DateColumn
  checked_by: OrNone<CheckedBy>
  archived_at: DateOrNone
}

interface ServiceTable extends ImportedColumns<ServiceId> {
  provider_id: ProviderId
  name: string
  description: string | null
  status: ServiceStatus
  programme: Programme | null
  topics: Topic[]
  situations: Situation[]
  minimum_age: number | null
  maximum_age: number | null
  anonymous_possible: boolean
  interpreter_on_request: boolean
  catchment: string[]
  languages: string[]
  phones: Json<Phone[]>
  email: string | null
  website: string | null
  fees_note: string | null
  eligibility_note: string | null
  application_note: string | null
  channels: JsonOrEmpty<Channel[]>
  papers_needed: Generated<PaperCode[]>
  papers_note: OrNone<string>
  alert: string | null
  alert_until: DateOrNone
  checked_on: DateColumn
  checked_by: OrNone<CheckedBy>
  archived_at: DateOrNone
}

interface ServiceAtCentreTable extends ImportedColumns<OfferId> {
  service_id: ServiceId
  centre_id: CentreId
  description: string | null
  catchment: string[]
  languages: string[]
  hours_walk_in: string | null
  hours_appointment: string | null
  hours_please_call: Generated<boolean>
  by_appointment_only: boolean
  hours_note: string | null
  hours_office: OrNone<string>
  capacity: Generated<CapacitySign>
  capacity_on: DateOrNone
  phones: Json<Phone[]>
  email: string | null
  channels: JsonOrEmpty<Channel[]>
  archived_at: DateOrNone
}

interface ClosureTable {
  id: Generated<ClosureId>
  organisation_id: Generated<string>
  centre_id: CentreId
  service_at_centre_id: OfferId | null
  starts_on: ColumnType<Date, string, string>
  ends_on: DateColumn
  reason: ClosureReason
  note: string | null
  changed_at: ColumnType<Date, string, string>
}

interface LanguageDayTable {
  service_at_centre_id: OfferId
  organisation_id: Generated<string>
  language: string
  weekdays: number[]
}

interface OpenIntervalTable {
  service_at_centre_id: OfferId
  organisation_id: Generated<string>
  kind: IntervalKind
  starts_at: ColumnType<Date, string, string>
  ends_at: ColumnType<Date, string, string>
}

interface MistakeReportTable {
  id: string
  organisation_id: string
  centre_id: CentreId
  kinds: MistakeKind[]
  locale: string
  reported_on: Date
}

interface PublicPlaceColumns {
  street: string | null
  postcode: string | null
  town: string | null
  municipality_key: string | null
  county_key: string | null
  latitude: number | null
  longitude: number | null
  position_approximate: boolean
}

interface SourceColumns {
  source: string
  external_id: string
  changed_at: Date
}

interface ProviderView extends SourceColumns {
  provider_id: ProviderId
  name: string
  description: string | null
  phones: Phone[]
  email: string | null
  website: string | null
  channels: Channel[]
}

interface CentreView extends PublicPlaceColumns, SourceColumns {
  centre_id: CentreId
  provider_id: ProviderId
  slug: CentreSlug
  name: string
  description: string | null
  provider_name: string
  provider_website: string | null
  address_visibility: AddressVisibility
  phones: Phone[]
  email: string | null
  website: string | null
  channels: Channel[]
  access_note: string | null
  accessibility: AccessibilityCode[]
  accessibility_note: string | null
  accessibility_notes: AccessibilityNotes
  alert: string | null
  alert_until: string | null
  checked_on: string | null
  checked_by: CheckedBy | null
}

/** What the views of services and of offers share. */
interface ServiceColumns extends SourceColumns {
  service_id: ServiceId
  provider_id: ProviderId
  provider_name: string
  description: string | null
  programme: Programme | null
  topics: Topic[]
  situations: Situation[]
  minimum_age: number | null
  maximum_age: number | null
  anonymous_possible: boolean
  interpreter_on_request: boolean
  languages: string[]
  phones: Phone[]
  email: string | null
  website: string | null
  channels: Channel[]
  fees_note: string | null
  eligibility_note: string | null
  application_note: string | null
  papers_needed: PaperCode[]
  papers_note: string | null
  alert: string | null
  alert_until: string | null
  checked_on: string | null
  checked_by: CheckedBy | null
}

interface ServiceView extends ServiceColumns {
  name: string
  status: ServiceStatus
  catchment: string[]
}

interface OfferView extends ServiceColumns, PublicPlaceColumns {
  offer_id: OfferId
  centre_id: CentreId
  centre_slug: CentreSlug
  centre_name: string
  service_name: string
  own_description: string | null
  own_languages: string[]
  language_days: Readonly<Record<string, readonly number[]>>
  own_catchment: string[]
  service_catchment: string[]
  by_appointment_only: boolean
  hours_walk_in: string | null
  hours_appointment: string | null
  hours_office: string | null
  hours_please_call: boolean
  hours_note: string | null
  capacity: CapacitySign
  capacity_on: string | null
  own_phones: Phone[]
  own_email: string | null
  own_channels: Channel[]
  address_visibility: AddressVisibility
}

interface ClosureView {
  closure_id: ClosureId
  centre_id: CentreId
  centre_slug: CentreSlug
  centre_name: string
  /** Null: the whole centre is closed. */
  offer_id: OfferId | null
  service_name: string | null
  starts_on: string
  ends_on: string | null
  reason: ClosureReason
  note: string | null
  changed_at: Date
}

interface OpenIntervalView {
  offer_id: OfferId
  kind: IntervalKind
  starts_at: Date
  ends_at: Date
}

interface MistakeWordsTable {
  report_id: string
  organisation_id: OrganisationId
  key_id: RecordKeyId
  words: Buffer
}

/** The module's tables, for signed-in work. */
export type DirectoryTables = {
  directory_provider: ProviderTable
  directory_centre: CentreTable
  directory_service: ServiceTable
  directory_service_at_centre: ServiceAtCentreTable
  directory_open_interval: OpenIntervalTable
  directory_closure: ClosureTable
  directory_language_day: LanguageDayTable
  directory_mistake_report: MistakeReportTable
  directory_mistake_words: MistakeWordsTable
}

/** What the portal sees of the module; days are ISO text. */
export type DirectoryViews = {
  directory_v_provider: ProviderView
  directory_v_centre: CentreView
  directory_v_service: ServiceView
  directory_v_offer: OfferView
  directory_v_closure: ClosureView
  directory_v_open_interval: OpenIntervalView
}

/** Who can read which column: nothing of it is about a person but what visitors write. */
export const directoryClasses = declareClasses<DirectoryTables>()({
  directory_provider: 'impersonal',
  directory_centre: 'impersonal',
  directory_service: 'impersonal',
  directory_service_at_centre: 'impersonal',
  directory_open_interval: 'impersonal',
  directory_closure: 'impersonal',
  directory_language_day: 'impersonal',
  directory_mistake_report: 'impersonal',
  directory_mistake_words: { clear: ['report_id', 'organisation_id', 'key_id'], teamSealed: ['words'] }
})
