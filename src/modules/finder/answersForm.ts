import { z } from 'zod'
import { ageGroupCodes, situationCodes } from './model.ts'
import type { Answers } from './search.ts'

/**
 * The fields that are posted from page to page. Never refuses a value: a missing or unknown one is a skipped question.
 * `skip` names the question whose answer the visitor takes back.
 */
export const answersSchema = z.object({
  age: z.enum(ageGroupCodes).optional().catch(undefined),
  situation: z.enum(situationCodes).optional().catch(undefined),
  skip: z.enum(['age', 'situation']).optional().catch(undefined),
  language: z.string().optional(),
  place: z.string().optional(),
  /** Present where the place field itself was sent, and not merely taken along. */
  check: z.string().optional()
})

/** What remains of the posted fields as answers. */
export const answersOf = ({ age, situation, skip }: z.output<typeof answersSchema>): Answers => ({
  ...(age !== undefined && skip !== 'age' && { age }),
  ...(situation !== undefined && skip !== 'situation' && { situation })
})
