import type { RequestEvent } from '@sveltejs/kit'
import { isWorkPage } from './workPages.ts'
import { PLAIN_HEADERS, plainPage } from './plainPage.ts'

/** What answers also while the portal is closed: probes, and the quick exit. */
const ALWAYS = new Set(['/health', '/ready', '/exit'])

/**
 * Before an association is set up, and while facts are missing that the law wants published, nothing is public: forms, open data and
 * videos are answered here, before any of them runs. Staff get in, to set it up. `undefined` where the request may go on; a page then says it in its own language.
 */
export const answerClosed = ({
  locals,
  route,
  request
}: Pick<RequestEvent, 'locals' | 'route' | 'request'>): Response | undefined => {
  if (locals.installation && locals.site) return undefined
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const page = route.id === null || route.id.startsWith('/(portal)')
  if (ALWAYS.has(route.id ?? '') || isWorkPage({ route }) || (page && reads)) return undefined
  return new Response(plainPage('fault_503_text', locals.locale), {
    status: 503,
    headers: { ...PLAIN_HEADERS, 'retry-after': '3600' }
  })
}
