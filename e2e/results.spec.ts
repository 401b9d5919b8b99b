import type { Page } from '@playwright/test'
import { expect, test, type Portal } from './portal.ts'

/** What an address may never hold: a field that betrays the visitor, or one of its answers. */
const SECRETS = /[?&](age|situation|papers|anonymous)=|27plus|18to26|tolerated|asylum|noPapers/

/** Every address that the browser asks for from now on. */
const watch = (page: Page) => {
  const seen: string[] = []
  page.on('request', (request) => seen.push(request.url()))
  return seen
}

interface Told {
  readonly age: string
  readonly situation: string
  readonly place: string
}

const answer = async (portal: Portal, language: 'de' | 'ar', { age, situation, place }: Told) => {
  const { page } = portal
  const next = page.locator('main form.text .btn')
  await page.goto(`/${language}/find/age?topic=letter`)
  await page.locator(`input[name=age][value="${age}"]`).check()
  await portal.follow(next)
  await page.locator(`input[name=situation][value="${situation}"]`).check()
  await portal.follow(next)
  await page.locator('#place').fill(place)
  await portal.follow(next)
}

const openFilters = async (page: Page) => {
  const filters = page.locator('details', { has: page.locator('select#language') })
  if ((await filters.getAttribute('open')) === null) await filters.locator('summary').click()
  return filters
}
const names = (page: Page) => page.locator('.best h2, .more h3').allInnerTexts()

for (const language of ['de', 'ar'] as const) {
  test(`wishes narrow the results in ${language}, keep the answers and stay out of the address`, async ({
    portal
  }) => {
    const { page } = portal
    const addresses = watch(page)
    await answer(portal, language, { age: '27plus', situation: 'tolerated', place: '01099' })
    const all = await names(page)
    const filters = await openFilters(page)
    await filters.locator('select').selectOption('ar')
    await filters.locator('input[name=stepFree]').check()
    await filters.locator('input[name=papers]').check()
    await portal.go(filters.locator('button.btn2'))
    const params = new URL(page.url()).searchParams
    expect([...params.keys()].sort()).toEqual(['language', 'place', 'stepFree', 'topic'])
    await expect(page.locator('input[name=papers]:checked')).toHaveCount(1)
    await expect(page.locator('.best')).toBeVisible()
    expect(await names(page)).not.toEqual(all)
    const carried = page.locator('form#carry input[name=situation]')
    await expect(carried).toHaveValue('tolerated')

    await page.locator('.lang summary').click()
    await portal.go(page.locator('.lang').getByText('English'))
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.locator('input[name=papers]:checked')).toHaveCount(1)
    await expect(page.locator('input[name=stepFree]:checked')).toHaveCount(1)
    await expect(page.locator('select#language')).toHaveValue('ar')
    await expect(carried).toHaveValue('tolerated')

    await portal.follow(page.locator('.trail').getByText('Situation'))
    await expect(page.getByRole('radio', { name: /27/ })).toBeChecked()
    await portal.follow(page.getByRole('button', { name: 'Continue' }))
    await expect(page.getByRole('radio', { name: /Duldung/ })).toBeChecked()
    await portal.follow(page.getByRole('button', { name: 'Continue' }))
    await expect(page.locator('#place')).toHaveValue('01099')
    await portal.follow(page.getByRole('button', { name: /Show/ }))
    await expect(page.locator('input[name=papers]:checked')).toHaveCount(1)
    await expect(page.locator('input[name=stepFree]:checked')).toHaveCount(1)
    expect(addresses.filter((address) => SECRETS.test(address))).toEqual([])
  })
}

test('a list of many centres is read page by page, with wishes and answers', async ({ portal }) => {
  const { page } = portal
  const addresses = watch(page)
  await answer(portal, 'de', { age: '27plus', situation: 'tolerated', place: '01099' })
  const filters = await openFilters(page)
  await filters.locator('input[name=stepFree]').check()
  await portal.go(filters.locator('button.btn2'))
  const seen = await names(page)
  for (let number = 2; ; number++) {
    const next = page.getByRole('button', { name: 'Weitere Stellen zeigen' })
    if ((await next.count()) === 0) break
    await portal.follow(next)
    await expect(page.getByText(`Seite ${number} von`)).toBeVisible()
    seen.push(...(await names(page)))
  }
  const shown = (await page.locator('details .said').first().innerText()).match(/\d+/)?.[0]
  expect(seen.length).toBe(Number(shown))
  expect(seen.length).toBeGreaterThan(6)
  expect(new Set(seen).size).toBe(seen.length)
  await expect(page.locator('form#carry input[name=age]')).toHaveValue('27plus')
  await portal.follow(page.getByRole('button', { name: 'Vorherige Stellen zeigen' }))
  await portal.check()
  expect(addresses.filter((address) => SECRETS.test(address))).toEqual([])
})

