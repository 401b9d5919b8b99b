import type { RequestEvent } from '@sveltejs/kit'
import { keyOf } from './answerKept.ts'
import { codingFor, encode } from './contentCoding.ts'
import { etagOf, isKnownTo } from './keptPages.ts'
import type { Running } from './running.ts'

/** What a page is kept in whose first reader understands no coding. */
const USUAL_CODING = 'br'
const PUBLIC_PAGES = '/(portal)/[lang=lang]'

/** Where the renderer marks its blocks for scripts of its own: no page has any. */
const MARKS = /<!--(?:\[!?|\[-?\d+|\])?-->/g
/** Where the attributes of the root element belong. */
const ROOT = '%anlaufstelle.html%'

/** A page on its way out. The text of a public one goes round the framework, which would hash it, encode it and make a stream of it. */
export interface PageText {
  /** What the framework gets: nothing of a public page, the text of any other. */
  take(html: string): string
  /** The text that was taken, else what the response holds. */
  of(response: Response): Promise<string>
}

/** The text of the page that answers `event`; its root element has these attributes. */
export const pageText = (event: RequestEvent, attributes: string): PageText => {
  let taken: string | undefined
  return {
    take(html) {
      const text = html.replace(ROOT, () => attributes).replace(MARKS, '')
      if (!isPublic(event)) return text
      taken = text
      return ''
    },
    of: async (response) => taken ?? response.text()
  }
}

/** Pages are hashed and compressed out of this, one at a time; a larger one gets room of its own. */
const desk = Buffer.allocUnsafeSlow(256 * 1024)
const encoder = new TextEncoder()

const bytesOf = (text: string): Buffer<ArrayBuffer> => {
  const { read, written } = encoder.encodeInto(text, desk)
  return read === text.length ? desk.subarray(0, written) : Buffer.from(text)
}

const isPublic = (event: RequestEvent) => event.route.id === null || event.route.id.startsWith(PUBLIC_PAGES)

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
  { text, since }: { readonly text: PageText; readonly since: number }
): Promise<Response> => {
  const isPage = response.headers.get('content-type')?.startsWith('text/html')
  if (!isPage || !isPublic(event) || !response.body) return response
  const body = bytesOf(await text.of(response))
  const { status, headers } = response
  headers.set('vary', 'Accept-Encoding')
  headers.delete('etag')
  headers.delete('content-length')
  const coding = codingFor(event.request.headers.get('accept-encoding') ?? undefined)
  const encoded = coding && encode(body, coding)
  if (mayBeKept(event, response)) {
    const etag = etagOf(body)
    headers.set('etag', etag)
    const kept = coding ?? USUAL_CODING
    const page = {
      headers: Object.fromEntries(headers),
      etag,
      encoded: new Map([[kept, encoded ?? encode(body, kept)]])
    }
    const { pathname, search } = event.url
    pages.keep(keyOf(event.request.headers.get('host') ?? undefined, pathname + search), page, since)
    if (isKnownTo(event.request.headers.get('if-none-match') ?? undefined, etag)) {
      return new Response(null, { status: 304, headers })
    }
  }
  if (coding) headers.set('content-encoding', coding)
  const sent = encoded ?? Buffer.from(body)
  headers.set('content-length', String(sent.length))
  return new Response(sent, { status, headers })
}

const mayBeKept = (event: RequestEvent, response: Response) =>
  event.request.method === 'GET' &&
  response.status === 200 &&
  !import.meta.env.DEV &&
  response.headers.get('cache-control')?.includes('no-store') !== true
