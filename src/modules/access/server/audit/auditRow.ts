import { createHash } from 'node:crypto'

/** One entry of a chain, its columns as the hash reads them. */
export interface AuditRow {
  readonly organisationId: string
  readonly position: number
  /** Microseconds since 1970. */
  readonly occurredAt: string
  readonly event: string
  readonly actorId: string | null
  readonly sessionId: string | null
  readonly recordKind: string | null
  readonly recordId: string | null
  /** As PostgreSQL writes `jsonb`. */
  readonly payload: string
  readonly previousHash: Uint8Array
  readonly hash: Uint8Array
}

/** What stands before the first entry. */
export const BEGINNING: Uint8Array = new Uint8Array(32)

const ABSENT = Buffer.from('ffffffff', 'hex')

/** The hash that an entry must have: what `access_audit_hash` computes in the database, byte for byte. */
export const hashOf = (row: AuditRow): Buffer => {
  const hash = createHash('sha256').update('anlaufstelle audit 1')
  const fields = [
    Buffer.from(row.previousHash).toString('hex'),
    row.organisationId,
    String(row.position),
    row.occurredAt,
    row.event,
    row.actorId,
    row.sessionId,
    row.recordKind,
    row.recordId,
    row.payload
  ]
  for (const field of fields) {
    if (field === null) hash.update(ABSENT)
    else hash.update(lengthOf(field)).update(field)
  }
  return hash.digest()
}

const lengthOf = (field: string) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(field))
  return length
}
