import type { ImportFinding, ImportKind, ImportReason } from '../../importReport.ts'
import { line } from './fields.ts'

export type RecordKind = 'organization' | 'location' | 'service' | 'service_at_location'
type Json = Record<string, unknown>

const recordId = line(200)

/** One occurrence of a record, with the ids of what it stands in filled in where it does not name them. */
export interface FoundRecord {
  readonly kind: RecordKind
  readonly file: string
  readonly path: string
  /** Stands inside another record: may be an abbreviation. */
  readonly nested: boolean
  readonly json: Json
}

/** A place in a file that holds no usable record. */
export interface FoundFault {
  readonly kind: ImportKind
  readonly file: string
  readonly path: string
  readonly externalId: string | null
  readonly finding: ImportFinding
}

export interface Collected {
  readonly records: FoundRecord[]
  readonly faults: FoundFault[]
}

/** The members that hold a page of records; `contents` is the name HSDS gives. */
const PAGE_MEMBERS = [
  'contents',
  'content',
  'data',
  'items',
  'results',
  'records',
  'organizations',
  'locations',
  'services',
  'service_at_locations'
]

interface Place {
  readonly file: string
  readonly path: string
  readonly nested: boolean
}

/**
 * Finds the records of one file: an object, an array, or a page envelope of them, and the records nested in
 * records. Kinds are recognised by their members. Nesting must have been limited before.
 */
export const collectRecords = (file: string, value: unknown): Collected => {
  const found: Collected = { records: [], faults: [] }
  collectTop(found, value, { file, path: '$', nested: false })
  if (found.records.length + found.faults.length === 0) {
    found.faults.push(fault('file', { file, path: '$', nested: false }, 'directory_import_no_record'))
  }
  return found
}

const collectTop = (found: Collected, value: unknown, place: Place) => {
  if (Array.isArray(value)) return collectList(found, value, place)
  if (!isObject(value))
    return void found.faults.push(fault('unknown', place, 'directory_import_unknown_shape'))
  const pages = PAGE_MEMBERS.filter((name) => Array.isArray(value[name]))
  if (pages.length === 0 || typeof value['id'] === 'string') return collectRecord(found, value, place)
  for (const name of pages) {
    collectList(found, value[name] as unknown[], { ...place, path: `${place.path}.${name}` })
  }
}

const collectList = (
  found: Collected,
  list: readonly unknown[],
  place: Place,
  kind?: RecordKind,
  from?: Json
) => {
  list.forEach((item, index) =>
    collectRecord(found, item, { ...place, path: `${place.path}[${index}]` }, kind, from)
  )
}

const collectRecord = (found: Collected, item: unknown, place: Place, kind?: RecordKind, from: Json = {}) => {
  if (!isObject(item))
    return void found.faults.push(fault('unknown', place, 'directory_import_unknown_shape'))
  const known = kind ?? kindOf(item)
  if (known === 'taxonomy' || known === 'unknown') {
    const reason = known === 'taxonomy' ? 'directory_import_taxonomy' : 'directory_import_unknown_shape'
    return void found.faults.push(fault(known, place, reason, item))
  }
  if (Object.hasOwn(item, '__proto__')) {
    return void found.faults.push(fault(known, place, 'directory_import_forbidden_key', item))
  }
  const json = { ...from, ...withoutAbsent(item), ...referencesOf(item) }
  found.records.push({ kind: known, json, ...place })
  collectNested(found, known, item, place)
}

const collectNested = (found: Collected, kind: RecordKind, item: Json, place: Place) => {
  const at = (name: string): Place => ({ ...place, nested: true, path: `${place.path}.${name}` })
  const one = (name: string, inner: RecordKind, from: Json = {}) => {
    if (item[name] !== undefined && item[name] !== null)
      collectRecord(found, item[name], at(name), inner, from)
  }
  const many = (name: string, inner: RecordKind, from: Json = {}) => {
    if (Array.isArray(item[name])) collectList(found, item[name] as unknown[], at(name), inner, from)
  }
  const own = item['id']
  if (kind === 'organization') {
    many('services', 'service', { organization_id: own })
    many('locations', 'location', { organization_id: own })
  }
  if (kind === 'service') {
    one('organization', 'organization')
    many('service_at_locations', 'service_at_location', { service_id: own })
    many('locations', 'location')
  }
  if (kind === 'service_at_location') {
    one('service', 'service')
    one('location', 'location')
  }
}

/** The ids of nested records, under the names that flat records use. */
const referencesOf = (item: Json): Json => {
  const references: Json = {}
  for (const name of ['organization', 'service', 'location']) {
    const nested = item[name]
    if (isObject(nested) && nested['id'] !== undefined) references[`${name}_id`] = nested['id']
  }
  return references
}

const has = (item: Json, ...names: string[]) =>
  names.some((name) => item[name] !== undefined && item[name] !== null)

const kindOf = (item: Json): RecordKind | 'taxonomy' | 'unknown' => {
  if (has(item, 'location', 'location_id') && has(item, 'service', 'service_id')) return 'service_at_location'
  if (has(item, 'taxonomy', 'taxonomy_id', 'taxonomy_terms', 'taxonomy_detail', 'term_uri')) return 'taxonomy'
  if (has(item, 'version') && has(item, 'id') && !has(item, 'website', 'email', 'services')) return 'taxonomy'
  if (has(item, 'location_type', 'latitude', 'longitude', 'addresses', 'accessibility')) return 'location'
  const names = [
    'status',
    'organization',
    'organization_id',
    'service_at_locations',
    'program',
    'cost_options'
  ]
  if (has(item, ...names)) return 'service'
  return has(item, 'id') && Object.hasOwn(item, 'name') ? 'organization' : 'unknown'
}

const fault = (kind: ImportKind, place: Place, reason: ImportReason, item: Json = {}): FoundFault => ({
  kind,
  file: place.file,
  path: place.path,
  externalId: recordId.safeParse(item['id']).data ?? null,
  finding: { field: '', reason, params: {} }
})

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const withoutAbsent = (item: Json): Json =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null && value !== ''))
