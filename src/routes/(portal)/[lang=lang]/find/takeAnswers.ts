import { error, type RequestEvent } from '@sveltejs/kit'
import { answersOf, answersSchema, readSearch, searchOf } from '#modules/finder/index.ts'
import { readForm } from '#platform/forms/server/readForm.ts'

/**
 * Takes the posted answers into this request, where `load` and the page find them. Nothing else ever holds them.
 * Returns the search of the address with what was posted of it, and the posted place.
 */
export const takeAnswers = async (event: RequestEvent) => {
  const read = await readForm(event, answersSchema)
  if (!read.ok) error(400, 'unreadable answers')
  event.locals.answers = answersOf(read.value)
  const { place, check } = read.value
  return { search: searchOf(readSearch(event.url.searchParams), read.value), place, check }
}

/** Like `takeAnswers`, for a question before the place: a place that was typed already comes along in the address. */
export const takeAnswersOnTheWay = async (event: RequestEvent) => {
  const { place } = await takeAnswers(event)
  event.locals.posted = readSearch(new URLSearchParams({ place: place ?? '' }))
}
