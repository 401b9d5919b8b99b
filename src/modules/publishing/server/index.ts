import { todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { BarrierCount } from '../model.ts'
import { selectBarrierCounts } from './barrierQueries.ts'
import { deleteBarriersBefore } from './barrierRepository.ts'

export { readSiteFile, type SiteReading } from './readSiteFile.ts'

/** How often each barrier was reported, the most frequent first. */
export const listBarriers = (ctx: Ctx): Promise<BarrierCount[]> => ctx.read(selectBarrierCounts)

/** Forgets reports of barriers that are older than a year; says how many there were. */
export const forgetOldBarriers = (ctx: Ctx): Promise<number> =>
  ctx.write((tx) => deleteBarriersBefore(tx, todayIn(ctx.clock).subtract({ years: 1 })))
