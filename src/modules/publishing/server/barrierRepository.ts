import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { BarrierReport } from '../model.ts'

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
