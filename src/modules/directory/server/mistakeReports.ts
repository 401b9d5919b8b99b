import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { CentreSlug, MistakeKind } from '../model.ts'
import { destroyRecords } from '#modules/access/server/index.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { countMistakeReports, deleteReports, type Going } from './mistakeReportRepository.ts'

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
  ctx.write((tx) => forget(tx, ctx, { about: slug as CentreSlug }))

/** Forgets reports that nobody answered within a year; says how many there were. */
export const forgetOldReports = (ctx: Ctx): Promise<number> =>
  ctx.write((tx) => forget(tx, ctx, { before: todayIn(ctx.clock).subtract({ years: 1 }) }))

/** Deletes reports and destroys what was written beside them; answers how many there were. */
export const forget = async (tx: Tx, ctx: Ctx, going: Going): Promise<number> => {
  const { count, keyIds } = await deleteReports(tx, going)
  await destroyRecords(tx, keyIds)
  return count
}
