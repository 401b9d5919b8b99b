import type { Ctx } from '#platform/ctx.ts'
import type { BarrierCount } from '../model.ts'
import { selectBarrierCounts } from './barrierQueries.ts'

export { readSiteFile, type SiteReading } from './readSiteFile.ts'

/** How often each barrier was reported, the most frequent first. */
export const listBarriers = (ctx: Ctx): Promise<BarrierCount[]> => ctx.read(selectBarrierCounts)
