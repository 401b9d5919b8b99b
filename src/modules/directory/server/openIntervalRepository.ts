import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { IntervalKind, OfferId } from '../model.ts'
import type { DirectoryTables } from './tables.ts'

/** One stretch of one offer. */
export interface IntervalRow {
  readonly offerId: OfferId
  readonly kind: IntervalKind
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

/** The hours of one offer, as texts. */
export interface HoursRow {
  readonly offerId: OfferId
  readonly walkIn: string | null
  readonly appointment: string | null
  /** What the table says so far; `undefined`: not known. */
  readonly pleaseCall: boolean | undefined
}

const tables = (tx: Tx) => tx.$extendTables<DirectoryTables>()

/** The next `limit` offers in the order of their ids, after `after`. */
export const listHours = async (tx: Tx, after: OfferId | undefined, limit: number): Promise<HoursRow[]> => {
  const rows = await tables(tx)
    .selectFrom('directory_service_at_centre')
    .select(['id', 'hours_walk_in', 'hours_appointment', 'hours_please_call'])
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
  return rows.map((row) => ({
    offerId: row.id,
    walkIn: row.hours_walk_in,
    appointment: row.hours_appointment,
    pleaseCall: row.hours_please_call
  }))
}

/** Makes `rows` the only intervals of the offers; those that stay the same are not touched. */
export const replaceIntervals = async (
  tx: Tx,
  offerIds: readonly OfferId[],
  rows: readonly IntervalRow[]
): Promise<void> => {
  const wanted = sql`unnest(${rows.map((row) => row.offerId)}::uuid[], ${rows.map((row) => row.kind)}::text[],
    ${rows.map((row) => row.startsAt.toString())}::timestamptz[],
    ${rows.map((row) => row.endsAt.toString())}::timestamptz[]) AS wanted (offer_id, kind, starts_at, ends_at)`
  await sql`DELETE FROM directory_open_interval held
    WHERE held.service_at_centre_id = ANY(${offerIds}::uuid[]) AND NOT EXISTS (
      SELECT FROM ${wanted} WHERE wanted.offer_id = held.service_at_centre_id AND wanted.kind = held.kind
        AND wanted.starts_at = held.starts_at AND wanted.ends_at = held.ends_at)`.execute(tx)
  await sql`INSERT INTO directory_open_interval (service_at_centre_id, kind, starts_at, ends_at)
    SELECT offer_id, kind, starts_at, ends_at FROM ${wanted} ON CONFLICT DO NOTHING`.execute(tx)
}

/** Notes of offers whether their hours can be computed for the coming days. */
export const markPleaseCall = async (
  tx: Tx,
  offerIds: readonly OfferId[],
  pleaseCall: boolean
): Promise<void> => {
  if (offerIds.length === 0) return
  await tables(tx)
    .updateTable('directory_service_at_centre')
    .set({ hours_please_call: pleaseCall })
    .where('id', '=', sql<OfferId>`ANY(${offerIds}::uuid[])`)
    .execute()
}
