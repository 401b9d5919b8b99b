import type { RequestEvent } from '@sveltejs/kit'
import { findHsds, findHsdsKind, NOTHING_HERE } from '#modules/directory/server/public.ts'
import { answerJson } from '../../../../answerOpenData.ts'

export { OPTIONS } from '../../../../answerOpenData.ts'

/** One record with everything nested. */
export const GET = (event: RequestEvent) =>
  answerJson(event, async () => {
    const { kind: name = '', id = '' } = event.params
    const kind = findHsdsKind(name)
    return kind ? findHsds(event.locals.ctx, kind, id, event.url.searchParams) : NOTHING_HERE
  })
