import type { RequestEvent } from '@sveltejs/kit'
import { openApiDocument, readNoQuestion } from '#modules/directory/server/public.ts'
import { answerJson } from '../../../answerOpenData.ts'

export { OPTIONS } from '../../../answerOpenData.ts'

/** The API described for programs. */
export const GET = (event: RequestEvent) =>
  answerJson(event, async () => {
    const question = readNoQuestion(event.url.searchParams)
    return question.ok ? { ok: true, value: openApiDocument(`${event.url.origin}/api/hsds/v3`) } : question
  })
