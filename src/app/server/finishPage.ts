import type { RequestEvent } from '@sveltejs/kit'
import { keyOf } from './answerKept.ts'
import { codingFor, encode } from './contentCoding.ts'
import { etagOf, isKnownTo } from './keptPages.ts'
import type { Running } from './running.ts'

/** What a page is kept in whose first reader understands no coding. */
const USUAL_CODING = 'br'
const PUBLIC_PAGES = '/(portal)/[lang=lang]'

/**
 * The last hand on a page of the portal: it is compressed for who can read that, and kept for the next who asks.
 * Answers to a form are never kept, nor a page that says `no-store` because it holds something of its own. Pages
 * elsewhere are left as they are: what is secret is not compressed beside what somebody else may choose (BREACH).
 * `since` is the count of changes when the page was begun.
 */
export const finishPage = async (
  { pages }: Pick<Running, 'pages'>,
  event: RequestEvent,
  response: Response,
  since: number
): Promise<Response> => {
  const isPage = response.headers.get('content-type')?.startsWith('text/html')
  const isPublic = event.route.id === null || event.route.id.startsWith(PUBLIC_PAGES)
  if (!isPage || !isPublic || !response.body) return response
  const body = Buffer.from(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.set('vary', 'Accept-Encoding')
  headers.delete('etag')
  const coding = codingFor(event.request.headers.get('accept-encoding') ?? undefined)
  const encoded = coding && (await encode(body, coding))
  if (mayBeKept(event, response)) {
    const etag = etagOf(body)
    headers.set('etag', etag)
    const kept = coding ?? USUAL_CODING
    const page = {
      headers: Object.fromEntries(headers),
      etag,
      encoded: new Map([[kept, encoded ?? (await encode(body, kept))]])
    }
    const { pathname, search } = event.url
    pages.keep(keyOf(event.request.headers.get('host') ?? undefined, pathname + search), page, since)
    if (isKnownTo(event.request.headers.get('if-none-match') ?? undefined, etag)) {
      return new Response(null, { status: 304, headers })
    }
  }
  if (coding) headers.set('content-encoding', coding)
  const sent = encoded ?? body
  headers.set('content-length', String(sent.length))
  return new Response(new Uint8Array(sent), { status: response.status, headers })
}

const mayBeKept = (event: RequestEvent, response: Response) =>
  event.request.method === 'GET' &&
  response.status === 200 &&
  !import.meta.env.DEV &&
  response.headers.get('cache-control')?.includes('no-store') !== true
