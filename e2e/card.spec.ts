import { EVERY_LOCALE } from '#i18n/locales.ts'
import { ONE_A_SCRIPT } from './languages.ts'
import { expect, sidewaysScrolling, test } from './portal.ts'
import { layOutOn, millimetres, pagesOn, PAPERS, scan, type Paper } from './printed.ts'

const LANGUAGES = ['de', 'de-simple', 'en', 'ar']
/** Four services and a closure: the demonstration's fullest card. Then one with hours of every kind, and one without an address. */
const CENTRES = ['nachbarhaus-zwickau', 'migrationsberatung-neustadt', 'frauenberatung-schutzraum']
const FULLEST = '/centre/nachbarhaus-zwickau/card'
const SHORT = '/centre/migrationsberatung-neustadt/card'
const long = process.env['ANLAUFSTELLE_LONG'] === '1'
const papers = Object.keys(PAPERS) as Paper[]

for (const language of LANGUAGES) {
  test(`the card and the sentences to show are whole in ${language}`, async ({ portal }) => {
    await portal.page.setViewportSize({ width: 320, height: 640 })
    for (const path of [FULLEST, `/centre/${CENTRES[2]}/card`, '/show'])
      await portal.visit(`/${language}${path}`)
    await portal.page.setViewportSize({ width: 1280, height: 800 })
    await portal.paint('dark')
    for (const path of [FULLEST, '/show?speak=ti']) await portal.visit(`/${language}${path}`)
    await portal.page.setViewportSize({ width: 640, height: 740 })
    const doubled = await portal.measureWith('html{font-size:225%!important}', sidewaysScrolling)
    expect(doubled).toBeLessThanOrEqual(0)
  })
}

// The fullest card in every language, all three in one language a script; in the long run all of all.
for (const language of EVERY_LOCALE) {
  test(`the card in ${language} is one page of paper`, async ({ portal, request }) => {
    const { page } = portal
    const links = (await (await request.get('/de/centres')).text()).match(/\/centre\/[a-z0-9-]+/g) ?? []
    const every = [...new Set(links.map((link) => link.slice('/centre/'.length)))]
    expect(every).toEqual(expect.arrayContaining(CENTRES))
    const centres = long ? every : ONE_A_SCRIPT.includes(language) ? CENTRES : CENTRES.slice(0, 1)
    for (const path of [...centres.map((centre) => `/centre/${centre}/card`), '/show?speak=ti']) {
      await portal.open(`/${language}${path}`)
      for (const paper of papers) expect(await pagesOn(page, paper), `${path} on ${paper}`).toBe(1)
    }
  })
}

test('the printed card can be scanned, and leads to the centre in the reader’s language', async ({
  portal,
  browser,
  baseURL
}) => {
  const { page } = portal
  const prints: (readonly [language: string, paper: Paper])[] = [
    ['de', 'A4'],
    ['de-simple', 'A5'],
    ['en', 'A6'],
    ['ar', 'A6']
  ]
  for (const [language, paper] of prints) {
    await portal.open(`/${language}${SHORT}`)
    await layOutOn(page, paper)
    const code = page.getByRole('img', { name: /QR/ })
    expect(millimetres((await code.boundingBox())!.width)).toBeGreaterThanOrEqual(22)
    await code.scrollIntoViewIfNeeded()
    const address = (await scan(page, browser)) ?? ''
    expect(address).toBe(`${baseURL}/${language}/centre/migrationsberatung-neustadt`)
    await page.emulateMedia({ media: 'screen' })
    expect((await page.goto(address))?.status()).toBe(200)
    await expect(portal.title).toContainText('Migrationsberatung Neustadt')
  }
})

test('on paper there is nothing but the card, and nothing of it is cut', async ({ portal }) => {
  const { page } = portal
  await portal.open(`/ar${FULLEST}`)
  await expect(page.getByText('Mein Termin')).toBeHidden()
  for (const paper of papers) {
    await layOutOn(page, paper)
    const seen = page.locator('body :visible')
    expect(await seen.and(page.locator('header, footer, nav, h1, form')).count()).toBe(0)
    await expect(page.getByText('Mein Termin')).toBeVisible()
    const card = await page.getByRole('article').boundingBox()
    const parts = await page.locator('article :visible').all()
    for (const part of parts) {
      const box = await part.boundingBox()
      expect(box!.x).toBeGreaterThanOrEqual(card!.x)
      expect(box!.x + box!.width).toBeLessThanOrEqual(card!.x + card!.width + 1)
    }
  }
})

