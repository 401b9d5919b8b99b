import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { CentreId, IntervalKind, OfferId } from '../model.ts'
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
  readonly office: string | null
  /** What the table says so far; `undefined`: not known. */
  readonly pleaseCall: boolean | undefined
}

const tables = (tx: Tx) => tx.$extendTables<DirectoryTables>()

/** The next `limit` offers in the order of their ids, after `after`. */
export const listHours = async (tx: Tx, after: OfferId | undefined, limit: number): Promise<HoursRow[]> => {
  const rows = await selectHours(tx)
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(hoursOf)
}

/** The hours of these offers. */
export const listHoursOf = async (tx: Tx, offerIds: readonly OfferId[]): Promise<HoursRow[]> => {
  const rows = await selectHours(tx)
    .where('id', '=', sql<OfferId>`ANY(${offerIds}::uuid[])`)
    .execute()
  return rows.map(hoursOf)
}

/** The offers at these centres. */
export const listOfferIdsAt = async (tx: Tx, centreIds: readonly CentreId[]): Promise<OfferId[]> => {
  const rows = await tables(tx)
    .selectFrom('directory_service_at_centre')
    .select('id')
    .where('centre_id', '=', sql<CentreId>`ANY(${centreIds}::uuid[])`)
    .execute()
  return rows.map(({ id }) => id)
}

const selectHours = (tx: Tx) =>
  tables(tx)
    .selectFrom('directory_service_at_centre')
    .select(['id', 'hours_walk_in', 'hours_appointment', 'hours_office', 'hours_please_call'])

type SelectedHours = Awaited<ReturnType<ReturnType<typeof selectHours>['execute']>>[number]

const hoursOf = (row: SelectedHours): HoursRow => ({
  offerId: row.id,
  walkIn: row.hours_walk_in,
  appointment: row.hours_appointment,
  office: row.hours_office,
  pleaseCall: row.hours_please_call
})

/** Makes `rows` the only intervals of the offers; those that stay the same are not touched. */
export const replaceIntervals = async (
  tx: Tx,
  offerIds: readonly OfferId[],
  rows: readonly IntervalRow[]
): Promise<void> => {
  const held = await listHeld(tx, offerIds)
  const [heldKeys, wantedKeys] = [new Set(held.map(keyOf)), new Set(rows.map(keyOf))]
  await deleteIntervals(
    tx,
    held.filter((row) => !wantedKeys.has(keyOf(row)))
  )
  await insertIntervals(
    tx,
    rows.filter((row) => !heldKeys.has(keyOf(row)))
  )
}

const keyOf = ({ offerId, kind, startsAt, endsAt }: IntervalRow) =>
  `${offerId} ${kind} ${startsAt.epochMilliseconds} ${endsAt.epochMilliseconds}`

const listHeld = async (tx: Tx, offerIds: readonly OfferId[]): Promise<IntervalRow[]> => {
  const rows = await tables(tx)
    .selectFrom('directory_open_interval')
    .selectAll()
    .where('service_at_centre_id', '=', sql<OfferId>`ANY(${offerIds}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    offerId: row.service_at_centre_id,
    kind: row.kind,
    startsAt: Temporal.Instant.fromEpochMilliseconds(row.starts_at.getTime()),
    endsAt: Temporal.Instant.fromEpochMilliseconds(row.ends_at.getTime())
  }))
}

const deleteIntervals = async (tx: Tx, rows: readonly IntervalRow[]) => {
  if (rows.length === 0) return
  await sql`DELETE FROM directory_open_interval held USING ${unnested(rows)}
    WHERE held.service_at_centre_id = given.offer_id AND held.kind = given.kind
      AND held.starts_at = given.starts_at`.execute(tx)
}

const insertIntervals = async (tx: Tx, rows: readonly IntervalRow[]) => {
  if (rows.length === 0) return
  await sql`INSERT INTO directory_open_interval (service_at_centre_id, kind, starts_at, ends_at)
    SELECT offer_id, kind, starts_at, ends_at FROM ${unnested(rows)} ON CONFLICT DO NOTHING`.execute(tx)
}

const unnested = (rows: readonly IntervalRow[]) =>
  sql`unnest(${rows.map((row) => row.offerId)}::uuid[], ${rows.map((row) => row.kind)}::text[],
    ${rows.map((row) => row.startsAt.toString())}::timestamptz[],
    ${rows.map((row) => row.endsAt.toString())}::timestamptz[]) AS given (offer_id, kind, starts_at, ends_at)`

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
