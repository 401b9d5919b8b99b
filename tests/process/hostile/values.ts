import { gzipSync } from 'node:zlib'

/** Stands in every hostile text: it must never reach a log, and a page only in letters that do nothing. */
export const MARK = 'q7Zmark'
/** What a browser would act upon. */
export const ACTIVE = `<b onfocus=${MARK}>`

const long = (length: number) => MARK + 'a'.repeat(length)
const raw = encodeURIComponent

/** Percent-encoded texts as nobody in need writes them. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  '.',
  '..',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%5c..%5c',
  `${MARK}%00`,
  '%00',
  `%0d%0aSet-Cookie:%20${MARK}=1`,
  '%1b%5b31m',
  '%ff%fe',
  '%C3%28',
  '%c0%ae%c0%ae',
  '%ED%A0%80',
  '%ED%B0%80',
  '%F4%90%80%80',
  '%',
  '%zz',
  '%u0041',
  raw(ACTIVE),
  raw(`"><script>${MARK}</script>`),
  raw(`'; DROP TABLE people; -- ${MARK}`),
  raw(`' OR 1=1 -- ${MARK}`),
  raw(`{{7*7}}\${7*7}#{${MARK}}`),
  raw(`\u202E${MARK}\u2066\u2069`),
  raw(`\uFEFF${MARK}\u200B`),
  raw('👩‍👩‍👧‍👦🏳️‍🌈'),
  raw('Budyšin دمشق ኣስመራ'),
  raw('a\u0301'.repeat(60)),
  raw('\uFFFD\uFFFF'),
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  '%20%20%20',
  '+++',
  raw(`file:///etc/${MARK}`),
  raw(`http://evil.example/${MARK}`),
  `@evil.example`,
  long(300),
  long(1_500)
]

/** Query strings that no page writes. */
export const hostileQueries = (text: string): readonly string[] => [
  '?',
  '??',
  '?&&&=&=',
  '?page=-1',
  '?page=0',
  '?page=1e9',
  '?page=1000000000',
  '?page=abc',
  '?per_page=1000000000',
  '?per_page=-5&page=-1',
  `?place=${text}`,
  `?topic=${text}`,
  `?language=${text}`,
  `?county=${text}`,
  `?search=${text}`,
  `?lang=${text}`,
  `?format=${text}`,
  `?modified_after=${text}`,
  `?taxonomy_term_id=${text}`,
  `?${text}=${text}`,
  `?/${text}`,
  '?/default',
  '?x-sveltekit-invalidated=01&x-sveltekit-trailing-slash=1',
  `?place=${text}&place=01099`,
  '?place[]=1&place[a]=2&place.b=3',
  `?__proto__[a]=${MARK}&constructor=1`,
  `?${Array.from({ length: 300 }, (_, index) => `a${index}=1`).join('&')}`,
  `?${Array.from({ length: 200 }, () => 'topic=a').join('&')}`,
  `?place=${'%F0%9F%91%A9'.repeat(160)}`,
  `?place=${long(10_000)}`
]

export const METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'get',
  'Post',
  MARK,
  'G\u0000ET'
]

export const FORM = 'application/x-www-form-urlencoded'

export const CONTENT_TYPES: readonly string[] = [
  FORM,
  `${FORM}; charset=utf-8`,
  `${FORM}; charset=utf-7`,
  `${FORM}; charset=${MARK}`,
  'text/plain',
  'application/json',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'multipart/form-data; boundary=',
  'application/octet-stream',
  'application/x-sveltekit-formdata',
  MARK,
  ''
]

