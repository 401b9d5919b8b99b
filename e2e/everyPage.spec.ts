import { EVERY_LOCALE } from '#i18n/locales.ts'
import { EVERY_PAGE, ONE_A_SCRIPT } from './languages.ts'
import { expect, sidewaysScrolling, test } from './portal.ts'

const long = process.env['ANLAUFSTELLE_LONG'] === '1'

/** WCAG 2.2, 1.4.12: a page must bear this spacing without losing anything. */
const TEXT_SPACING =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'

for (const language of EVERY_LOCALE) {
  // One language a script; the others in the long run. everyLanguage visits four pages in all of them.
  const often = ONE_A_SCRIPT.includes(language) ? '' : ' @long'
  // From right to left; the others in the long run.
  const wide = long || language === 'ar'
  const where = wide ? 'a small phone, and on a wide screen in the dark' : 'a small phone'
  test(`every page in ${language} is whole on ${where}${often}`, async ({ portal }) => {
    for (const path of EVERY_PAGE) {
      await portal.page.setViewportSize({ width: 320, height: 640 })
      await portal.paint('light')
      await portal.visit(`/${language}${path}`)
      if (!wide) continue
      await portal.page.setViewportSize({ width: 1280, height: 800 })
      await portal.paint('dark')
      await portal.check()
    }
  })
}

test('pages bear wider spacing and doubled text', async ({ portal }) => {
  const { page } = portal
  for (const path of EVERY_PAGE) {
    await page.setViewportSize({ width: 360, height: 740 })
    await portal.open(`/de${path}`)
    const spaced = await portal.measureWith(TEXT_SPACING, sidewaysScrolling)
    expect(spaced, `${path} with wider spacing`).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 640, height: 740 })
    const doubled = await portal.measureWith('html{font-size:225%!important}', sidewaysScrolling)
    expect(doubled, `${path} with doubled text`).toBeLessThanOrEqual(0)
  }
})

test('every centre has a page that says how to reach it', async ({ portal, request }) => {
  const { page } = portal
  await portal.open('/de/centres')
  const links = await page
    .locator('main a[href*="/centre/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  expect(links.length).toBeGreaterThanOrEqual(30)
  for (const link of links) {
    const main = (await (await request.get(link)).text()).split('<main')[1]
    expect(main, link).toMatch(/href="(tel|mailto):/)
  }
  for (const link of long ? links : links.filter((_, place) => place % 16 === 0)) await portal.visit(link)
})

test('no page has a link that leads nowhere', async ({ portal, request }) => {
  const seen = new Set<string>()
  for (const path of [
    '/de',
    '/en',
    '/de/centres',
    '/en/credits',
    '/de/find/results?topic=letter&place=01099'
  ]) {
    await portal.page.goto(path)
    const links = await portal.page
      .locator('a[href]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    for (const link of links) if (link.startsWith('/')) seen.add(link)
    expect(links.filter((link) => link === '' || link === '#')).toEqual([])
  }
  for (const link of seen) {
    const status = (await request.get(link, { maxRedirects: 0 })).status()
    expect(status, link).toBe(link === '/exit' ? 303 : 200)
  }
})

test('a page that does not exist says so in the language of its address', async ({ portal, request }) => {
  await portal.visit('/en/nothing-here')
  await expect(portal.title).toHaveText(/does not exist/i)
  for (const path of ['/en/nothing-here', '/de/centre/gibt-es-nicht', '/xx', '/de/find/nothing']) {
    expect((await request.get(path)).status(), path).toBe(404)
  }
})

test('every answer carries the headers that keep others out', async ({ request }) => {
  for (const path of [
    '/de',
    '/de/find/results?topic=letter&place=01099',
    '/de/centre/gibt-es-nicht',
    '/health'
  ]) {
    const headers = (await request.get(path)).headers()
    expect(headers['content-security-policy'], path).toContain("default-src 'none'")
    expect(headers['content-security-policy'], path).not.toContain('script-src')
    expect(headers['referrer-policy'], path).toBe('same-origin')
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['set-cookie'], path).toBeUndefined()
  }
})

test('a form posted from another site, or not as a form, is refused', async ({ request, baseURL }) => {
  const post = (headers: Record<string, string>, data: string) =>
    request.post('/de/find/results?topic=letter', { headers, data })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  expect((await post({ ...form, origin: 'https://evil.example' }, 'age=27plus')).status()).toBe(403)
  expect((await post({ ...form, origin: 'null' }, 'age=27plus')).status()).toBe(403)
  const own = { origin: baseURL ?? '' }
  expect((await post({ ...own, 'content-type': 'text/plain' }, 'x')).status()).toBe(415)
  expect((await post({ ...own, 'content-type': 'multipart/form-data; boundary=x' }, '--x')).status()).toBe(
    415
  )
  expect((await post({ ...own, ...form }, 'age=%00')).status()).toBe(400)
  expect((await post({ ...own, ...form }, `age=${'a'.repeat(20_000)}`)).status()).toBe(413)
  expect((await post({ ...own, ...form }, 'age=27plus&situation=asylum&place=01099')).status()).toBe(200)
})
