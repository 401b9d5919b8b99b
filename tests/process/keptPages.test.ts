import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, ask as query, ownerOf } from './cluster.ts'
import { until } from './programs.ts'
import { useWorkshop, type RunningApplication } from './workshop.ts'

const workshop = useWorkshop()
const data = workshop.demonstration()
let one: RunningApplication
let other: RunningApplication

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

const ask = (
  application: RunningApplication,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET'
): Promise<Answer> =>
  new Promise((settle, fail) => {
    const asked = request(application.address + path, { method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        settle({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) })
      )
    })
    asked.on('error', fail).end(method === 'POST' ? 'age=27plus&situation=asylum' : undefined)
  })

beforeAll(async () => {
  one = await workshop.start({ ANLAUFSTELLE_DATA: data })
  const owner = ownerOf(data)
  const address = addressOf(owner, owner.database)
  other = await workshop.start({ ANLAUFSTELLE_DATA: workshop.newData(), DATABASE_URL: address })
})
afterAll(async () => {
  await other.stop()
  await one.stop()
})

const PAGES = [
  '/de',
  '/ar/find/age?topic=letter',
  '/en/centres',
  '/de-simple/find/results?topic=letter&place=01099'
]

test('a page is the same in every coding, made or kept', async () => {
  for (const path of PAGES) {
    const made = await ask(one, path)
    const [again, zipped, brotli] = [
      await ask(one, path),
      await ask(one, path, { 'accept-encoding': 'gzip' }),
      await ask(one, path, { 'accept-encoding': 'gzip, br' })
    ]
    expect([zipped.headers['content-encoding'], brotli.headers['content-encoding']]).toEqual(['gzip', 'br'])
    expect(brotli.headers['vary']).toBe('Accept-Encoding')
    const bodies = [made.body, again.body, gunzipSync(zipped.body), brotliDecompressSync(brotli.body)]
    expect(new Set(bodies.map(String)).size, path).toBe(1)
    expect(new Set([made, again, zipped, brotli].map(({ headers }) => headers['etag'])).size).toBe(1)
    const { status, body } = await ask(one, path, { 'if-none-match': String(made.headers['etag']) })
    expect([status, body.length]).toEqual([304, 0])
    const head = await ask(one, path, {}, 'HEAD')
    expect([head.status, head.body.length]).toEqual([200, 0])
    for (const name of ['content-security-policy', 'referrer-policy', 'x-content-type-options']) {
      expect(head.headers[name], name).toBe(made.headers[name])
    }
  }
})

test('what a page loads besides is small: its style sheet compressed and kept for good, its icon there', async () => {
  const markup = String((await ask(one, '/de')).body)
  const [, sheet = ''] = /href="([^"]+)" rel="stylesheet"/.exec(markup) ?? []
  const plain = await ask(one, sheet)
  const [brotli, zipped] = [
    await ask(one, sheet, { 'accept-encoding': 'gzip, deflate, br' }),
    await ask(one, sheet, { 'accept-encoding': 'gzip' })
  ]
  expect([brotli.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual(['br', 'gzip'])
  for (const body of [brotliDecompressSync(brotli.body), gunzipSync(zipped.body)]) {
    expect(body.equals(plain.body)).toBe(true)
  }
  for (const { status, headers } of [plain, brotli, zipped]) {
    expect([status, headers['content-type'], headers['vary']]).toEqual([200, 'text/css', 'Accept-Encoding'])
    expect(headers['cache-control']).toMatch(/max-age=31536000.*immutable/)
  }
  const [, icon = ''] = /rel="icon" href="([^"]+)"/.exec(markup) ?? []
  const { status, headers } = await ask(one, icon)
  expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml'])
})

test('an answer to a form is never kept, and no page is handed to another name', async () => {
  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/html',
    origin: one.address
  }
  const path = '/de/find/results?topic=letter&place=02625'
  const answered = await ask(one, path, form, 'POST')
  expect(answered.headers['etag']).toBeUndefined()
  expect(String(answered.body)).toContain('value="asylum"')
  expect(String((await ask(one, path)).body)).not.toContain('asylum')
  const named = await ask(one, '/de', { host: `localhost:${new URL(one.address).port}` })
  expect(String(named.body)).toContain(`href="http://localhost:`)
  expect(String((await ask(one, '/de')).body)).not.toContain('http://localhost:')
})

test('an edit is seen at once by every process', async () => {
  const path = '/de/centres'
  for (const application of [one, other]) {
    await ask(application, path)
    expect(String((await ask(application, path)).body)).not.toContain('Neuer Name')
  }
  await query(
    ownerOf(data),
    `UPDATE directory_centre SET name = 'Neuer Name'
     WHERE id = (SELECT id FROM directory_centre WHERE archived_at IS NULL ORDER BY name LIMIT 1)`
  )
  for (const application of [one, other]) {
    await until('the new name is shown', async () =>
      String((await ask(application, path)).body).includes('Neuer Name')
    )
  }
})