test('a page behind the last is the last one, and what counts no page is refused', async ({
  portal,
  request
}) => {
  const { page } = portal
  const at = async (number: string) => {
    await portal.open(`/de/find/results?topic=letter&place=01099&page=${number}`)
    return page.getByText(/^Seite \d+ von \d+$/).innerText()
  }
  const first = await at('1')
  expect(first).toMatch(/^Seite 1 von [2-9]/)
  for (const number of ['-1', '0', 'abc', '1e3', '']) {
    const answer = await request.get(`/de/find/results?topic=letter&place=01099&page=${number}`)
    expect(answer.status(), number).toBe(400)
    expect(await answer.text()).toContain('Das haben wir nicht verstanden')
  }
  const last = await at('1000000000')
  expect(last).toMatch(/^Seite (\d+) von \1$/)
  expect(await at('9'.repeat(400))).toBe(last)
})

test('where no centre fulfils every wish, each wish can be dropped, the secret one too', async ({
  portal
}) => {
  const { page } = portal
  const addresses = watch(page)
  await answer(portal, 'de', { age: '18to26', situation: 'permit', place: '09599' })
  const filters = await openFilters(page)
  await filters.locator('input[name=anonymous]').check()
  await filters.locator('input[name=stepFree]').check()
  await portal.go(filters.locator('button.btn2'))
  await expect(portal.title).toHaveText('Keine Stelle erfüllt alle Ihre Wünsche')
  await expect(page.locator('aside a[href^="tel:"]').first()).toBeVisible()
  const without = page.locator('ul.acts').getByRole('button')
  await expect(without.first()).toHaveText(/Ohne „Ohne meinen Namen zu sagen“: \d+ Stellen/)
  await portal.go(without.first())
  await expect(page.locator('.best')).toBeVisible()
  await expect(page.locator('input[name=stepFree]')).toBeChecked()
  await expect(page.locator('form#carry input')).toHaveCount(2)
  await page.goBack()
  await portal.follow(page.locator('ul.acts').getByRole('button', { name: 'Ohne alle Wünsche' }))
  expect(new URL(page.url()).search).toBe('?topic=letter&place=09599')
  await expect(page.locator('form#carry input[name=age]')).toHaveValue('18to26')
  expect(addresses.filter((address) => SECRETS.test(address))).toEqual([])
})

test('results without answers can be shared with their wishes', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/en/find/results?topic=german&place=01099')
  const filters = await openFilters(page)
  await filters.locator('input[name=children]').check()
  await portal.go(filters.locator('button.btn2'))
  expect(page.url()).toMatch(/topic=german&place=01099&children=1$/)
  const narrowed = await names(page)
  await portal.visit(new URL(page.url()).pathname + new URL(page.url()).search)
  expect(await names(page)).toEqual(narrowed)
  await portal.go(page.getByRole('link', { name: 'Clear all wishes' }))
  expect(page.url()).toMatch(/topic=german&place=01099$/)
})

test('the best centre says at a glance whether it is open, why, and how to reach it', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/ar/find/results?topic=residence&place=01099')
  const best = page.locator('.best')
  await expect(best.locator('.dot')).toBeVisible()
  await expect(best.locator('a[href^="tel:"]')).toHaveCount(1)
  await expect(best.locator('a[href$="/card"]')).toBeVisible()
  await expect(best.locator('a[href="/ar/show"]')).toBeVisible()
  await expect(best.locator('b', { hasText: 'العربية' })).toBeVisible()
  for (const row of await page.locator('.more > li').all()) {
    await expect(row.locator('.state')).toBeVisible()
    await expect(row.locator('a[href^="tel:"], a[href^="mailto:"]').first()).toBeVisible()
    await expect(row.locator('.label')).toBeVisible()
  }
})

