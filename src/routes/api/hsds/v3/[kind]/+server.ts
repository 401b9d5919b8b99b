import type { RequestEvent } from '@sveltejs/kit'
import { findHsdsKind, listHsds, NOTHING_HERE } from '#modules/directory/server/public.ts'
import { answerJson } from '../../../answerOpenData.ts'

export { OPTIONS } from '../../../answerOpenData.ts'

/** One page of a list. */
export const GET = (event: RequestEvent) =>
  answerJson(event, async () => {
    const kind = findHsdsKind(event.params['kind'] ?? '')
    return kind ? listHsds(event.locals.ctx, kind, event.url.searchParams) : NOTHING_HERE
  })
