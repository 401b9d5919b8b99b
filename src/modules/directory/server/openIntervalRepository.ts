import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { CentreId, IntervalKind, OfferId } from '../model.ts'
import type { DirectoryTables } from './tables.ts'

/** One stretch in milliseconds since 1970. There are very many: a Temporal.Instant each would take memory that no collector sees. */
export interface IntervalRow {
  readonly kind: IntervalKind
  readonly from: number
  readonly to: number
}

/** What an offer's intervals shall be. */
export interface OfferIntervals {
  readonly offerId: OfferId
  readonly rows: readonly IntervalRow[]
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

/** The next `limit` offers that are not archived, in the order of their ids, after `after`. */
export const listHours = async (tx: Tx, after: OfferId | undefined, limit: number): Promise<HoursRow[]> => {
  const rows = await selectHours(tx)
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(hoursOf)
}

/** The hours of those of these offers that are not archived. */
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
    .where('archived_at', 'is', null)

type SelectedHours = Awaited<ReturnType<ReturnType<typeof selectHours>['execute']>>[number]

const hoursOf = (row: SelectedHours): HoursRow => ({
  offerId: row.id,
  walkIn: row.hours_walk_in,
  appointment: row.hours_appointment,
  office: row.hours_office,
  pleaseCall: row.hours_please_call
})

/** Makes the rows the only intervals of their offers; those that stay the same are not touched. */
export const replaceIntervals = async (tx: Tx, offers: readonly OfferIntervals[]): Promise<void> => {
  const held = await listHeldKeys(
    tx,
    offers.map(({ offerId }) => offerId)
  )
  const [gone, fresh]: [OfferKeys[], OfferKeys[]] = [[], []]
  for (const { offerId, rows } of offers) {
    const left = new Set(held.get(offerId))
    const added = rows.map(keyOf).filter((key) => !left.delete(key))
    if (added.length > 0) fresh.push({ offerId, keys: added.join() })
    if (left.size > 0) gone.push({ offerId, keys: [...left].join() })
  }
  await deleteIntervals(tx, gone)
  await insertIntervals(tx, fresh)
}

/** The keys of the intervals that the table has, by offer: one row an offer, for the intervals are many. */
const listHeldKeys = async (tx: Tx, offerIds: readonly OfferId[]): Promise<Map<OfferId, string[]>> => {
  const rows = await tables(tx)
    .selectFrom('directory_open_interval')
    .select([
      'service_at_centre_id as offerId',
      sql<string>`string_agg(kind || ' ' || (extract(epoch FROM starts_at) * 1000)::bigint || ' '
        || (extract(epoch FROM ends_at) * 1000)::bigint, ',')`.as('keys')
    ])
    .where('service_at_centre_id', '=', sql<OfferId>`ANY(${offerIds}::uuid[])`)
    .groupBy('service_at_centre_id')
    .execute()
  return new Map(rows.map(({ offerId, keys }) => [offerId, keys.split(',')]))
}

/** Tells a row from others of its offer. */
const keyOf = ({ kind, from, to }: IntervalRow) => `${kind} ${from} ${to}`

/** The keys of some of an offer's intervals, with commas: they travel as one text, for the intervals are many. */
interface OfferKeys {
  readonly offerId: OfferId
  readonly keys: string
}

const deleteIntervals = async (tx: Tx, gone: readonly OfferKeys[]) => {
  if (gone.length === 0) return
  await sql`DELETE FROM directory_open_interval held USING ${unnested(gone)}
    WHERE held.service_at_centre_id = given.offer_id AND held.kind = split_part(key, ' ', 1)
      AND held.starts_at = ${timeOf(2)}`.execute(tx)
}

const insertIntervals = async (tx: Tx, fresh: readonly OfferKeys[]) => {
  if (fresh.length === 0) return
  await sql`INSERT INTO directory_open_interval (service_at_centre_id, kind, starts_at, ends_at)
    SELECT offer_id, split_part(key, ' ', 1), ${timeOf(2)}, ${timeOf(3)} FROM ${unnested(fresh)}
    ON CONFLICT DO NOTHING`.execute(tx)
}

const unnested = (offers: readonly OfferKeys[]) =>
  sql`unnest(${offers.map(({ offerId }) => offerId)}::uuid[], ${offers.map(({ keys }) => keys)}::text[])
    AS given (offer_id, keys), string_to_table(keys, ',') AS key`

const timeOf = (part: 2 | 3) =>
  sql`to_timestamp(split_part(key, ' ', ${sql.lit(part)})::double precision / 1000)`

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
