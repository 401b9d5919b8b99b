import type { RequestEvent } from '@sveltejs/kit'
import { exportCentresCsv, readNoQuestion } from '#modules/directory/server/public.ts'
import { answerOpenData } from '../answerOpenData.ts'

export { OPTIONS } from '../answerOpenData.ts'

/** Everything public in the directory as a table. */
export const GET = (event: RequestEvent) =>
  answerOpenData(event, 'text/csv; charset=utf-8; header=present', async () => {
    const question = readNoQuestion(event.url.searchParams)
    return question.ok ? { ok: true, value: await exportCentresCsv(event.locals.ctx) } : question
  })
