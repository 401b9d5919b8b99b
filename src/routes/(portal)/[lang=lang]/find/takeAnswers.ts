import { error, type RequestEvent } from '@sveltejs/kit'
import { answersOf, answersSchema } from '#modules/finder/index.ts'
import { readForm } from '#platform/forms/server/readForm.ts'

/**
 * Takes the posted answers into this request, where `load` and the page find them. Nothing else ever holds them.
 * Returns the posted fields that may also stand in an address.
 */
export const takeAnswers = async (event: RequestEvent) => {
  const read = await readForm(event, answersSchema)
  if (!read.ok) error(400, 'unreadable answers')
  event.locals.answers = answersOf(read.value)
  const { place, language, check } = read.value
  return { place, language, check }
}
