import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHttpServer, type HttpServer } from '#app/server/httpServer.ts'
import { HOST_HEADER, LARGEST_BODY, PROTOCOL_HEADER } from '#app/server/requestGate.ts'
import { until } from './programs.ts'
import { rawRequest, slowRequest } from './rawRequest.ts'

/** Tells what a page would have been told; reads the body to its end first, as a form's page does. */
const echo = (request: IncomingMessage, response: ServerResponse) => {
  request.on('error', () => undefined)
  request.resume().on('end', () => {
    response.setHeader('connection', 'close')
    response.end(JSON.stringify({ url: request.url, headers: request.headers }))
  })
}

const open = async (publicUrl?: string, limits?: Parameters<typeof openHttpServer>[1]) => {
  const settings = { host: '127.0.0.1', port: 0, publicUrl: publicUrl ? new URL(publicUrl) : undefined }
  const server = await openHttpServer(settings, limits)
  server.serve(echo)
  return server
}
const addressOf = (server: HttpServer) => `http://127.0.0.1:${server.port}`
const headersIn = (text: string) =>
  (JSON.parse(/\{.*\}/.exec(text)?.[0] ?? '{}') as { headers: Record<string, string> }).headers

let local: HttpServer
let published: HttpServer

beforeAll(async () => {
  local = await open()
  published = await open('https://hilfe.example.org')
})
afterAll(() => Promise.all([local.stop(), published.stop()]))

const get = (target: string, ...headers: string[]) =>
  rawRequest(addressOf(local), [`GET ${target} HTTP/1.1`, 'Host: localhost', ...headers])

describe('what a client claims about its way', () => {
  const claims = [
    'X-Forwarded-For: 203.0.113.9',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-Proto: https',
    'X-Forwarded-Prefix: /evil',
    'Forwarded: for=203.0.113.9;host=evil.example;proto=https',
    'Via: 1.1 evil.example',
    'X-Real-IP: 203.0.113.9',
    'True-Client-IP: 203.0.113.9',
    'X-Original-URL: /admin',
    'X-Rewrite-URL: /admin',
    'X-HTTP-Method-Override: DELETE',
    `${HOST_HEADER}: evil.example`,
    `${HOST_HEADER.toUpperCase()}: evil.example`,
    `${PROTOCOL_HEADER}: gopher`
  ]

  test('never reaches a page; without a public address the page learns this machine’s name and http', async () => {
    const { status, text } = await get('/', ...claims)
    expect(status).toBe(200)
    expect(text).not.toMatch(/evil|203\.0\.113|admin|gopher|DELETE/)
    expect(headersIn(text)).toEqual({
      host: 'localhost',
      [HOST_HEADER]: 'localhost',
      [PROTOCOL_HEADER]: 'http'
    })
  })

  test('with a public address the page learns that one, whatever name it was reached by', async () => {
    for (const host of [
      'hilfe.example.org',
      'HILFE.example.org',
      'localhost',
      '127.0.0.1:3000',
      '[::1]:3000'
    ]) {
      const { text } = await rawRequest(addressOf(published), ['GET / HTTP/1.1', `Host: ${host}`, ...claims])
      expect(headersIn(text)).toMatchObject({
        [HOST_HEADER]: 'hilfe.example.org',
        [PROTOCOL_HEADER]: 'https'
      })
    }
  })
})

