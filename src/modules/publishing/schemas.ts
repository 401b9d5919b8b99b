import { z } from 'zod'
import { BARRIER_KINDS, BARRIER_PAGES, type BarrierPage } from './model.ts'

const pages = Object.keys(BARRIER_PAGES) as [BarrierPage, ...BarrierPage[]]

/** The form that reports a barrier: choices only, so that nothing about a person can be written into it. */
export const barrierReportSchema = z.object({
  report: z.uuid(),
  page: z.enum(pages, 'barrier_error_page'),
  kind: z.enum(BARRIER_KINDS, 'barrier_error_kind')
})
