import type { IncomingMessage, ServerResponse } from 'node:http'
import { isLoopback } from '#platform/config/server/config.ts'
import { localeOf, PLAIN_HEADERS, plainPage } from './plainPage.ts'

/** The private headers in which the gate tells the framework what it may believe. */
export const PROTOCOL_HEADER = 'x-anlaufstelle-protocol'
export const HOST_HEADER = 'x-anlaufstelle-host'

const LONGEST_ADDRESS = 2048
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])
/**
 * Names in addresses that the framework keeps for itself and answers with words or faults of its own: the action called
 * default, and what its scripts ask for data with.
 */
const RESERVED = /[?&]\/default(?:[=&]|$)|^(?![^?]*\/__data[.]json\?)[^?]*\?(?:.*&)?x-sveltekit-/
/** Marks the requests of the framework's own scripts, which read JSON. */
const SCRIPTED = 'x-sveltekit-action'
const FORWARDING =
  /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|x-original-.*|x-rewrite-url|x-http-method.*|x-anlaufstelle-.*|true-client-ip|cf-connecting-ip)$/

/** Why a request is turned away before anything looks at it. */
export interface Refusal {
  readonly status: 400 | 403 | 405 | 413 | 414 | 421
}

/**
 * Looks at a request before the framework does: drops every header in which a client could claim an origin or an
 * address, and turns away what no page expects. `publicUrl`, where set, is the only origin there is; without it only
 * this machine's own names are served.
 */
export const createRequestGate = (publicUrl: URL | undefined) => {
  return (request: IncomingMessage): Refusal | undefined => {
    dropClaims(request)
    if ((request.headersDistinct['host']?.length ?? 0) > 1) return { status: 400 }
    const host = hostOf(request.headers.host)
    const known = host !== undefined && (isLoopback(host.name) || host.whole === publicUrl?.host)
    const probe = request.url === '/health' || request.url === '/ready'
    if (!known && !probe) return { status: 421 }
    const protocol = publicUrl?.protocol.slice(0, -1) ?? 'http'
    const name = publicUrl?.host ?? host?.whole ?? 'localhost'
    request.headers[PROTOCOL_HEADER] = protocol
    request.headers[HOST_HEADER] = name
    preferPages(request)
    return (
      refuseAddress(request.url ?? '') ??
      refuseMethod(request) ??
      refuseOrigin(request, `${protocol}://${name}`)
    )
  }
}

const dropClaims = (request: IncomingMessage) => {
  for (const name of Object.keys(request.headers)) {
    if (FORWARDING.test(name)) delete request.headers[name]
  }
}

const hostOf = (header: string | undefined) => {
  if (header === undefined || !/^[\w.:[\]-]{1,253}$/.test(header)) return undefined
  const name = header.replace(/:\d{1,5}$/, '').toLowerCase()
  return { name, whole: header.toLowerCase() }
}

const refuseAddress = (address: string): Refusal | undefined => {
  if (address.length > LONGEST_ADDRESS) return { status: 414 }
  if (!address.startsWith('/') || address.startsWith('//') || address.includes('\\')) return { status: 400 }
  try {
    const read = decodeURIComponent(address.replaceAll('+', ' '))
    return /[\u0000-\u001f\u007f]/.test(read) || RESERVED.test(read) ? { status: 400 } : undefined
  } catch {
    return { status: 400 }
  }
}

const refuseMethod = (request: IncomingMessage): Refusal | undefined => {
  if (!METHODS.has(request.method ?? '')) return { status: 405 }
  const length = Number(request.headers['content-length'] ?? 0)
  return length > LARGEST_BODY ? { status: 413 } : undefined
}

/** A form is posted by our own pages only: from elsewhere it may be somebody else's idea. */
const refuseOrigin = ({ method, headers }: IncomingMessage, own: string): Refusal | undefined => {
  const { origin } = headers
  if (method !== 'POST') return undefined
  const elsewhere = headers['sec-fetch-site'] === 'cross-site'
  return elsewhere || origin === undefined || origin !== originOf(own) ? { status: 403 } : undefined
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : undefined)

/** Whoever posts a form gets a page: the framework answers a browser that accepts anything with JSON. */
const preferPages = ({ method, headers }: IncomingMessage) => {
  if (method === 'POST' && headers[SCRIPTED] === undefined) headers.accept = 'text/html'
}

/** No page takes more; pages that take less say so in `readForm`. */
export const LARGEST_BODY = 512 * 1024

/** Answers with one sentence in the reader's language, without the framework's help. */
export const answerPlainly = (
  request: IncomingMessage,
  response: ServerResponse,
  status: Refusal['status'] | 503
): void => {
  const locale = localeOf(request.url ?? '', request.headers['accept-language'])
  response.writeHead(status, {
    ...PLAIN_HEADERS,
    ...(status === 405 ? { allow: [...METHODS].join(', ') } : {}),
    ...(status === 503 ? { 'retry-after': '2' } : { connection: 'close' })
  })
  response.end(request.method === 'HEAD' ? undefined : plainPage(`gate_${status}`, locale))
}
