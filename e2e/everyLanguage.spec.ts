import type { Page } from '@playwright/test'
import { EVERY_LOCALE, LOCALES, type Locale } from '#i18n/locales.ts'
import { EVERY_PAGE, ONE_A_SCRIPT } from './languages.ts'
import { expect, test } from './portal.ts'

const long = process.env['ANLAUFSTELLE_LONG'] === '1'
const RESULTS = '/find/results?topic=letter&place=01099'
/** Start, results, centre and card: what everyone needs who needs help. */
const FOUR = ['', RESULTS, '/centre/migrationsberatung-neustadt', '/centre/migrationsberatung-neustadt/card']
const SECRETS = /[?&](age|situation|papers|anonymous)=|27plus|tolerated/

for (const language of EVERY_LOCALE) {
  // Where everyPage looks at all pages, it is enough to open these.
  const look = long || !ONE_A_SCRIPT.includes(language)
  test(`the way from the start to the card is whole in ${language}`, async ({ portal }) => {
    const { page } = portal
    await page.setViewportSize({ width: 360, height: 740 })
    for (const path of FOUR) {
      await (look ? portal.visit(`/${language}${path}`) : portal.open(`/${language}${path}`))
      const { html, direction } = LOCALES[language]
      await expect(page.locator('html')).toHaveAttribute('lang', html)
      await expect(page.locator('html')).toHaveAttribute('dir', direction)
    }
  })
}

/** The languages a page offers, in the order of the menu, as `lang name`. */
const offered = (page: Page) =>
  page
    .locator('.lang li > *')
    .evaluateAll((all) => all.map((way) => `${way.getAttribute('lang')} ${way.textContent.trim()}`))

test('every page offers every other language by its own name', async ({ portal }) => {
  const { page } = portal
  for (const [place, path] of EVERY_PAGE.entries()) {
    const here = EVERY_LOCALE[place % EVERY_LOCALE.length]!
    await portal.open(`/${here}${path}`)
    const others = EVERY_LOCALE.filter((locale) => locale !== here)
    expect(await offered(page), `/${here}${path}`).toEqual(
      others.map((locale) => `${LOCALES[locale].html} ${LOCALES[locale].ownName}`)
    )
    await expect(page.locator('.lang summary')).toContainText(LOCALES[here].ownName)
    expect(new URL(page.url()).pathname).toBe(`/${here}${path.replace(/\?.*/, '')}`)
  }
})

/** What is searched for, and what was found: the part of a page of results that no language changes. */
const searchOn = async (page: Page) => ({
  asked: new URL(page.url()).search,
  wishes: await page
    .locator('main details input:checked')
    .evaluateAll((all) => all.map((box) => box.getAttribute('name'))),
  spoken: await page.locator('select#language').inputValue(),
  answers: await page
    .locator('form#carry input')
    .evaluateAll((all) => all.map((field) => `${field.getAttribute('name')}=${field.getAttribute('value')}`)),
  found: await page
    .locator('.best h2 a, .more h3 a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')?.replace(/^\/[^/]+/, '')))
})

/** Goes through the language menu to other languages in turn, one a script or in the long run all, and looks at each. */
const inOthers = async (page: Page, look: (locale: Locale) => Promise<void>) => {
  const start = new URL(page.url()).pathname.split('/')[1]
  for (const locale of (long ? EVERY_LOCALE : ONE_A_SCRIPT).filter((other) => other !== start)) {
    await page.locator('.lang summary').click()
    const next = page.waitForEvent('framenavigated')
    await page.locator('.lang').getByText(LOCALES[locale].ownName, { exact: true }).last().click()
    await next
    await page.waitForLoadState()
    await look(locale)
  }
}

test('the same results in another language keep topic, place and wishes', async ({ portal }) => {
  const { page } = portal
  await portal.open(`/de${RESULTS}&language=ar&stepFree=1`)
  const search = await searchOn(page)
  expect(search).toMatchObject({ wishes: ['stepFree'], spoken: 'ar', answers: [] })
  expect(search.found.length).toBeGreaterThan(0)
  await inOthers(page, async (locale) => {
    expect(new URL(page.url()).pathname).toBe(`/${locale}/find/results`)
    await expect(page.locator('html')).toHaveAttribute('lang', LOCALES[locale].html)
    expect(await searchOn(page), locale).toEqual(search)
  })
})

