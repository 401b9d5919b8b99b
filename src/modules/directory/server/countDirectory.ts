import type { Ctx } from '#platform/ctx.ts'
import { selectCounts } from './directoryQueries.ts'

/** How many entries the organisation's directory holds, archived ones left out. */
export interface DirectoryCounts {
  readonly providers: number
  readonly centres: number
  readonly services: number
  readonly offers: number
}

/** Counts the directory, for signed-in work (role app_work). */
export const countDirectory = (ctx: Ctx): Promise<DirectoryCounts> => ctx.read(selectCounts)
