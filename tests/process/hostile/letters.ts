import { EVERY_LOCALE } from '#i18n/locales.ts'
import { ACCESS_MATRIX } from '../../structure/accessMatrix.ts'
import type { Dice } from './dice.ts'
import type { Letter } from './exchange.ts'
import {
  BODIES,
  CONTENT_TYPES,
  FORM,
  HOSTILE_HEADERS,
  HOSTILE_TEXTS,
  HOSTS,
  hostileQueries,
  METHODS
} from './values.ts'

export const ROUTES: readonly string[] = Object.keys(ACCESS_MATRIX)
export const LANGUAGES: readonly string[] = EVERY_LOCALE

/** What the parameters of routes may hold that exists. */
export interface Known {
  readonly slugs: readonly string[]
  readonly ids: readonly string[]
}

/** The address of a route with its parameters filled by `fill`, which is told their names. */
export const addressOf = (route: string, fill: (name: string) => string): string =>
  route
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\[(?:\.\.\.)?(\w+)(?:=\w+)?\]/g, (_, name: string) => fill(name)) || '/'

/** A value that a parameter of this name has in a good address. */
export const goodValue = (name: string, { slugs, ids }: Known, dice: Dice): string => {
  if (name === 'lang') return dice.pick(LANGUAGES)
  if (name === 'slug') return dice.pick(slugs)
  if (name === 'id') return dice.pick(ids)
  if (name === 'area') return 'sign-in'
  if (name === 'kind') return dice.pick(['services', 'organizations', 'taxonomies'])
  return name === 'rest' ? 'a/b' : 'a'
}

/** What the framework itself answers below every address, and files that lie about. */
const BESIDES = [
  '/__data.json',
  '/__route.js',
  '/',
  '//',
  '/.',
  '/..;/',
  '/.env',
  '/.git/config',
  '.html',
  ';a=b'
]
const ELSEWHERE = [
  '/_app/immutable/assets/..%2f..%2f..%2fpackage.json',
  '/_app/version.json',
  '/_app/remote/x/y',
  '/_app/env.js',
  '/favicon.svg',
  '/robots.txt/',
  '/server/index.js',
  '/.well-known/security.txt',
  '/wp-login.php',
  '*',
  'http://evil.example/',
  '//evil.example/',
  '/\\evil.example'
]

const hostileTarget = (dice: Dice, known: Known): string => {
  if (dice.once(20)) return dice.pick(ELSEWHERE)
  const harmed = dice.once(2)
  const path = addressOf(dice.pick(ROUTES), (name) =>
    harmed && !dice.once(3) ? dice.pick(HOSTILE_TEXTS) : goodValue(name, known, dice)
  )
  const besides = dice.once(6) ? dice.pick(BESIDES) : ''
  const query = dice.once(2) ? dice.pick(hostileQueries(dice.pick(HOSTILE_TEXTS))) : ''
  return path + besides + query
}

const framing = (dice: Dice, body: Buffer): { lines: string[]; body: Buffer } => {
  const length = `Content-Length: ${body.length}`
  const chunked = Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from(body.length === 0 ? '\r\n' : '\r\n0\r\n\r\n')
  ])
  if (!dice.once(5)) return { lines: [length], body }
  return dice.pick([
    { lines: ['Transfer-Encoding: chunked'], body: chunked },
    { lines: ['Transfer-Encoding: chunked', length], body: chunked },
    { lines: ['Transfer-Encoding: gzip, chunked'], body: chunked },
    { lines: ['Transfer-Encoding: xchunked', length], body },
    { lines: [length, `Content-Length: ${body.length + 1}`], body },
    { lines: [`Content-Length: +${body.length}`], body },
    { lines: ['Content-Length: -1'], body },
    { lines: ['Content-Length: 1e3'], body },
    { lines: [`Content-Length: ${Math.floor(body.length / 2)}`], body },
    { lines: ['Transfer-Encoding: chunked'], body: Buffer.from('zz\r\nabc') },
    { lines: ['Transfer-Encoding: chunked'], body: Buffer.from('ffffffffffffffff\r\nabc') }
  ])
}

/** A request that is wrong in one or several ways; which ones the dice decide. */
export const hostileLetter = (dice: Dice, known: Known): Letter => {
  const method = dice.once(3) ? dice.pick(METHODS) : dice.pick(['GET', 'GET', 'POST'])
  const target = hostileTarget(dice, known)
  const hosts = dice.once(8) ? dice.pick(HOSTS) : HOSTS[0]!
  const extras = dice.once(2) ? dice.pick(HOSTILE_HEADERS) : []
  const carries = method !== 'GET' && method !== 'HEAD' && !dice.once(6)
  const { lines, body } = carries ? framing(dice, dice.pick(BODIES)) : { lines: [], body: Buffer.alloc(0) }
  const type = carries ? [`Content-Type: ${dice.once(2) ? FORM : dice.pick(CONTENT_TYPES)}`] : []
  const origin = carries && !dice.once(4) ? ['Origin: http://localhost'] : []
  const connection = extras.some((line) => /^(Connection|Upgrade)/.test(line)) ? [] : ['Connection: close']
  const headers = [...hosts, ...connection, ...origin, ...type, ...lines, ...extras]
  return { method, target, headers, body }
}