describe('whom a request is addressed to', () => {
  test.for([
    ['another name', 'Host: evil.example', 421],
    ['a name that begins like ours', 'Host: localhost.evil.example', 421],
    ['a name that ends like ours', 'Host: evil-localhost', 421],
    ['our name behind a user', 'Host: evil.example@localhost', 421],
    ['two ports', 'Host: localhost:1:2', 421],
    ['an empty name', 'Host:', 421],
    ['two names', 'Host: localhost\r\nHost: evil.example', 400],
    ['the same name twice', 'Host: localhost\r\nHost: localhost', 400],
    ['no name', 'Accept: */*', 400],
    ['this machine', 'Host: localhost:3000', 200],
    ['this machine by address', 'Host: 127.0.0.1', 200]
  ] as const)('%s', async ([, host, status]) => {
    const answer = await rawRequest(addressOf(local), ['GET / HTTP/1.1', 'Connection: close', host])
    expect(answer.status).toBe(status)
  })

  test('the published name counts only where it is published', async () => {
    const lines = ['GET / HTTP/1.1', 'Host: hilfe.example.org']
    expect((await rawRequest(addressOf(published), lines)).status).toBe(200)
    expect((await rawRequest(addressOf(local), lines)).status).toBe(421)
  })

  test('probes are answered under any name', async () => {
    for (const probe of ['/health', '/ready']) {
      expect((await rawRequest(addressOf(local), [`GET ${probe} HTTP/1.1`, 'Host: 10.0.0.7'])).status).toBe(
        200
      )
      expect((await rawRequest(addressOf(local), [`GET ${probe} HTTP/1.0`])).status).toBe(200)
    }
    expect((await rawRequest(addressOf(local), ['GET / HTTP/1.0'])).status).toBe(421)
  })
})

