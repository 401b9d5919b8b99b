import { BEGINNING, hashOf, type AuditRow } from './auditRow.ts'

/** A position whose hash is known from elsewhere: from an anchor, from the head of the chain. */
export interface KnownPoint {
  readonly position: number
  readonly hash: Uint8Array
}

/** Something that is wrong with a chain. Positions are first and last, both included. */
export interface AuditFault {
  readonly kind:
    | 'edited' // the entry does not have the hash of its content
    | 'unlinked' // the entry was not written after the one before it
    | 'missing' // entries between two others are not there
    | 'disordered' // the entry stands after one with the same or a later position
    | 'foreign' // the entry is another organisation's
    | 'truncated' // entries at the end are not there
    | 'rewritten' // somewhere between, the chain is another one than the anchor saw
  readonly from: number
  readonly to: number
}

export interface AuditVerdict {
  readonly entries: number
  /** Position of the last entry, 0 without any. */
  readonly last: number
  /** Up to where a known point confirms the chain; 0 where none does. */
  readonly confirmed: number
  /** In the order of their positions, at most {@link MOST_FAULTS}. Empty: the chain is whole. */
  readonly faults: readonly AuditFault[]
}

/** After so many, nothing more is learned from further ones. */
export const MOST_FAULTS = 100

/**
 * Looks through an organisation's chain from its beginning, in the order of its positions, holding one entry at a
 * time. Finds every edit, deletion, insertion and reordering by itself; what was cut off at the end or written anew
 * as a whole, up to the last known point.
 */
export const verifyAudit = async (
  organisationId: string,
  rows: AsyncIterable<AuditRow> | Iterable<AuditRow>,
  points: readonly KnownPoint[]
): Promise<AuditVerdict> => {
  const known = Map.groupBy(points, ({ position }) => position)
  const faults: AuditFault[] = []
  const add = (kind: AuditFault['kind'], from: number, to = from) => {
    if (faults.length < MOST_FAULTS) faults.push({ kind, from, to })
  }
  let [entries, last, confirmed] = [0, 0, 0]
  let before: Uint8Array = BEGINNING
  for await (const row of rows) {
    entries += 1
    for (const fault of faultsOf(row, { organisationId, last, before })) add(fault.kind, fault.from, fault.to)
    const expected = known.get(row.position) ?? []
    if (expected.some(({ hash }) => !isSame(hash, row.hash))) add('rewritten', confirmed + 1, row.position)
    else if (expected.length > 0) confirmed = row.position
    last = Math.max(last, row.position)
    before = row.hash
  }
  const end = points.reduce((most, { position }) => Math.max(most, position), 0)
  if (end > last) add('truncated', last + 1, end)
  return { entries, last, confirmed, faults }
}

interface Place {
  readonly organisationId: string
  readonly last: number
  readonly before: Uint8Array
}

/** What is wrong with one entry at its place. Where entries are missing before it, it cannot be linked to them. */
const faultsOf = (row: AuditRow, { organisationId, last, before }: Place): AuditFault[] => {
  const { position } = row
  const faults: AuditFault[] = []
  const here = (kind: AuditFault['kind']) => faults.push({ kind, from: position, to: position })
  if (position > last + 1) faults.push({ kind: 'missing', from: last + 1, to: position - 1 })
  if (position <= last) here('disordered')
  if (row.organisationId !== organisationId) here('foreign')
  if (!isSame(hashOf(row), row.hash)) here('edited')
  else if (position === last + 1 && !isSame(row.previousHash, before)) here('unlinked')
  return faults
}

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0
