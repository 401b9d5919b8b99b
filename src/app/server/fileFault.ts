import type { RequestEvent } from '@sveltejs/kit'
import { isWorkPage } from './workPages.ts'

/** In which a request from within names the fault that its page is to show; the gate takes it from every other. */
const FAULT_HEADER = 'x-anlaufstelle-fault'

/** The fault that a request from within names. */
export const faultIn = ({
  isSubRequest,
  request
}: Pick<RequestEvent, 'isSubRequest' | 'request'>): App.Error | undefined => {
  const told = isSubRequest ? request.headers.get(FAULT_HEADER) : null
  return told === null ? undefined : (JSON.parse(decodeURIComponent(told)) as App.Error)
}

/**
 * The page of staff for the fault of a file of theirs, which has no page of its own: in their language, with who may and the way back.
 * `undefined` where the answer is good, a page already, or for a program.
 */
export const fileFaultPage = async (
  event: RequestEvent,
  response: Response,
  isPage: boolean
): Promise<Response | undefined> => {
  const { fault } = event.locals
  const isHtml = response.headers.get('content-type')?.startsWith('text/html') ?? false
  if (!fault || isPage || !isHtml || event.isSubRequest || !isWorkPage(event)) return undefined
  const [, area] = event.url.pathname.split('/')
  return event.fetch(`/${area}/fault`, {
    headers: { accept: 'text/html', [FAULT_HEADER]: encodeURIComponent(JSON.stringify(fault)) }
  })
}
