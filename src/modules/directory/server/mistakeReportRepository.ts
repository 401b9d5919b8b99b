import { sql } from 'kysely'
import type { RecordKeyId } from '#modules/access/index.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
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

/** What a visitor wrote, as it is kept. */
export interface MistakeWords {
  readonly reportId: string
  readonly keyId: RecordKeyId
  readonly words: Buffer
}

/** A report for the team that answers it. */
export interface MistakeRow {
  readonly id: string
  readonly slug: CentreSlug
  readonly name: string
  readonly kinds: readonly MistakeKind[]
  readonly locale: string
  /** ISO day. */
  readonly reportedOn: string
  readonly keyId: RecordKeyId | null
  readonly words: Buffer | null
}

/** What became of a report: `again`: it was stored before, `unknown`: no public centre has the slug, `full`: today's limit is reached. */
export type ReportAnswer = 'stored' | 'again' | 'unknown' | 'full'

/** Stores a report with the portal's rights. */
export const insertMistakeReport = async (
  tx: Tx,
  { key, slug, kinds, locale }: MistakeReport
): Promise<ReportAnswer> => {
  const { rows } = await sql<{ answer: ReportAnswer }>`
    SELECT directory_report_mistake(${key}::uuid, ${slug}, ${kinds}::text[], ${locale}) AS answer`.execute(tx)
  return rows[0]!.answer
}

/** Keeps what a visitor wrote beside their report, of which the portal reads nothing back. */
export const insertMistakeWords = async (tx: Tx, { reportId, keyId, words }: MistakeWords): Promise<void> => {
  await sql`INSERT INTO directory_mistake_words (report_id, organisation_id, key_id, words)
    VALUES (${reportId}, ${ownOrganisation()}, ${keyId}, ${words})`.execute(tx)
}

/** The reports that wait for an answer, the oldest first; at most `limit`. */
export const selectMistakes = (tx: Tx, limit: number): Promise<MistakeRow[]> =>
  tables(tx)
    .selectFrom('directory_mistake_report as report')
    .innerJoin('directory_centre as centre', 'centre.id', 'report.centre_id')
    .leftJoin('directory_mistake_words as words', 'words.report_id', 'report.id')
    .select(['report.id', 'centre.slug', 'centre.name', 'report.kinds', 'report.locale', 'words.words'])
    .select('words.key_id as keyId')
    .select(sql<string>`report.reported_on::text`.as('reportedOn'))
    .where('report.organisation_id', '=', ownOrganisation())
    .orderBy('report.reported_on')
    .orderBy('report.id')
    .limit(limit)
    .execute()

/** How many reports wait for an answer. */
export const countMistakes = async (tx: Tx): Promise<number> => {
  const { count } = await tables(tx)
    .selectFrom('directory_mistake_report')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('organisation_id', '=', ownOrganisation())
    .executeTakeFirstOrThrow()
  return count
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

/** Which reports go. */
export type Going =
  { readonly id: string } | { readonly about: CentreSlug } | { readonly before: Temporal.PlainDate }

const isGoing = (going: Going) => {
  const own = sql<boolean>`report.organisation_id = ${ownOrganisation()}`
  if ('id' in going) return sql<boolean>`${own} AND report.id = ${going.id}`
  if ('before' in going) return sql<boolean>`${own} AND report.reported_on < ${going.before.toString()}::date`
  return sql<boolean>`${own} AND report.centre_id IN (SELECT id FROM directory_centre WHERE slug = ${going.about})`
}

/** Deletes reports with what was written beside them; answers how many, and the keys that are to be destroyed with them. */
export const deleteReports = async (
  tx: Tx,
  going: Going
): Promise<{ readonly count: number; readonly keyIds: readonly RecordKeyId[] }> => {
  const keys = await tables(tx)
    .deleteFrom('directory_mistake_words')
    .where('report_id', 'in', (reports) =>
      reports.selectFrom('directory_mistake_report as report').select('report.id').where(isGoing(going))
    )
    .returning('key_id as keyId')
    .execute()
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('directory_mistake_report as report')
    .where(isGoing(going))
    .executeTakeFirstOrThrow()
  return { count: Number(numDeletedRows), keyIds: keys.map(({ keyId }) => keyId) }
}