test('questions of law say that this is advice, and where lawyers are', async ({ portal }) => {
  const { page } = portal
  for (const topic of ['residence', 'letter']) {
    await portal.visit(`/de/find/results?topic=${topic}&place=04103`)
    await expect(page.getByRole('main')).toContainText('Beratung, keine Vertretung vor Gericht')
    await page.getByText('Wo Sie eine Anwältin oder einen Anwalt finden').click()
    const links = page.locator('.note details a')
    await expect(links.first()).toBeVisible()
    for (const link of await links.all()) await expect(link).toHaveAttribute('href', /^https:/)
  }
  await portal.visit('/de/find/results?topic=housing&place=04103')
  await expect(page.getByRole('main')).not.toContainText('Vertretung vor Gericht')
})

test('far from Saxony the nationwide lines come first, then the nearest centre elsewhere', async ({
  portal
}) => {
  const { page } = portal
  for (const [place, name] of [
    ['26486', 'Wangerooge'],
    ['Berlin', 'Berlin']
  ] as const) {
    await portal.visit(`/de/find/results?topic=letter&place=${place}`)
    await expect(page.getByRole('main')).toContainText(`${name} liegt nicht in Sachsen`)
    const lines = await page.getByRole('link', { name: 'mbeon.de' }).boundingBox()
    const best = await page.locator('.best').boundingBox()
    expect(lines && best && lines.y < best.y).toBe(true)
    await expect(page.locator('.best .tag')).toHaveText(/Am nächsten/)
    await expect(page.locator('.best')).toContainText('Zuständig für einen anderen Ort')
    await expect(page.locator('aside a[href^="tel:"]').first()).toBeVisible()
  }
})

test('a misspelt place in an address leads to places and counties', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/find/results?topic=work&place=Dresdn')
  await portal.go(page.getByRole('link', { name: /^Dresden/ }).first())
  await expect(page.locator('.best')).toBeVisible()
  await portal.visit('/de/find/results?topic=work&place=Xyzzyqq')
  await expect(page.getByRole('main').getByRole('link', { name: /Erzgebirgskreis/ })).toBeVisible()
})

test('a typed place is not lost when an earlier question is asked again', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/find/situation?topic=work')
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await page.locator('#place').fill('Bautzen')
  await portal.go(page.getByRole('button', { name: 'Zurück' }))
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await expect(page.locator('#place')).toHaveValue('Bautzen')
})

test('every question says why it is asked, and can be skipped', async ({ portal }) => {
  const { page } = portal
  for (const [path, skip] of [
    ['/de', 'Ich weiß es nicht'],
    ['/de/find/age', 'Frage überspringen'],
    ['/de/find/situation', 'Frage überspringen'],
    ['/de/find/place', 'Ich weiß es nicht']
  ] as const) {
    await portal.visit(path)
    await expect(page.getByText('Warum fragen wir das?')).toBeVisible()
    await expect(page.getByText(skip, { exact: true })).toBeVisible()
  }
})

test('in danger the page begins with whom to call and how to leave', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/find/results?topic=danger&place=09599')
  await expect(portal.title).toHaveText('Sind Sie jetzt in Gefahr? Rufen Sie sofort an.')
  const first = page.getByRole('main').getByRole('link')
  await expect(first.first()).toHaveAttribute('href', 'tel:110')
  await expect(page.getByRole('main').locator('a[href="/de/leave"]')).toBeVisible()
})

test('wishes are set and centres are reached without a mouse', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/find/results?topic=letter&place=01099')
  const reached: string[] = []
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab')
    const focus = page.locator(':focus')
    if ((await focus.count()) === 0) break
    reached.push((await focus.getAttribute('href')) ?? (await focus.innerText()))
    if (reached.at(-1)?.startsWith('Genauer suchen')) await page.keyboard.press('Enter')
    if ((await focus.getAttribute('name')) === 'stepFree') await page.keyboard.press('Space')
  }
  const links = await page
    .locator('main a:visible')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  expect(links.filter((link) => !reached.includes(link ?? ''))).toEqual([])
  await page.locator('input[name=stepFree]').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/stepFree=1/)
  await portal.check()
})
