import type { IncomingMessage, ServerResponse } from 'node:http'
import { codingFor, decode, encode, type Coding } from './contentCoding.ts'
import type { RequestHandler } from './httpServer.ts'
import { isKnownTo, type KeptPage, type KeptPages } from './keptPages.ts'

/** What a page is kept under: the name it was asked by, because pages name themselves, with path and query. */
export const keyOf = (host: string | undefined, path: string): string => `${host ?? ''} ${path}`

/** Answers GET and HEAD from memory where a page is kept, and leaves everything else to `handler`. */
export const answerKept = (pages: KeptPages, handler: RequestHandler): RequestHandler => {
  return (request, response) => {
    const asked = request.method === 'GET' || request.method === 'HEAD'
    const key = keyOf(request.headers.host, request.url ?? '')
    const page = asked ? pages.find(key) : undefined
    if (!page) return handler(request, response)
    send(pages, key, page, request, response)
  }
}

const send = (
  pages: KeptPages,
  key: string,
  page: KeptPage,
  request: IncomingMessage,
  response: ServerResponse
) => {
  if (isKnownTo(request.headers['if-none-match'], page.etag)) {
    response.writeHead(304, page.headers).end()
    return
  }
  const coding = codingFor(request.headers['accept-encoding'])
  const known = coding && page.encoded.get(coding)
  const body = known ?? bodyIn(coding, page)
  if (coding && !known) pages.grow(key, page, coding, body)
  response.writeHead(200, {
    ...page.headers,
    'content-length': body.length,
    ...(coding && { 'content-encoding': coding })
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** A kept page in a coding it is not kept in; without one as it was made. */
const bodyIn = (coding: Coding | undefined, { encoded }: KeptPage): Buffer => {
  const [[kept, bytes] = []] = encoded
  if (!kept || !bytes) throw new Error('A page is kept in no coding')
  const body = decode(bytes, kept)
  return coding ? encode(body, coding) : body
}
