import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { CentreSlug, MistakeKind } from '../model.ts'
import { countMistakeReports, deleteReportsAbout, deleteReportsBefore } from './mistakeReportRepository.ts'

/** How often one thing is reported of one centre. */
export interface MistakeCount {
  readonly slug: CentreSlug
  readonly name: string
  readonly kind: MistakeKind
  readonly reports: number
  /** ISO text. */
  readonly lastOn: string
}

/** What visitors report, by centre and kind. */
export const countReports = (ctx: Ctx): Promise<MistakeCount[]> => ctx.read(countMistakeReports)

/** Forgets the reports about one centre, because they are answered; says how many there were. */
export const answerReports = (ctx: Ctx, slug: string): Promise<number> =>
  ctx.write((tx) => deleteReportsAbout(tx, slug as CentreSlug))

/** Forgets reports that nobody answered within a year; says how many there were. */
export const forgetOldReports = (ctx: Ctx): Promise<number> =>
  ctx.write((tx) => deleteReportsBefore(tx, todayIn(ctx.clock).subtract({ years: 1 })))
