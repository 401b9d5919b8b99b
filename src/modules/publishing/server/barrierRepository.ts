import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { BarrierReport } from '../model.ts'
import type { PublishingTables } from './tables.ts'

/** What became of a report: `known` was sent before, `full` means that no more are kept today. */
export type ReportFate = 'stored' | 'known' | 'full'

/** Stores a report through the one function that the portal may call. */
export const callReportBarrier = async (
  tx: Tx,
  { id, page, kind, locale }: Omit<BarrierReport, 'page'> & { readonly page: string }
): Promise<ReportFate> => {
  const { rows } = await sql<{ fate: ReportFate }>`
    SELECT publishing_report_barrier(${id}, ${page}, ${kind}, ${locale}) AS fate`.execute(tx)
  return rows[0]!.fate
}

/** Deletes the reports made before a day; answers how many there were. */
export const deleteBarriersBefore = async (tx: Tx, day: Temporal.PlainDate): Promise<number> => {
  const { numDeletedRows } = await tx
    .$extendTables<PublishingTables>()
    .deleteFrom('publishing_barrier_report')
    .where('reported_on', '<', sql<Date>`${day.toString()}::date`)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
