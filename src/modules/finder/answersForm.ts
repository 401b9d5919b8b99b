import { z } from 'zod'
import { SHARED_FILTERS } from './filters.ts'
import { ageGroupCodes, situationCodes } from './model.ts'
import { readSearch, withoutFilters, type Answers, type Search } from './search.ts'

const ticked = z.literal('1').optional().catch(undefined)

/**
 * The fields that are posted from page to page. Never refuses a value: a missing or unknown one is a skipped question.
 * `skip` names the question or wish that the visitor takes back; `wishes` are all wishes.
 */
export const answersSchema = z.object({
  age: z.enum(ageGroupCodes).optional().catch(undefined),
  situation: z.enum(situationCodes).optional().catch(undefined),
  papers: ticked,
  anonymous: ticked,
  skip: z.enum(['age', 'situation', 'papers', 'anonymous', 'wishes']).optional().catch(undefined),
  /** Present where the form with the wishes was sent: then a wish that is missing is not wished. */
  narrow: z.string().optional(),
  language: z.string().optional(),
  today: ticked,
  walkIn: ticked,
  stepFree: ticked,
  children: ticked,
  place: z.string().optional(),
  /** Present where the place field itself was sent, and not merely taken along. */
  check: z.string().optional()
})

type Fields = z.output<typeof answersSchema>

/** What remains of the posted fields as answers. */
export const answersOf = ({ age, situation, papers, anonymous, skip }: Fields): Answers => ({
  ...(age !== undefined && skip !== 'age' && { age }),
  ...(situation !== undefined && skip !== 'situation' && { situation }),
  ...(papers !== undefined && skip !== 'papers' && skip !== 'wishes' && { papers }),
  ...(anonymous !== undefined && skip !== 'anonymous' && skip !== 'wishes' && { anonymous })
})

/** The search with the wishes of the posted form instead of its own; as it is where no wishes were posted. */
export const searchOf = (search: Search, fields: Fields): Search => {
  if (fields.narrow === undefined) return search
  const posted = new URLSearchParams({ language: fields.language ?? '' })
  for (const name of SHARED_FILTERS) posted.set(name, fields[name] ?? '')
  return { ...withoutFilters(search), ...readSearch(posted) }
}
