import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aSiteFile } from '#modules/publishing/testing/factories.ts'
import { rawRequest } from './rawRequest.ts'
import { listing, node, useWorkshop } from './workshop.ts'

const workshop = useWorkshop()
const COMMAND = [node, 'src/cli.ts']

const write = (path: string, content: unknown) =>
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
const newSite = (content: unknown) => {
  const path = join(workshop.folder, `site-${Math.round(performance.now() * 1000)}.json`)
  write(path, content)
  return path
}

describe('a broken site file ends the start before anything is touched', () => {
  const organisation = { ...aSiteFile().organisation, email: 'post', fax: '0351' }
  test.for<[what: string, content: unknown, line: RegExp]>([
    [
      'with a wrong fact',
      { ...aSiteFile(), organisation },
      /organisation\.email \(e-mail address of the organisation\): This is not an e-mail address \(and 1 more: npm run -s cli -- publishing check\)\.\n$/
    ],
    ['that is cut off', '{"organisation": ', /is not JSON: compare it with data\/site\.example\.json\.\n$/],
    [
      'whose video is missing',
      {
        ...aSiteFile(),
        videos: [{ file: 'a.mp4', explains: 'about', title: { de: 'a' }, text: { de: 'b' } }]
      },
      /videos\.0\.file \(videos in sign language\): This file does not lie beside the site file\.\n$/
    ]
  ])('%s', async ([, content, line]) => {
    const data = workshop.newData()
    const end = await workshop.run({ ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_SITE: newSite(content) }).ended
    expect(end.stderr).toMatch(/^Anlaufstelle cannot start: .*\n$/)
    expect(end.stderr).toMatch(line)
    expect([end.code, end.stdout, listing(data)]).toEqual([2, '', ['(nothing)']])
  })

  test('that is named but not there', async () => {
    const data = workshop.newData()
    const settings = { ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_SITE: join(workshop.folder, 'none.json') }
    const end = await workshop.run(settings).ended
    expect(end.stderr).toMatch(/none\.json cannot be read \(ENOENT\): check ANLAUFSTELLE_SITE/)
    expect([end.code, listing(data)]).toEqual([2, ['(nothing)']])
  })
})

test('a real installation is closed until its facts are written, says which, and then opens', async () => {
  const data = workshop.newData()
  const settings = { ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_DEMO: 'off' }
  const cli = (...args: string[]) => workshop.run(settings, { command: [...COMMAND, ...args] }).ended
  const closed = await workshop.start(settings)
  expect(await cli('access', 'setup', '--name', 'Beispielverein')).toMatchObject({ code: 0 })
  expect(closed.said()).toMatch(/The portal is closed/)
  expect(closed.said()).toMatch(/organisation\.name \(legal name of the organisation\)\n/)
  expect(closed.said()).toMatch(/accessibility\.enforcement\.web \(enforcement body\)\n/)
  const statuses = await Promise.all(
    [
      '/health',
      '/ready',
      '/',
      '/de',
      '/en/centres',
      '/de/imprint',
      '/api/hsds/v3',
      '/api/centres.csv',
      '/videos/a.mp4'
    ].map((path) => closed.status(path))
  )
  expect(statuses).toEqual([200, 503, 503, 503, 503, 503, 503, 503, 503])
  expect(await closed.page('/de')).toContain('Hier entsteht eine Anlaufstelle')
  const body = 'topic=letter'
  const posted = await rawRequest(
    closed.address,
    [
      'POST /de/find/place HTTP/1.1',
      `Host: ${new URL(closed.address).host}`,
      `Origin: ${closed.address}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      'Connection: close'
    ],
    body
  )
  expect(posted.status).toBe(503)

  const checked = await cli('publishing', 'check')
  expect(checked.code).toBe(1)
  expect(checked.stdout).toMatch(/There is no file with the facts/)
  expect(checked.stdout).toMatch(/facts are missing\. Until then the portal stays closed:\n/)
  mkdirSync(data, { recursive: true })
  write(join(data, 'site.json'), { ...aSiteFile(), demonstration: true })
  expect((await cli('publishing', 'check')).stdout).toMatch(
    /demonstration \(the facts are marked as invented/
  )
  write(join(data, 'site.json'), { ...aSiteFile(), contact: { phone: 'x' } })
  const broken = await cli('publishing', 'check')
  expect(broken.stdout).toMatch(/contact\.phone \(phone number that a person answers\): This is not a phone/)
  expect(broken.stdout).toMatch(/contact\.email \(e-mail address for people who need help\)\n/)
  write(join(data, 'site.json'), aSiteFile())
  expect(await cli('publishing', 'check')).toMatchObject({ code: 0 })
  await closed.stop()

  const open = await workshop.start(settings)
  expect(open.said()).not.toMatch(/closed/)
  expect(await Promise.all(['/ready', '/de', '/api/hsds/v3'].map((path) => open.status(path)))).toEqual([
    200, 200, 200
  ])
  expect(await open.page('/de/imprint')).toContain('Beispielverein e. V.')
  expect(await cli('publishing', 'barriers')).toMatchObject({
    code: 0,
    stdout: 'Nobody reported a barrier.\n'
  })
  await open.stop()
})

test('a demonstration takes its own site file where there is one, and gives its videos in parts', async () => {
  const data = workshop.demonstration()
  const folder = join(workshop.folder, 'films')
  mkdirSync(folder)
  write(join(folder, 'gruss.mp4'), '0123456789')
  const site = join(folder, 'site.json')
  write(site, {
    ...aSiteFile(),
    videos: [{ file: 'gruss.mp4', explains: 'start', title: { de: 'Gruß' }, text: { de: 'Guten Tag.' } }]
  })
  const app = await workshop.start({ ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_SITE: site })
  const page = await fetch(`${app.address}/de/sign-language`)
  expect(page.headers.get('content-security-policy')).toContain("media-src 'self'")
  expect(await page.text()).toContain('src="/videos/gruss.mp4"')
  const other = await fetch(`${app.address}/de/about`)
  expect(other.headers.get('content-security-policy')).not.toContain('media-src')
  const ask = async (file: string, init: RequestInit = {}) => {
    const answer = await fetch(`${app.address}/videos/${file}`, init)
    const { headers } = answer
    const text = answer.status < 300 ? await answer.text() : ''
    return [answer.status, text, headers.get('content-length'), headers.get('content-range')]
  }
  expect(await ask('gruss.mp4')).toEqual([200, '0123456789', '10', null])
  expect(await ask('gruss.mp4', { headers: { range: 'bytes=3-5' } })).toEqual([
    206,
    '345',
    '3',
    'bytes 3-5/10'
  ])
  expect(await ask('gruss.mp4', { method: 'HEAD' })).toEqual([200, '', '10', null])
  const beyond = await ask('gruss.mp4', { headers: { range: 'bytes=10-' } })
  expect([beyond[0], beyond[3]]).toEqual([416, 'bytes */10'])
  for (const file of ['site.json', '..%2fsite.json', '%2e%2e%2fsite.json', 'x.mp4'])
    expect([file, (await ask(file))[0]]).toEqual([file, 404])
  await app.stop()
})
