import type { z } from 'zod'
import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { readOwnCodes, type OwnCodes } from './attributes.ts'
import type { FoundRecord, Place, RecordKind } from './collectRecords.ts'
import type { ColumnsOfLists } from './csvLines.ts'
import { line } from './fields.ts'
import { SCHEMAS } from './schemas.ts'
import type { Location, Organization, Service, ServiceAtLocation } from './schemas.ts'

interface Values {
  organization: Organization
  location: Location
  service: Service
  service_at_location: ServiceAtLocation
}

/** Where a record stands that occurs perhaps several times: its first place that stands on its own, else its first. */
export interface RecordSource extends Place {
  readonly kind: RecordKind
  readonly id: string | undefined
  /** What was noticed while its occurrences became one. */
  readonly remarks: readonly ImportFinding[]
  readonly columns: ColumnsOfLists | undefined
}

/** A record whose every member that is read may reach a table. */
export interface ParsedRecord<Kind extends RecordKind = RecordKind> {
  readonly source: RecordSource
  readonly value: Values[Kind]
  readonly codes: OwnCodes['codes']
  readonly own: OwnCodes['own']
}

/** A record that must not reach a table, and why. */
export interface RefusedRecord {
  readonly source: RecordSource
  readonly refusals: readonly ImportFinding[]
}

/** All occurrences of one record as one; what they say is kept as UTF-8, outside the heap. */
interface Group {
  place: Place & { readonly nested: boolean }
  readonly kind: RecordKind
  readonly id: string | undefined
  json: Buffer
  repeats: number
  differing: Set<string> | undefined
  columns: ColumnsOfLists | undefined
  readonly remarks: readonly ImportFinding[]
}

/**
 * The records of a run by kind and id. Every occurrence of the same kind and id makes one record: the first one that
 * stands on its own is believed, else the first; the others only add what it lacks. A repeat that stands on its own
 * is remarked on, and so is every member in which occurrences contradict each other. Records without an id stay apart.
 */
export class RecordStore {
  readonly #groups: Readonly<Record<RecordKind, Map<string, Group>>> = {
    organization: new Map(),
    location: new Map(),
    service: new Map(),
    service_at_location: new Map()
  }
  readonly #loose: Group[] = []

  /** Only the members that are read are kept. */
  add(found: FoundRecord): void {
    const { kind, nested, file, path, line } = found
    const json = knownMembers(kind, found.json)
    const id = recordId.safeParse(found.json['id']).data ?? undefined
    const place = { file, path, line, nested }
    const held = id === undefined ? undefined : this.#groups[kind].get(id)
    if (held) return join(held, JSON.stringify(json), place)
    const group = {
      place,
      kind,
      id,
      json: Buffer.from(JSON.stringify(json)),
      repeats: 0,
      differing: undefined,
      columns: found.columns,
      remarks: found.remarks ?? []
    }
    if (id === undefined) this.#loose.push(group)
    else this.#groups[kind].set(id, group)
  }

  /** How many records there are, those without an id included. */
  get size(): number {
    return KINDS.reduce((sum, kind) => sum + this.#groups[kind].size, this.#loose.length)
  }

  /** True where a record says no id. */
  get hasLoose(): boolean {
    return this.#loose.length > 0
  }

  /** True where a record of that kind has that id, whether it fits or not. */
  names(kind: RecordKind, id: string): boolean {
    return this.#groups[kind].has(id)
  }

  /** Checks a record by the schema of its kind; `undefined` where there is none, or it does not fit. */
  find<Kind extends RecordKind>(kind: Kind, id: string | null | undefined): ParsedRecord<Kind> | undefined {
    const group = this.#groups[kind].get(id ?? '')
    const record = group && parseGroup<Kind>(group)
    return record && 'value' in record ? record : undefined
  }

  /** The records of one kind, each checked by the schema of its kind when its turn comes. */
  *list<Kind extends RecordKind>(kind: Kind): Generator<ParsedRecord<Kind> | RefusedRecord> {
    for (const group of this.#groups[kind].values()) yield parseGroup<Kind>(group)
  }

  /** The records that say no id; they are all refused. */
  *listLoose(): Generator<ParsedRecord | RefusedRecord> {
    for (const group of this.#loose) yield parseGroup(group)
  }
}

const KINDS = Object.keys(SCHEMAS) as RecordKind[]
const recordId = line(200)

type Json = Record<string, unknown>

const knownMembers = (kind: RecordKind, json: Json): Json => {
  const known: Json = {}
  for (const name of Object.keys(SCHEMAS[kind].shape)) if (Object.hasOwn(json, name)) known[name] = json[name]
  return known
}

const join = (group: Group, json: string, place: Group['place']) => {
  if (!place.nested && !group.place.nested) group.repeats++
  const promoted = !place.nested && group.place.nested
  const heldJson = group.json.toString()
  if (json !== heldJson) {
    const [held, given] = [JSON.parse(heldJson) as Json, JSON.parse(json) as Json]
    group.json = Buffer.from(promoted ? fill(group, given, held) : fill(group, held, given))
  }
  if (promoted) group.place = place
}

const fill = (group: Group, into: Json, from: Json): string => {
  for (const [name, value] of Object.entries(from)) {
    const held = into[name]
    if (isEmpty(held)) into[name] = value
    else if (!isEmpty(value) && JSON.stringify(held) !== JSON.stringify(value)) {
      group.differing ??= new Set()
      group.differing.add(name)
    }
  }
  return JSON.stringify(into)
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)

const sourceOf = ({ place, kind, id, repeats, differing, columns, remarks }: Group): RecordSource => ({
  file: place.file,
  path: place.path,
  line: place.line,
  kind,
  id,
  columns,
  remarks: [
    ...remarks,
    ...(repeats > 0
      ? [{ field: 'id', reason: 'directory_import_repeated', params: { count: repeats + 1 } } as const]
      : []),
    ...[...(differing ?? [])].map(
      (field) => ({ field, reason: 'directory_import_repeated_differs', params: {} }) as const
    )
  ]
})

const MOST_REASONS = 20

const parseGroup = <Kind extends RecordKind>(group: Group): ParsedRecord<Kind> | RefusedRecord => {
  const source = sourceOf(group)
  const result = SCHEMAS[group.kind].safeParse(JSON.parse(group.json.toString()))
  if (!result.success) return { source, refusals: result.error.issues.slice(0, MOST_REASONS).map(findingOf) }
  const value = result.data as Values[Kind]
  const { codes, own, refusals } = readOwnCodes(value.attributes)
  const all = 'schedules' in value ? [...refusals, ...scheduleRefusals(value.schedules)] : refusals
  return all.length > 0 ? { source, refusals: all.slice(0, MOST_REASONS) } : { source, value, codes, own }
}

const scheduleRefusals = (schedules: Service['schedules']) =>
  schedules.flatMap(
    ({ attributes }, index) => readOwnCodes(attributes, `schedules[${index}].attributes`).refusals
  )

const findingOf = (issue: z.core.$ZodIssue): ImportFinding => ({
  field: issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1),
  reason: issue.message as ImportReason,
  params: (issue.code === 'custom' && (issue.params as ImportFinding['params'])) || {}
})
