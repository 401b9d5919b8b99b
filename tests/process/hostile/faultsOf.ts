import type { Letter, Reply } from './exchange.ts'
import { ACTIVE, MARK } from './values.ts'

/** Every status a visitor may see: no 5xx is among them. */
const STATUSES = new Set([
  ...[200, 204, 206, 302, 303, 304, 307, 308],
  ...[400, 403, 404, 405, 408, 413, 414, 415, 416, 417, 421, 431]
])
const LARGEST_ANSWER = 4 * 1024 * 1024

/** What a fault would print, whatever the page. */
const STACK = /node_modules|\bat (?:async )?[\w.]+ \(|\.(?:ts|mjs|svelte):\d/
/** Words of the inside that a refusal has no reason to use. */
const INSIDE =
  /postgres|kysely|sveltekit|node\.js|app_portal|directory_centre|ECONN|ENOENT|\/(?:src|build|tmp|work|home|root)\//i
const STATEMENT = /\b(?:SELECT|INSERT INTO|UPDATE)\b.*\b(?:FROM|VALUES|SET)\b/
const INSIDE_HEADERS = /^(?:server|x-powered-by|set-cookie)$/
/** Whoever signs out loses the cookie, also one that is worth nothing. */
const TAKEN_COOKIE = /^anlaufstelle=; Max-Age=0;/
/** Who sends a form of staff and is led to the sign-in reads there that what was typed is lost. */
const SAID_LOST = /^anlaufstelle-said=draftLost; Max-Age=60;/
const LANGUAGE = /^\/(de-simple|de|en|ar)(?:[/?]|$)/

const faultsOfPage = (letter: Letter, { status, body, headers }: Reply): string[] => {
  if (!/^text\/html/.test(headers.get('content-type') ?? '')) return []
  const asked = LANGUAGE.exec(letter.target)?.[1]
  const spoken = /<html lang="([\w-]+)"/.exec(body)?.[1]
  const undecided = asked === undefined || letter.firstLine !== undefined || status === 431 || status === 408
  const read = letter.method === 'HEAD' || status < 400
  return [
    ...(!read && spoken === undefined ? ['no language'] : []),
    ...(!read && !undecided && status !== 400 && spoken !== asked ? [`speaks ${spoken}`] : []),
    ...(!read && !/<(?:p|h1)[ >][^]{20,}/.test(body) ? ['says nothing'] : []),
    ...(headers.get('content-security-policy')?.includes("default-src 'none'") ? [] : ['no policy'])
  ]
}

const faultsOfHeaders = ({ status, headers, body }: Reply): string[] => {
  const location = headers.get('location') ?? '/'
  const away = new URL(location, 'http://localhost')
  const mayCome = (cookie: string) =>
    TAKEN_COOKIE.test(cookie) || (location.startsWith('/sign-in?back=') && SAID_LOST.test(cookie))
  return [
    ...[...headers].flatMap(([name, value]) => (INSIDE_HEADERS.test(name) && !mayCome(value) ? [name] : [])),
    ...([...headers].some(([name, value]) => name !== 'location' && value.includes('evil'))
      ? ['a foreign name in a header']
      : []),
    ...(away.hostname === 'localhost' || away.href === 'https://www.dwd.de/' ? [] : [`leads to ${location}`]),
    ...(body !== '' && headers.get('x-content-type-options') !== 'nosniff' ? ['may be sniffed'] : []),
    ...(status === 405 && !headers.has('allow') ? ['405 without Allow'] : [])
  ]
}

/** Bytes of the largest form that any page takes. */
const LARGEST_FORM = 512 * 1024

/**
 * A request that is turned away before it is read to its end: who still sends may find the connection reset, and never reads the
 * answer (RFC 9112 §9.6).
 */
const isUnread = ({ method, headers, body }: Letter) =>
  method === 'CONNECT' ||
  body.length > LARGEST_FORM ||
  headers.some((line) => /^(?:Upgrade|Transfer-Encoding)/.test(line))

/** What a page shows that nobody outside should see: markup that acts, a stack, a statement. */
export const leaksOf = (type: string | undefined, body: string): string[] => [
  ...(/^text\/html/.test(type ?? '') && (body.includes(ACTIVE) || body.includes(`<script>${MARK}`))
    ? ['echoes what acts']
    : []),
  ...(STACK.test(body) ? [`prints ${STACK.exec(body)?.[0]}`] : []),
  ...(STATEMENT.test(body) ? ['tells a statement'] : [])
]

/** A page may lead back to the address it was asked by; that tells nothing. */
const insideNamed = ({ target }: Letter, { body }: Reply): string[] => {
  const [path = ''] = target.split('?')
  const [named] = INSIDE.exec(path.length > 1 ? body.replaceAll(path, '') : body) ?? []
  return named === undefined ? [] : [`names ${named}`]
}

/** What is wrong with an answer to a hostile request; empty where nothing is. */
export const faultsOf = (letter: Letter, reply: Reply): string[] => {
  if (reply.status === 0 && isUnread(letter) && !reply.hung) return []
  return [
    ...(reply.hung ? ['no end'] : []),
    ...(STATUSES.has(reply.status) ? [] : [`status ${reply.status}`]),
    ...(reply.body.length > LARGEST_ANSWER ? ['too much'] : []),
    ...leaksOf(reply.headers.get('content-type'), reply.body),
    ...(reply.status >= 400 ? insideNamed(letter, reply) : []),
    ...faultsOfHeaders(reply),
    ...faultsOfPage(letter, reply)
  ]
}

/** A letter as a line that a reader of the test's output can send again. */
export const inWords = ({ method, target, headers, body, firstLine }: Letter): string =>
  [
    firstLine ?? `${method} ${target.slice(0, 120)}`,
    ...headers.map((line) => line.slice(0, 60)).slice(0, 8)
  ].join(' | ') + ` | ${body.length} bytes ${JSON.stringify(body.toString('latin1', 0, 40))}`
