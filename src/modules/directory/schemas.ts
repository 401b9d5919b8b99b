import { z } from 'zod'
import { MISTAKE_KINDS, type MistakeKind } from './model.ts'

const ticked = z.literal('yes').optional()

/**
 * The form with which a visitor reports mistakes: a field for each kind, and the key made with the form, by which a
 * form that is sent twice is known. Refuses a form in which nothing is ticked.
 */
export const mistakeReportSchema = z
  .object({
    key: z.uuid(),
    ...(Object.fromEntries(MISTAKE_KINDS.map((kind) => [kind, ticked])) as Record<MistakeKind, typeof ticked>)
  })
  .refine((form) => MISTAKE_KINDS.some((kind) => form[kind] !== undefined), {
    path: ['kinds'],
    error: 'report_error_none'
  })

/** The kinds that are ticked in a form, in their order. */
export const tickedKinds = (
  form: Readonly<Partial<Record<MistakeKind, string | undefined>>>
): MistakeKind[] => MISTAKE_KINDS.filter((kind) => form[kind] !== undefined)
