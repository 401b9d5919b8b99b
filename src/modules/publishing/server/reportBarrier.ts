import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { BARRIER_PAGES, type BarrierReport } from '../model.ts'
import { callReportBarrier } from './barrierRepository.ts'

/**
 * Keeps a report of a barrier for the organisation, without anything about who sent it. Sent twice it is kept once.
 * Refuses more than 200 on one day.
 */
export const reportBarrier = async (
  ctx: Ctx,
  report: BarrierReport
): Promise<Outcome<undefined, 'enough-today'>> => {
  const fate = await ctx.write((tx) => callReportBarrier(tx, { ...report, page: BARRIER_PAGES[report.page] }))
  return fate === 'full' ? refuse('enough-today') : done(undefined)
}