describe('an address that no page has', () => {
  test.for([
    ['an absolute one', 'http://localhost/', 400],
    ['an absolute one of somebody else', 'http://evil.example/', 400],
    ['two slashes in front', '//evil.example/', 400],
    ['a backslash', '/\\evil.example', 400],
    ['a NUL', '/de%00', 400],
    ['a line break', '/de%0d%0aSet-Cookie:a', 400],
    ['a bad escape', '/%zz', 400],
    ['half an escape', '/%', 400],
    ['bytes that are no UTF-8', '/%ff%fe', 400],
    ['an asterisk', '*', 400],
    ['the framework’s reserved action', '/de?/default', 400],
    ['the framework’s reserved action, encoded', '/de?a=1&%2Fdefault=', 400],
    ['another action', '/de?/other', 200],
    ['a parameter of the framework', '/de?a=1&x-sveltekit-invalidated=01', 400],
    ['a parameter of the framework where its scripts ask', '/de/__data.json?x-sveltekit-invalidated=01', 200],
    ['3 KB', `/${'a'.repeat(3_000)}`, 414],
    ['just short enough', `/${'a'.repeat(2_047)}`, 200],
    ['letters of every script', `/${encodeURIComponent('Budyšin دمشق')}`, 200]
  ] as const)('%s', async ([, target, status]) => {
    const answer = await get(target)
    expect(answer.status).toBe(status)
    if (status !== 200) expect(answer.text).not.toContain('evil')
  })

  test('headers of 20 KB are refused', async () => {
    const { status, text } = await get('/', `Cookie: ${'a'.repeat(20_000)}`)
    expect(status).toBe(431)
    expect(text).toContain('Please try another browser.')
  })

  test('what is no request is told so once, and never in the middle of another answer', async () => {
    const { status, text } = await rawRequest(addressOf(local), ['GARBAGE'])
    expect(status).toBe(400)
    expect(text).toMatch(/^content-security-policy: default-src 'none'\r$/im)
    const second = await rawRequest(
      addressOf(local),
      ['GET / HTTP/1.1', 'Host: localhost'],
      'GARBAGE\r\n\r\n'
    )
    expect(second.text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  })
})

describe('a method that no page has', () => {
  test.for(['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])('%s', async (method) => {
    const { status, text } = await rawRequest(addressOf(local), [`${method} / HTTP/1.1`, 'Host: localhost'])
    expect(status).toBe(405)
    expect(text).toMatch(/^allow: GET, HEAD, POST, OPTIONS\r$/im)
  })

  test('CONNECT is closed', async () => {
    const lines = ['CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example:443']
    expect([0, 400, 405, 421]).toContain((await rawRequest(addressOf(local), lines)).status)
  })
})

describe('a form', () => {
  const post = (server: HttpServer, ...headers: string[]) =>
    rawRequest(
      addressOf(server),
      ['POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Connection: close', ...headers],
      'a'
    )

  test.for([
    ['no page', [], 403],
    ['somebody else’s page', ['Origin: https://evil.example'], 403],
    ['a page without an address', ['Origin: null'], 403],
    ['another port', ['Origin: http://localhost:81'], 403],
    ['our page over another protocol', ['Origin: https://localhost'], 403],
    ['a link on somebody else’s page', ['Origin: http://localhost', 'Sec-Fetch-Site: cross-site'], 403],
    ['our page, says the browser', ['Origin: http://localhost', 'Sec-Fetch-Site: same-origin'], 200],
    ['our page', ['Origin: http://localhost'], 200]
  ] as const)('from %s', async ([, headers, status]) => {
    const { status: answered, text } = await post(local, ...headers)
    expect(answered).toBe(status)
    expect(text).not.toContain('evil')
  })

  test('where there is a public address comes from there', async () => {
    expect((await post(published, 'Origin: https://hilfe.example.org')).status).toBe(200)
    expect((await post(published, 'Origin: http://localhost')).status).toBe(403)
  })

  test('is answered with a page unless our own script asks', async () => {
    const own = 'Origin: http://localhost'
    const heard = async (...headers: string[]) =>
      headersIn((await post(local, own, ...headers)).text)['accept']
    expect(await heard()).toBe('text/html')
    expect(await heard('Accept: */*')).toBe('text/html')
    expect(await heard('Accept: application/json')).toBe('text/html')
    expect(await heard('Accept: application/json', 'X-SvelteKit-Action: true')).toBe('application/json')
  })
})

describe('a body', () => {
  const post = (body: string, ...headers: string[]) =>
    rawRequest(
      addressOf(local),
      ['POST / HTTP/1.1', 'Host: localhost', 'Origin: http://localhost', ...headers],
      body
    )

  test('that is announced too large is refused before it is sent', async () => {
    expect((await post('', `Content-Length: ${LARGEST_BODY + 1}`)).status).toBe(413)
    expect((await post('', 'Content-Length: 99999999999999999999')).status).toBeGreaterThanOrEqual(400)
  })

  test('that is announced in two ways, or wrongly, is refused', async () => {
    expect((await post('0\r\n\r\n', 'Content-Length: 5', 'Transfer-Encoding: chunked')).status).toBe(400)
    expect((await post('ab', 'Content-Length: 1', 'Content-Length: 2')).status).toBe(400)
    expect((await post('', 'Content-Length: -1')).status).toBe(400)
  })

  test('of the largest size goes through', async () => {
    expect((await post('a'.repeat(LARGEST_BODY), `Content-Length: ${LARGEST_BODY}`)).status).toBe(200)
  })

  test('a hundred that trickle keep nobody else from being answered', async () => {
    const slow = await Promise.all(Array.from({ length: 100 }, () => slowRequest(addressOf(local))))
    const began = performance.now()
    for (let asked = 0; asked < 10; asked++) expect((await get('/health')).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(5_000)
    for (const each of slow) each.end()
    await Promise.all(slow.map(({ closed }) => closed))
  })
})

describe('whoever takes too long', () => {
  const limits = { headers: 150, request: 300, interval: 30 }

  test('with headers or with a body is answered 408 and let go', async () => {
    const impatient = await open(undefined, limits)
    for (const part of ['headers', 'body'] as const) {
      const slow = await slowRequest(addressOf(impatient), part)
      const { status, text } = await slow.closed
      expect([part, status]).toEqual([part, 408])
      expect(text).toContain('Das hat zu lange gedauert.')
    }
    await impatient.stop()
  })

  test('does not hold up the end', async () => {
    const server = await open()
    const slow = await slowRequest(addressOf(server))
    const began = performance.now()
    await server.stop()
    expect(performance.now() - began).toBeLessThan(4_000)
    expect((await slow.closed).status).toBe(0)
  })
})

test('before there is anything to serve every request is asked to come back', async () => {
  const early = await openHttpServer({ host: '127.0.0.1', port: 0, publicUrl: undefined })
  const { status, text } = await rawRequest(addressOf(early), [
    'GET / HTTP/1.1',
    'Host: localhost',
    'Connection: close'
  ])
  expect(status).toBe(503)
  expect(text).toMatch(/^retry-after: 2\r$/im)
  await early.stop()
  await until('the port is free', async () =>
    fetch(addressOf(early)).then(
      () => false,
      () => true
    )
  )
})
