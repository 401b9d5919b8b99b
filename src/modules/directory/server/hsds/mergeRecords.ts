import type { ImportFinding } from '../../importReport.ts'
import type { FoundRecord } from './collectRecords.ts'
import { line } from './fields.ts'
import { SCHEMAS } from './schemas.ts'

/** All occurrences of one record as one. */
export interface MergedRecord extends FoundRecord {
  readonly id: string | undefined
  readonly remarks: readonly ImportFinding[]
}

interface Group {
  readonly first: FoundRecord
  readonly json: Record<string, unknown>
  repeats: number
  readonly differing: Set<string>
}

/**
 * Makes one record of every occurrence of the same kind and id. The first one that stands on its own is
 * believed, else the first; the others only add what it lacks. A repeat that stands on its own is remarked on,
 * and so is every member in which occurrences contradict each other. Records without an id stay apart.
 */
export const mergeRecords = (records: readonly FoundRecord[]): MergedRecord[] => {
  const groups = new Map<string, Group>()
  const believed = [
    ...records.filter((record) => !record.nested),
    ...records.filter((record) => record.nested)
  ]
  const loose: MergedRecord[] = []
  for (const record of believed) {
    const id = idOf(record)
    if (id === undefined) {
      loose.push({ ...record, id, remarks: [] })
      continue
    }
    const key = `${record.kind} ${id}`
    const group = groups.get(key)
    if (group) join(group, record)
    else groups.set(key, { first: record, json: { ...record.json }, repeats: 0, differing: new Set() })
  }
  return [...[...groups.values()].map(merged), ...loose]
}

/** The id in the form in which it reaches the tables. */
const idOf = ({ json }: FoundRecord) => recordId.safeParse(json['id']).data ?? undefined

const recordId = line(200)

const join = (group: Group, { kind, json, nested }: FoundRecord) => {
  if (!nested) group.repeats++
  for (const name of Object.keys(SCHEMAS[kind].shape)) {
    const [held, value] = [group.json[name], json[name]]
    if (isEmpty(held)) group.json[name] = value
    else if (!isEmpty(value) && !sameValue(held, value)) group.differing.add(name)
  }
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)

const sameValue = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

const merged = ({ first, json, repeats, differing }: Group): MergedRecord => ({
  ...first,
  json,
  id: idOf(first),
  remarks: [
    ...(repeats > 0
      ? [{ field: 'id', reason: 'directory_import_repeated', params: { count: repeats + 1 } } as const]
      : []),
    ...[...differing].map(
      (field) => ({ field, reason: 'directory_import_repeated_differs', params: {} }) as const
    )
  ]
})
