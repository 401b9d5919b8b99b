import { findReaderOnDuty, sealToTeam } from '#modules/access/server/index.ts'
import type { TeamId } from '#modules/access/index.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { insertMistakeReport, insertMistakeWords, type MistakeReport } from './mistakeReportRepository.ts'

/** The table of what visitors write, to which it is bound when it is sealed. */
export const WORDS_TABLE = 'directory_mistake_words'

/** Whether a visitor may write something beside a report: only where a team holds a key that opens it. */
export const takesMistakeWords = async (ctx: Ctx): Promise<boolean> =>
  (await ctx.read((tx) => findReaderOnDuty(tx, ctx, 'mistakeReports'))) !== undefined

/**
 * Stores what a visitor says is wrong about a centre, and what they write about it, sealed to the team that has the duty. A report that is sent again is done again without being stored
 * twice. Refuses a slug that no public centre has, reports beyond the limit of a day, and words that nobody could read (`closed`).
 */
export const reportMistake = (
  ctx: Ctx,
  { words = '', ...report }: MistakeReport & { readonly words?: string }
): Promise<Outcome<undefined, 'unknown' | 'full' | 'closed'>> =>
  ctx.write(async (tx) => {
    const teamId = words ? await findReaderOnDuty(tx, ctx, 'mistakeReports') : undefined
    if (words && !teamId) return refuse('closed')
    const answer = await insertMistakeReport(tx, report)
    if (answer === 'unknown' || answer === 'full') return refuse(answer)
    if (teamId && answer === 'stored') await keepWords(tx, ctx, teamId, { reportId: report.key, words })
    return done(undefined)
  })

const keepWords = async (
  tx: Tx,
  ctx: Ctx,
  teamId: TeamId,
  { reportId, words }: { readonly reportId: string; readonly words: string }
): Promise<void> => {
  const sealed = await sealToTeam(tx, ctx, { teamId, table: WORDS_TABLE, row: reportId, texts: { words } })
  if (!sealed) throw new Error('The team lost its key while a report was written')
  await insertMistakeWords(tx, { reportId, keyId: sealed.keyId, words: sealed.columns.words })
}
