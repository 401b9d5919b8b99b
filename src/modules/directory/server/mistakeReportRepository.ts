import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { CentreSlug, MistakeKind } from '../model.ts'
import type { DirectoryTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<DirectoryTables>()

/** A report as it is written. */
export interface MistakeReport {
  /** UUID, made with the form. */
  readonly key: string
  readonly slug: string
  readonly kinds: readonly MistakeKind[]
  readonly locale: string
}

/** Stores a report with the portal's rights; `unknown`: no public centre has the slug, `full`: today's limit is reached. */
export const insertMistakeReport = async (
  tx: Tx,
  { key, slug, kinds, locale }: MistakeReport
): Promise<'stored' | 'unknown' | 'full'> => {
  const { rows } = await sql<{ answer: 'stored' | 'unknown' | 'full' }>`
    SELECT directory_report_mistake(${key}::uuid, ${slug}, ${kinds}::text[], ${locale}) AS answer`.execute(tx)
  return rows[0]!.answer
}

/** How often each kind is reported of each centre, with the last day; by centre, then by kind. */
export const countMistakeReports = (tx: Tx) =>
  tables(tx)
    .selectFrom('directory_mistake_report as report')
    .innerJoin('directory_centre as centre', 'centre.id', 'report.centre_id')
    .innerJoin(sql<{ kind: MistakeKind }>`unnest(report.kinds)`.as<'wrong'>(sql`wrong(kind)`), (join) =>
      join.onTrue()
    )
    .select(['centre.slug', 'centre.name', 'wrong.kind'])
    .select(sql<number>`count(*)::integer`.as('reports'))
    .select(sql<string>`max(report.reported_on)::text`.as('lastOn'))
    .groupBy(['centre.slug', 'centre.name', 'wrong.kind'])
    .orderBy('centre.slug')
    .orderBy('wrong.kind')
    .execute()

/** Deletes the reports about one centre; answers how many there were. */
export const deleteReportsAbout = async (tx: Tx, slug: CentreSlug): Promise<number> => {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('directory_mistake_report')
    .where('centre_id', 'in', (centres) =>
      centres.selectFrom('directory_centre as centre').select('centre.id').where('centre.slug', '=', slug)
    )
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Deletes the reports made before a day; answers how many there were. */
export const deleteReportsBefore = async (tx: Tx, day: Temporal.PlainDate): Promise<number> => {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('directory_mistake_report')
    .where('reported_on', '<', sql<Date>`${day.toString()}::date`)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