test('a small card leaves out what matters less, never address, number, times and what to say', async ({
  portal
}) => {
  const { page } = portal
  await portal.open(`/en${SHORT}`)
  const card = page.getByRole('article')
  const always = ['Beispielstraße 12', '0351 000 12 34', 'Ich spreche Englisch.', 'I speak English.']
  for (const paper of papers) {
    await layOutOn(page, paper)
    for (const words of always) {
      const shown = words.startsWith('0351') ? words.replaceAll(' ', '\u00a0') : words
      await expect(card.getByText(shown).first(), `${words} on ${paper}`).toBeVisible()
    }
    await expect(card.getByText('Dienstag und Donnerstag').first()).toBeVisible()
    await expect(card.getByText('So kommen Sie hinein')).toBeVisible({ visible: paper !== 'A6' })
  }
})

test('someone with an Arabic page points at the same line as a counsellor who reads German', async ({
  portal
}) => {
  await portal.visit(`/ar${SHORT}`)
  const rows = portal.page.getByRole('article').locator('.pair')
  const german = rows.locator('> [lang="de"][dir="ltr"]')
  const arabic = rows.locator('> [lang="ar"][dir="rtl"]')
  const count = await german.count()
  expect(count).toBeGreaterThanOrEqual(5)
  expect(await arabic.count()).toBe(count)
  for (const row of [0, count - 1]) {
    const [left, right] = [await german.nth(row).boundingBox(), await arabic.nth(row).boundingBox()]
    expect(left!.y).toBe(right!.y)
    expect(left!.x).toBeLessThan(right!.x)
  }
})

test('a hidden address is nowhere on the card, which asks to call first', async ({ portal }) => {
  const { page } = portal
  for (const language of LANGUAGES) {
    await portal.open(`/${language}/centre/${CENTRES[2]}/card`)
    expect(await page.content()).not.toMatch(/Stilles Ufer|04\d{3}/)
    await expect(page.getByRole('article').getByRole('link').first()).toHaveAttribute('href', /^tel:/)
  }
  await expect(page.getByRole('article')).toContainText('Bitte rufen Sie an.')
})

test('a card for one service tells of that service only', async ({ portal, request }) => {
  const { page } = portal
  await portal.visit(`/de${FULLEST}`)
  await portal.go(page.getByRole('link', { name: 'Jugendmigrationsdienst Zwickau' }))
  const card = page.getByRole('article')
  await expect(card).toContainText('Jugendmigrationsdienst (JMD)')
  await expect(card).not.toContainText('Arbeitsmarktmentoring')
  await portal.go(page.getByRole('link', { name: 'Karte für alle Angebote' }))
  await expect(card).toContainText('Arbeitsmarktmentoring Zwickau')
  for (const path of [`${FULLEST}?offer=x`, `${FULLEST}?offer=`, '/centre/gibt-es-nicht/card']) {
    expect((await request.get(`/de${path}`)).status(), path).toBe(404)
  }
})

test('what is shown to staff is in German first, and says which language is spoken', async ({ portal }) => {
  const { page } = portal
  const sentences = page.getByRole('article').getByRole('listitem')
  await portal.visit('/ar/show')
  await expect(sentences.first().locator('p').first()).toHaveText('Ich brauche Beratung.')
  await expect(sentences.first().locator('p').first()).toHaveAttribute('lang', 'de')
  await expect(sentences.nth(1)).toContainText('Ich spreche Arabisch.')
  await portal.visit('/de/show')
  await expect(sentences.nth(1)).toContainText('Ich spreche nur wenig Deutsch.')
  await page.getByRole('combobox').selectOption({ label: 'українська' })
  await portal.go(page.getByRole('button', { name: 'Sprache einsetzen' }))
  await expect(sentences.nth(1)).toContainText('Ich spreche Ukrainisch.')
  await expect(sentences.nth(1).locator('[lang="uk"]')).toHaveText('українська')
  await portal.visit('/de/show?speak=%3Cb%3E')
  await expect(sentences.nth(1)).toContainText('Ich spreche nur wenig Deutsch.')
})

test('the sentences can be read again without a network', async ({ portal }) => {
  const { page } = portal
  await portal.open('/en/show')
  await portal.open('/en/credits')
  await page.context().setOffline(true)
  await portal.open('/en/show')
  await expect(page.getByRole('article')).toContainText('Ich spreche Englisch.')
  await page.context().setOffline(false)
})
