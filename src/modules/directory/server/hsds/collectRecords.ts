import type { ImportFinding, ImportKind, ImportReason } from '../../importReport.ts'
import type { ColumnsOfLists } from './csvLines.ts'
import { line } from './fields.ts'
import type { HsdsContent, ReadItem, UnreadList } from './readHsdsFile.ts'

export type RecordKind = 'organization' | 'location' | 'service' | 'service_at_location'
type Json = Record<string, unknown>

const recordId = line(200)

/** Where in which file something stands. */
export interface Place {
  readonly file: string
  /** JSON path; for a table the line alone says where. */
  readonly path: string
  /** From 1. */
  readonly line: number
}

/** One occurrence of a record, with the ids of what it stands in filled in where it does not name them. */
export interface FoundRecord extends Place {
  readonly kind: RecordKind
  /** Stands inside another record: may be an abbreviation. */
  readonly nested: boolean
  readonly json: Json
  /** For a line of a table: which columns its lists came from. */
  readonly columns?: ColumnsOfLists
  /** What is to be said with this record about its file. */
  readonly remarks?: readonly ImportFinding[]
}

/** A place in a file that holds no usable record. */
export interface FoundFault extends Place {
  readonly kind: ImportKind
  readonly externalId: string | null
  readonly finding: ImportFinding
}

/** Takes what is found, one by one. */
export interface Finder {
  record(found: FoundRecord): void
  fault(found: FoundFault): void
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

/** Members of the outermost object whose lists are read item by item. */
export const LIST_MEMBERS: readonly string[] = PAGE_MEMBERS

interface Within extends Place {
  readonly nested: boolean
}

/**
 * Finds the records of one file: an object, an array, or a page envelope of them, and the records nested in
 * records. Kinds are recognised by their members. Nesting must have been limited before. Answers how many records
 * and faults were found.
 */
export const collectRecords = (file: string, content: HsdsContent, finder: Finder): number => {
  const found = new Search(finder)
  const top: Within = { file, path: '$', line: 1, nested: false }
  if (content.kind === 'list') found.list(listOf(content.items), top)
  else found.top(content.value, content.lists, top)
  if (found.count === 0) found.fault('file', top, 'directory_import_no_record')
  return found.count
}

type Items = Iterable<{ readonly item: ReadItem; readonly line: number | undefined }>

const listOf = function* (items: UnreadList): Items {
  for (let index = 0; index < items.length; index++)
    yield { item: items.read(index), line: items.lineOf(index) }
}

const valuesOf = function* (values: readonly unknown[]): Items {
  for (const value of values) yield { item: { value }, line: undefined }
}

const NO_LISTS: ReadonlyMap<string, UnreadList> = new Map()

class Search {
  count = 0
  readonly #finder: Finder
  constructor(finder: Finder) {
    this.#finder = finder
  }

  top(value: unknown, lists: ReadonlyMap<string, UnreadList>, place: Within) {
    if (!isObject(value)) return this.fault('unknown', place, 'directory_import_unknown_shape')
    if (lists.size === 0 || (has(value, 'id') && kindOf(value) !== 'unknown'))
      return this.#record(value, place, undefined, {}, lists)
    for (const [name, items] of lists) this.list(listOf(items), { ...place, path: `${place.path}.${name}` })
  }

  list(items: Items, place: Within, kind?: RecordKind, from?: Json) {
    let index = 0
    for (const { item, line = place.line } of items) {
      const at = { ...place, path: `${place.path}[${index++}]`, line }
      if ('finding' in item) this.#found(at, 'unknown', item.finding)
      else this.#record(item.value, at, kind, from)
    }
  }

  fault(kind: ImportKind, place: Within, reason: ImportReason, item: Json = {}) {
    this.#found(place, kind, { field: '', reason, params: {} }, item)
  }

  #found({ file, path, line }: Within, kind: ImportKind, finding: ImportFinding, item: Json = {}) {
    this.count++
    const externalId = recordId.safeParse(item['id']).data ?? null
    this.#finder.fault({ kind, file, path, line, externalId, finding })
  }

  #record(item: unknown, place: Within, kind?: RecordKind, from: Json = {}, lists = NO_LISTS) {
    if (!isObject(item)) return this.fault('unknown', place, 'directory_import_unknown_shape')
    const known = kind ?? kindOf(item)
    if (known === 'taxonomy' || known === 'unknown') {
      const reason = known === 'taxonomy' ? 'directory_import_taxonomy' : 'directory_import_unknown_shape'
      return this.fault(known, place, reason, item)
    }
    if (Object.hasOwn(item, '__proto__'))
      return this.fault(known, place, 'directory_import_forbidden_key', item)
    this.count++
    this.#finder.record({
      kind: known,
      json: { ...from, ...withoutAbsent(item), ...referencesOf(item) },
      ...place
    })
    this.#nested(known, item, place, lists)
  }

  #nested(kind: RecordKind, item: Json, place: Within, lists: ReadonlyMap<string, UnreadList>) {
    const at = (name: string): Within => ({ ...place, nested: true, path: `${place.path}.${name}` })
    for (const [name, inner, from] of NESTED[kind]) {
      const own = from === undefined ? {} : { [from]: item['id'] }
      const value = item[name]
      if (lists.has(name)) this.list(listOf(lists.get(name)!), at(name), inner, own)
      else if (Array.isArray(value)) this.list(valuesOf(value), at(name), inner, own)
      else if (value === undefined || value === null || value === '') continue
      else if (MANY.has(name)) this.fault(inner, at(name), 'directory_import_not_list')
      else this.#record(value, at(name), inner, own)
    }
  }
}

/** Records in records: the member, the kind of what it holds, and under which name that points back. */
const NESTED: Readonly<Record<RecordKind, readonly (readonly [string, RecordKind, string?])[]>> = {
  organization: [
    ['services', 'service', 'organization_id'],
    ['locations', 'location', 'organization_id']
  ],
  service: [
    ['organization', 'organization'],
    ['service_at_locations', 'service_at_location', 'service_id'],
    ['locations', 'location']
  ],
  service_at_location: [
    ['service', 'service'],
    ['location', 'location']
  ],
  location: []
}
const MANY: ReadonlySet<string> = new Set(['services', 'locations', 'service_at_locations'])

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

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const withoutAbsent = (item: Json): Json =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null && value !== ''))
