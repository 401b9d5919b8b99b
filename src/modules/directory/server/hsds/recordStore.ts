import type { z } from 'zod'
import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { readOwnCodes, type OwnCodes } from './attributes.ts'
import type { FoundRecord, Place, RecordKind } from './collectRecords.ts'
import type { ColumnsOfLists } from './csvLines.ts'
import { line } from './fields.ts'
import { SCHEMAS } from './schemas.ts'
import type { Location, Organization, Service, ServiceAtLocation } from './schemas.ts'
import { textOf, TextStore, type StoredText } from '../textStore.ts'

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

/** All occurrences of one record as one. What they say is text outside the heap: the heap grows by this object only. */
interface Group {
  readonly kind: RecordKind
  readonly id: string | undefined
  file: string
  nested: boolean
  text: StoredText
  repeats: number
  differing: Set<string> | undefined
}

/** What a group keeps as text besides the record itself. */
interface Heading {
  readonly path: string
  readonly line: number
  readonly columns?: ColumnsOfLists | undefined
  readonly remarks?: readonly ImportFinding[] | undefined
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
  readonly #texts = new TextStore()

  /** Only the members that are read are kept. */
  add(found: FoundRecord): void {
    const { kind, nested, file, path, line, columns, remarks } = found
    const json = knownMembers(kind, found.json)
    const id = recordId.safeParse(found.json['id']).data ?? undefined
    const held = id === undefined ? undefined : this.#groups[kind].get(id)
    if (held) return this.#join(held, json, found)
    const text = this.#texts.add(written({ path, line, columns, remarks }, JSON.stringify(json)))
    const group = { kind, id, file, nested, text, repeats: 0, differing: undefined }
    if (id === undefined) this.#loose.push(group)
    else this.#groups[kind].set(id, group)
  }

  #join(group: Group, given: Json, { nested, file, path, line }: FoundRecord) {
    if (!nested && !group.nested) group.repeats++
    const promoted = !nested && group.nested
    const held = readText(group.text)
    const json = JSON.stringify(given)
    const joined =
      json === held.json
        ? json
        : promoted
          ? fill(group, given, JSON.parse(held.json) as Json)
          : fill(group, JSON.parse(held.json) as Json, given)
    if (promoted) {
      group.nested = false
      group.file = file
    } else if (joined === held.json) return
    const heading = promoted ? { ...held.heading, path, line } : held.heading
    group.text = this.#texts.add(written(heading, joined))
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

/** The heading is one line: JSON holds no line break that is not escaped. */
const written = (heading: Heading, json: string) => `${JSON.stringify(heading)}\n${json}`

const readText = (stored: StoredText): { heading: Heading; json: string } => {
  const text = textOf(stored)
  const end = text.indexOf('\n')
  return { heading: JSON.parse(text.slice(0, end)) as Heading, json: text.slice(end + 1) }
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

const sourceOf = (
  { file, kind, id, repeats, differing }: Group,
  { path, line, columns, remarks = [] }: Heading
): RecordSource => ({
  file,
  path,
  line,
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
  const { heading, json } = readText(group.text)
  const source = sourceOf(group, heading)
  const result = SCHEMAS[group.kind].safeParse(JSON.parse(json))
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
