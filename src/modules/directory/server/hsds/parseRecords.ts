import type { z } from 'zod'
import type { ImportFinding, ImportReason } from '../../importReport.ts'
import { readOwnCodes, type OwnCodes } from './attributes.ts'
import type { RecordKind } from './collectRecords.ts'
import type { MergedRecord } from './mergeRecords.ts'
import { SCHEMAS } from './schemas.ts'
import type { Attribute, Location, Organization, Service, ServiceAtLocation } from './schemas.ts'

interface Values {
  organization: Organization
  location: Location
  service: Service
  service_at_location: ServiceAtLocation
}

/** A record whose every member that is read may reach a table. */
export interface ParsedRecord<Kind extends RecordKind = RecordKind> {
  readonly source: MergedRecord
  readonly kind: Kind
  readonly value: Values[Kind]
  readonly codes: OwnCodes['codes']
}

/** A record that must not reach a table, and why. */
export interface RefusedRecord {
  readonly source: MergedRecord
  readonly refusals: readonly ImportFinding[]
}

/** The records of a run by kind and id; those that do not fit are apart. */
export interface ParsedRecords {
  readonly organization: Map<string, ParsedRecord<'organization'>>
  readonly location: Map<string, ParsedRecord<'location'>>
  readonly service: Map<string, ParsedRecord<'service'>>
  readonly service_at_location: Map<string, ParsedRecord<'service_at_location'>>
  readonly refused: RefusedRecord[]
}

/** Checks every record by the schema of its kind; one that does not fit is refused with all its reasons. */
export const parseRecords = (records: readonly MergedRecord[]): ParsedRecords => {
  const parsed: ParsedRecords = {
    organization: new Map(),
    location: new Map(),
    service: new Map(),
    service_at_location: new Map(),
    refused: []
  }
  for (const source of records) {
    const result = SCHEMAS[source.kind].safeParse(source.json)
    if (!result.success) {
      parsed.refused.push({ source, refusals: result.error.issues.slice(0, MOST_REASONS).map(findingOf) })
      continue
    }
    const value = result.data
    const attributes: readonly Attribute[] = 'attributes' in value ? value.attributes : []
    const { codes, refusals } = readOwnCodes(attributes)
    if (refusals.length > 0) parsed.refused.push({ source, refusals })
    else
      (parsed[source.kind] as Map<string, unknown>).set(value.id, { source, kind: source.kind, value, codes })
  }
  return parsed
}

const MOST_REASONS = 20

const findingOf = (issue: z.core.$ZodIssue): ImportFinding => ({
  field: issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1),
  reason: issue.message as ImportReason,
  params: (issue.code === 'custom' && (issue.params as ImportFinding['params'])) || {}
})