test('the same answer in another language keeps age, situation and secret wishes out of the address', async ({
  portal
}) => {
  const { page } = portal
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await portal.open('/de/find/age?topic=letter&place=01099')
  const next = page.locator('main form.text .btn')
  for (const answer of ['[name=age][value="27plus"]', '[name=situation][value="tolerated"]']) {
    await page.locator(`input${answer}`).check()
    await next.click()
  }
  await next.click()
  await page
    .locator('details', { has: page.locator('select#language') })
    .locator('summary')
    .click()
  await page.locator('input[name=papers]').check()
  await page.locator('input[name=stepFree]').check()
  await page.locator('details button.btn2').click()
  await expect(page).toHaveURL(/stepFree=1/)
  const search = await searchOn(page)
  expect(search.wishes).toEqual(expect.arrayContaining(['papers', 'stepFree']))
  expect(search.answers).toEqual(expect.arrayContaining(['age=27plus', 'situation=tolerated']))
  expect(search.found.length).toBeGreaterThan(0)
  await inOthers(page, async (locale) => {
    await expect(page.locator('html')).toHaveAttribute('lang', LOCALES[locale].html)
    expect(await searchOn(page), locale).toEqual(search)
  })
  expect(addresses.filter((address) => SECRETS.test(address))).toEqual([])
})

test('the address without a language leads to the browser’s own', async ({ request }) => {
  const led = async (wish: string) => {
    const answer = await request.get('/', { headers: { 'accept-language': wish }, maxRedirects: 0 })
    expect(answer.status()).toBe(302)
    expect(answer.headers()['vary']).toMatch(/accept-language/i)
    return answer.headers()['location']
  }
  for (const [wish, where] of [
    ['en-GB,en;q=0.9', '/en'],
    ['de', '/de'],
    ['fa-AF,fa;q=0.9,en;q=0.5', '/prs'],
    ['fa-IR', '/fa'],
    ['ku', '/kmr'],
    ['uk-UA,uk;q=0.9,ru;q=0.8', '/uk'],
    ['tlh', '/de'],
    ['', '/de'],
    [';;q=x,', '/de']
  ] as const) {
    expect(await led(wish), wish).toBe(where)
  }
  for (const locale of EVERY_LOCALE) {
    for (const tag of [LOCALES[locale].html, LOCALES[locale].hreflang])
      expect(await led(tag)).toBe(`/${locale}`)
  }
})

test('no other address asks for the browser’s language', async ({ request }) => {
  for (const path of EVERY_PAGE) {
    const answer = await request.get(`/de${path}`, { headers: { 'accept-language': 'fa' }, maxRedirects: 0 })
    expect([200, 404], path).toContain(answer.status())
    expect(await answer.text(), path).toContain('<html lang="de" dir="ltr"')
    expect(answer.headers()['vary'] ?? '', path).not.toMatch(/accept-language/i)
  }
  for (const path of ['/find/results', '/centres', '/about', '/DE', '/xx/about']) {
    const answer = await request.get(path, { headers: { 'accept-language': 'fa' }, maxRedirects: 0 })
    expect(answer.status(), path).toBe(404)
  }
})

test('search engines are told of each page in every language, and each is there', async ({
  portal,
  request
}) => {
  const { page } = portal
  const tags = [...EVERY_LOCALE.map((locale) => LOCALES[locale].hreflang), 'x-default']
  for (const [language, path] of [
    ['de', ''],
    ['ti', '/centres'],
    ['prs', '/centre/migrationsberatung-neustadt'],
    ['kmr', '/about']
  ] as const) {
    await portal.open(`/${language}${path}`)
    const links = await page
      .locator('head link[rel=alternate][hreflang]')
      .evaluateAll((all) =>
        all.map((link) => [link.getAttribute('hreflang'), link.getAttribute('href')] as const)
      )
    expect(links.map(([tag]) => tag)).toEqual(tags)
    for (const [tag, address] of links) {
      const locale = EVERY_LOCALE.find((other) => LOCALES[other].hreflang === tag) ?? 'de'
      expect(new URL(address!).pathname).toBe(`/${locale}${path}`)
      const answer = await request.get(address!, { maxRedirects: 0 })
      expect(answer.status(), address!).toBe(200)
      expect(await answer.text()).toContain(`<html lang="${LOCALES[locale].html}"`)
    }
  }
})
