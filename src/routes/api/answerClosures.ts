import type { RequestEvent } from '@sveltejs/kit'
import { closureCalendar, readCalendarQuestion } from '#modules/directory/server/public.ts'
import { answerOpenData } from './answerOpenData.ts'

/** The closures of one centre, or of all, as a calendar to subscribe to. */
export const answerClosures = (event: RequestEvent, centreSlug?: string): Promise<Response> =>
  answerOpenData(event, 'text/calendar; charset=utf-8', async () => {
    const question = readCalendarQuestion(event.url.searchParams)
    if (!question.ok) return question
    const wish = { locale: question.value.locale, origin: event.url.origin }
    return closureCalendar(event.locals.ctx, centreSlug === undefined ? wish : { ...wish, centreSlug })
  })
