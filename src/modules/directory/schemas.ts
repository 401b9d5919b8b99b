import { z } from 'zod'
import { MISTAKE_KINDS, type MistakeKind } from './model.ts'

/** Characters that a visitor may write about a mistake. */
export const WORDS_LONGEST = 1_000

const ticked = z.literal('yes').optional()

/**
 * The form with which a visitor reports mistakes: a field for each kind, and the key made with the form, by which a
 * form that is sent twice is known. Refuses a form in which nothing is ticked.
 */
export const mistakeReportSchema = z
  .object({
    key: z.uuid(),
    words: z
      .string()
      .transform((words) => words.replaceAll('\r\n', '\n').trim())
      .pipe(z.string().max(WORDS_LONGEST, { error: 'report_error_words_long' }))
      .default(''),
    ...(Object.fromEntries(MISTAKE_KINDS.map((kind) => [kind, ticked])) as Record<MistakeKind, typeof ticked>)
  })
  .refine((form) => MISTAKE_KINDS.some((kind) => form[kind] !== undefined), {
    path: ['kinds'],
    error: 'report_error_none'
  })

/** The form with which a member of the team closes a report. */
export const closeMistakeSchema = z.object({ id: z.uuid() })

/** The kinds that are ticked in a form, in their order. */
export const tickedKinds = (
  form: Readonly<Partial<Record<MistakeKind, string | undefined>>>
): MistakeKind[] => MISTAKE_KINDS.filter((kind) => form[kind] !== undefined)
