import { createServer, request as ask, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '#testing/freePort.ts'
import { rawRequest } from './rawRequest.ts'
import { useWorkshop, type RunningApplication } from './workshop.ts'

const workshop = useWorkshop()
const PUBLIC = 'https://hilfe.example.org'
let application: RunningApplication
let upstream: number
let proxy: Server
let address: string

/** Passes requests on as a TLS proxy does after it has decrypted them: under the public name, with its own claims. */
const pass = (upstreamPort: number) =>
  createServer((incoming, outgoing) => {
    const headers = {
      ...incoming.headers,
      host: 'hilfe.example.org',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'hilfe.example.org'
    }
    const { url: path, method } = incoming
    const onward = ask({ port: upstreamPort, host: '127.0.0.1', path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })

beforeAll(async () => {
  upstream = await freePort()
  application = await workshop.start({
    ANLAUFSTELLE_DATA: workshop.demonstration(),
    ANLAUFSTELLE_URL: PUBLIC,
    ANLAUFSTELLE_LOG: 'info',
    PORT: String(upstream)
  })
  proxy = pass(upstream)
  await new Promise<void>((settle) => proxy.listen(0, '127.0.0.1', settle))
  address = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`
})
afterAll(async () => {
  proxy.closeAllConnections()
  proxy.close()
  await application.stop()
})

test('the banner names the public address', () => {
  expect(application.address).toBe(PUBLIC)
})

test('pages know that they are read over https, though http arrives', async () => {
  const answer = await fetch(`${address}/ready`)
  expect([answer.status, answer.headers.get('strict-transport-security')]).toEqual([200, 'max-age=31536000'])
})

const post = async (origin: string | undefined) => {
  const body = 'a=b'
  const { status } = await rawRequest(
    address,
    [
      'POST /de HTTP/1.1',
      'Host: whatever',
      'Connection: close',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      ...(origin ? [`Origin: ${origin}`] : [])
    ],
    body
  )
  return status
}

test('a form from the public address is let through, one from elsewhere is not', async () => {
  expect(await post(PUBLIC)).not.toBe(403)
  for (const origin of [
    'https://evil.example',
    'http://hilfe.example.org',
    'http://localhost',
    'null',
    undefined
  ]) {
    expect([origin, await post(origin)]).toEqual([origin, 403])
  }
})

test('a page sends nobody to another name, whatever the request says', async () => {
  const direct = `http://127.0.0.1:${upstream}`
  const claims = ['X-Forwarded-Host: evil.example', 'Forwarded: host=evil.example', 'Connection: close']
  for (const path of ['/', '/de', '/xx', '/de/nowhere']) {
    const { status, text } = await rawRequest(direct, [
      `GET ${path} HTTP/1.1`,
      'Host: hilfe.example.org',
      ...claims
    ])
    expect(status).toBeGreaterThan(0)
    expect(text).not.toContain('evil.example')
  }
  const foreign = await rawRequest(direct, ['GET /de HTTP/1.1', 'Host: evil.example', ...claims])
  expect(foreign.status).toBe(421)
})

test('no address of a client and no text of a form stands in the log', () => {
  expect(application.said()).toMatch(/"event":"request"/)
  expect(application.said()).not.toMatch(/203\.0\.113|evil|a=b/)
})