/** Bodies as text or bytes. What a good form posts is among them. */
export const BODIES: readonly Buffer[] = [
  '',
  'age=27plus&situation=asylum&place=01099&check=1',
  `age=${MARK}&situation=${MARK}`,
  'place=%00',
  'place=\0',
  'place=%C3%28',
  'place=%',
  'place=%ED%A0%80',
  `place=${raw(ACTIVE)}&check=1`,
  `place=${raw(`\u202E${MARK}`)}&check=1`,
  `place=${long(10_000)}&check=1`,
  'place=a&place=b',
  'age[]=27plus&__proto__=1',
  Array.from({ length: 20_000 }, (_, index) => `f${index}=`).join('&'),
  '&'.repeat(5_000),
  '='.repeat(5_000),
  `{"age":"${MARK}"}`,
  `--x\r\ncontent-disposition: form-data; name="age"\r\n\r\n${MARK}`,
  `--x\r\ncontent-disposition: form-data; name="age"; filename="../../${MARK}"\r\n\r\na\r\n--x--\r\n`,
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
  gzipSync('age=27plus'),
  `place=${'a'.repeat(600_000)}`
].map((body) => (typeof body === 'string' ? Buffer.from(body) : body))

/** Headers that a browser does not send, one set each. */
export const HOSTILE_HEADERS: readonly (readonly string[])[] = [
  [],
  [`If-None-Match: ${MARK}`],
  ['If-None-Match: *'],
  ['If-None-Match: "", W/"', 'If-Match: "x"'],
  [`If-Modified-Since: ${MARK}`, 'If-Unmodified-Since: Thu, 99 Foo 99999 99:99:99 GMT'],
  ['If-Modified-Since: Thu, 01 Jan 9999 00:00:00 GMT'],
  ['If-Range: x', 'Range: bytes=0-'],
  ['Range: bytes=-1'],
  [`Range: ${MARK}=0-1,2-3`],
  [`Range: bytes=${Array.from({ length: 500 }, (_, index) => `${index}-${index}`).join(',')}`],
  ['Range: bytes=99999999999-'],
  [`Accept: ${MARK}`],
  ['Accept: application/json'],
  ['Accept: text/event-stream'],
  [`Accept-Language: ${MARK},;q=,,*;q=9,de;q=-1`],
  ['Accept-Language: en'],
  ['Accept-Language: ar-SY,ar;q=0.9'],
  [`Accept-Language: ${'a-'.repeat(6_000)}`],
  [`Accept-Language: ${'de,'.repeat(22_000)}`],
  ['Accept-Encoding: identity;q=0, *;q=0'],
  [`Accept-Encoding: ${MARK}`],
  [`Cookie: a=${ACTIVE}; ;;=; __proto__=1; sid=%zz`],
  [`Authorization: Basic ${MARK}`],
  ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: gopher', 'X-Forwarded-For: 203.0.113.9'],
  ['Forwarded: for=203.0.113.9;host=evil.example;proto=https'],
  ['X-Original-URL: /admin', 'X-Rewrite-URL: /admin', 'X-HTTP-Method-Override: DELETE'],
  ['X-Anlaufstelle-Host: evil.example', 'X-Anlaufstelle-Protocol: gopher'],
  [`User-Agent: ${ACTIVE}`, `Referer: https://evil.example/${MARK}`],
  ['Origin: https://evil.example'],
  ['Origin: null'],
  ['X-SvelteKit-Action: true'],
  ['Service-Worker: script', 'Sec-Fetch-Dest: serviceworker'],
  ['Content-Encoding: gzip'],
  ['Expect: 100-continue'],
  [`Expect: ${MARK}`],
  ['Upgrade: websocket', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Version: 13'],
  ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'],
  ['TE: trailers, chunked', 'Trailer: Host'],
  ['Connection: keep-alive, Host, Content-Length'],
  ['X-A: \u0001\u0002'],
  [' Folded: a'],
  [`X-Long: ${'a'.repeat(20_000)}`],
  Array.from({ length: 1_200 }, (_, index) => `X-${index}: 1`)
]

/** Where a request says it is going, besides this machine's own name. */
export const HOSTS: readonly (readonly string[])[] = [
  ['Host: localhost'],
  ['Host: localhost'],
  ['Host: 127.0.0.1:3000'],
  ['Host: LOCALHOST'],
  ['Host: evil.example'],
  [`Host: ${MARK}.example`],
  ['Host: localhost', 'Host: evil.example'],
  ['Host: localhost@evil.example'],
  ['Host: localhost:99999'],
  ['Host: localhost:abc'],
  ['Host: [::1]:80'],
  ['Host: a b'],
  ['Host:'],
  []
]
