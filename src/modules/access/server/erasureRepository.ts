import { sql } from 'kysely'
import type { OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { Erasure } from './audit/anchor.ts'
import type { ErasureKind } from './replayErasures.ts'

/**
 * Writes into the ledger that this was erased, so that a restored backup erases it again. It takes the lock of the
 * organisation's ledger until the transaction ends: after every lock on what is erased, before the audit's.
 */
export const noteErasure = async (tx: Tx, kind: ErasureKind, id: string): Promise<void> => {
  await sql`SELECT access_note_erasure(${kind}, ${id})`.execute(tx)
}

/** The erasures of an organisation after a number, at most so many, and how many there are by now. */
export const selectErasures = async (
  tx: Tx,
  organisationId: OrganisationId,
  after: number,
  most: number
): Promise<{ readonly count: number; readonly erased: readonly Erasure[] }> => {
  const counted = await sql<{ count: string }>`
    SELECT coalesce(max(number), 0) AS count FROM access_erasure WHERE organisation_id = ${organisationId}`.execute(
    tx
  )
  const { rows } = await sql<Omit<Erasure, 'number'> & { number: string }>`
    SELECT number, kind, erased_id AS id,
      to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS time
    FROM access_erasure WHERE organisation_id = ${organisationId} AND number > ${after}
      AND number <= ${counted.rows[0]!.count}
    ORDER BY number LIMIT ${most}`.execute(tx)
  const erased = rows.map((row) => ({ ...row, number: Number(row.number) }))
  return { count: Number(counted.rows[0]!.count), erased }
}

/** Whether the ledger of the organisation has this erasure. */
export const knowsErasure = async (
  tx: Tx,
  organisationId: OrganisationId,
  { kind, id }: Pick<Erasure, 'kind' | 'id'>
): Promise<boolean> => {
  const { rows } = await sql`SELECT FROM access_erasure
    WHERE organisation_id = ${organisationId} AND kind = ${kind} AND erased_id = ${id}`.execute(tx)
  return rows.length > 0
}

/** Takes an erasure over from a ledger elsewhere, with its time. The owner alone may. */
export const takeErasureOver = async (
  tx: Tx,
  organisationId: OrganisationId,
  { kind, id, time }: Erasure
): Promise<void> => {
  await sql`INSERT INTO access_erasure
    SELECT ${organisationId}::uuid, coalesce(max(number), 0) + 1, ${kind}, ${id}::uuid, ${time}::timestamptz
    FROM access_erasure WHERE organisation_id = ${organisationId}`.execute(tx)
}
