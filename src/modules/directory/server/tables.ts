import type { ColumnType, Generated } from 'kysely'
import type {
  AccessibilityCode,
  AddressVisibility,
  CentreId,
  CentreSlug,
  IntervalKind,
  OfferId,
  Phone,
  Programme,
  ProviderId,
  ServiceId,
  Situation,
  Topic
} from '../model.ts'

/** `jsonb`: read as values, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>
/** `date`: written as ISO text; screens read it as text through a cast. */
type DateColumn = ColumnType<Date | null, string | null, string | null>

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
  archived_at: ColumnType<Date | null, string | null | undefined, string | null>
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
  access_note: string | null
  accessibility: AccessibilityCode[]
  accessibility_note: string | null
  checked_on: DateColumn
  archived_at: ColumnType<Date | null, string | null | undefined, string | null>
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
  alert: string | null
  checked_on: DateColumn
  archived_at: ColumnType<Date | null, string | null | undefined, string | null>
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
  phones: Json<Phone[]>
  email: string | null
}

interface OpenIntervalTable {
  service_at_centre_id: OfferId
  organisation_id: Generated<string>
  kind: IntervalKind
  starts_at: ColumnType<Date, string, string>
  ends_at: ColumnType<Date, string, string>
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

interface CentreView extends PublicPlaceColumns {
  centre_id: CentreId
  slug: CentreSlug
  name: string
  description: string | null
  provider_name: string
  provider_website: string | null
  phones: Phone[]
  email: string | null
  website: string | null
  access_note: string | null
  accessibility: AccessibilityCode[]
  accessibility_note: string | null
  checked_on: Date | null
}

interface OfferView extends PublicPlaceColumns {
  offer_id: OfferId
  centre_id: CentreId
  centre_slug: CentreSlug
  centre_name: string
  provider_name: string
  service_name: string
  description: string | null
  programme: Programme | null
  topics: Topic[]
  situations: Situation[]
  minimum_age: number | null
  maximum_age: number | null
  anonymous_possible: boolean
  interpreter_on_request: boolean
  languages: string[]
  own_catchment: string[]
  service_catchment: string[]
  by_appointment_only: boolean
  has_walk_in_hours: boolean
  has_appointment_hours: boolean
  hours_note: string | null
  phones: Phone[]
  email: string | null
  website: string | null
  fees_note: string | null
  eligibility_note: string | null
  application_note: string | null
  alert: string | null
  checked_on: Date | null
}

interface OpenIntervalView {
  offer_id: OfferId
  kind: IntervalKind
  starts_at: Date
  ends_at: Date
}

/** The module's tables, for signed-in work. */
export type DirectoryTables = {
  directory_provider: ProviderTable
  directory_centre: CentreTable
  directory_service: ServiceTable
  directory_service_at_centre: ServiceAtCentreTable
  directory_open_interval: OpenIntervalTable
}

/** What the portal sees of the module. */
export type DirectoryViews = {
  directory_v_centre: CentreView
  directory_v_offer: OfferView
  directory_v_open_interval: OpenIntervalView
}
