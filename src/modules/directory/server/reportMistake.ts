import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { insertMistakeReport, type MistakeReport } from './mistakeReportRepository.ts'

/**
 * Stores what a visitor says is wrong about a centre. A report that is sent again is done again without being stored
 * twice. Refuses a slug that no public centre has, and reports beyond the limit of a day.
 */
export const reportMistake = async (
  ctx: Ctx,
  report: MistakeReport
): Promise<Outcome<undefined, 'unknown' | 'full'>> => {
  const answer = await ctx.write((tx) => insertMistakeReport(tx, report))
  return answer === 'stored' ? done(undefined) : refuse(answer)
}
