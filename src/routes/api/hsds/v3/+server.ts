import type { RequestEvent } from '@sveltejs/kit'
import { apiDetails, readNoQuestion } from '#modules/directory/server/public.ts'
import { answerJson } from '../../answerOpenData.ts'

export { OPTIONS } from '../../answerOpenData.ts'

/** Which version of the Human Services Data Specification is spoken here. */
export const GET = (event: RequestEvent) =>
  answerJson(event, async () => {
    const question = readNoQuestion(event.url.searchParams)
    return question.ok ? { ok: true, value: apiDetails(`${event.url.origin}/api/hsds/v3`) } : question
  })
