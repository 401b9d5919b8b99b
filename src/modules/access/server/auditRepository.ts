import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { AnyEvent, PayloadValue } from '../auditEvents.ts'

/** An event whose payload was checked. */
export interface Entry extends AnyEvent {
  readonly payload: Readonly<Record<string, PayloadValue>>
}

/**
 * Adds an entry to the chain of the transaction's organisation and answers its position; nothing where the same
 * session left the same entry within `quietFor` (an ISO 8601 duration).
 */
export const appendEntry = async (
  tx: Tx,
  { event, actor, record, payload }: Entry,
  quietFor?: string
): Promise<bigint | undefined> => {
  const { rows } = await sql<{ position: string | null }>`
    SELECT access_audit_append(${event}, ${actor ?? null}, ${record?.kind ?? null}, ${record?.id ?? null},
      ${JSON.stringify(payload)}::jsonb, ${quietFor ?? null}::interval) AS position`.execute(tx)
  const position = rows[0]?.position ?? null
  return position === null ? undefined : BigInt(position)
}
