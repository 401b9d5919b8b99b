import type { Page } from '@playwright/test'
import { expect, test } from './portal.ts'

const addressesIn = (page: Page, part: string) =>
  page.locator(`main ${part} a`).evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))

test('the map and its list lead to the same thirteen pages, each with that county’s centres', async ({
  portal
}) => {
  const { page } = portal
  await portal.visit('/de/centres')
  const listed = await addressesIn(page, '.areas')
  expect(listed).toHaveLength(13)
  expect((await addressesIn(page, '.map')).sort()).toEqual([...listed].sort())
  const notes = await page.locator('.areas small').allTextContents()
  for (const [place, address] of listed.entries()) {
    await portal.open(address)
    const count = await page.locator('main .lines > li').count()
    expect(notes[place]).toBe(
      count === 0 ? 'noch keine Stelle' : count === 1 ? '1 Stelle' : `${count} Stellen`
    )
  }
})

test('someone finds their county with the mouse on the map, and the way back', async ({ portal }) => {
  const { page } = portal
  await portal.open('/de/centres')
  await page.locator('.map a[href$="14626"]').click({ position: { x: 60, y: 60 } })
  await expect(portal.title).toHaveText('Landkreis Görlitz')
  await portal.check()
  const main = page.getByRole('main')
  await expect(main).toContainText('Zittau')
  await expect(main).not.toContainText('Plauen')
  await expect(page.locator('.map .here title')).toHaveText('Landkreis Görlitz')
  await expect(main.getByRole('link', { name: /Görlitz.*Stelle/ })).toHaveAttribute('aria-current', 'page')
  await main.getByRole('link', { name: 'Alle Stellen in Sachsen zeigen' }).click()
  await expect(main).toContainText('Plauen')
})

test('with the keyboard the list is reached, and the map passed by', async ({ portal }) => {
  const { page } = portal
  await portal.open('/de/centres')
  await page.getByRole('link', { name: /Drei kurze Fragen/ }).focus()
  await page.keyboard.press('Tab')
  await expect(page.locator(':focus')).toContainText('Landkreis Bautzen')
  await page.keyboard.press('Enter')
  await expect(portal.title).toHaveText('Landkreis Bautzen')
})

test('every area of the map can be hit with a finger on the smallest phone', async ({ portal }) => {
  const { page } = portal
  await page.setViewportSize({ width: 320, height: 640 })
  await portal.visit('/de/centres')
  for (const area of await page.locator('.map a').all()) {
    const box = await area.boundingBox()
    expect(box && Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24)
  }
})

test('a county that Saxony does not have is met with all centres and a sentence', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/en/centres?county=11000')
  for (const county of ['11000', '99999', 'abc', '', '14612%20', '%3Cb%3E']) {
    await portal.open(`/en/centres?county=${county}`)
    await expect(page.getByRole('main')).toContainText('There is no such district in Saxony.')
    await expect(page.locator('main section')).not.toHaveCount(0)
    await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex')
  }
})

test('in Arabic east stays on the right, and names keep their letters in order', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/ar/centres')
  const left = async (key: string) => (await page.locator(`.map a[href$="${key}"]`).boundingBox())?.x ?? NaN
  expect(await left('14713')).toBeLessThan(await left('14612'))
  expect(await left('14612')).toBeLessThan(await left('14626'))
  await portal.visit('/ar/centres?county=14626')
})

test('who looks for a place without having answered gets the map; answers are posted by the list alone', async ({
  portal
}) => {
  const { page } = portal
  await portal.visit('/de/find/results?topic=letter')
  await page
    .locator('.areas')
    .getByRole('link', { name: /Bautzen/ })
    .click()
  await page.waitForURL(/county=/)
  expect(new URL(page.url()).searchParams.get('county')).toBe('14625')
  await portal.open('/de/find/age?topic=letter')
  await page.getByRole('radio', { name: /27 Jahre/ }).check()
  await page.getByRole('button', { name: 'Weiter' }).click()
  await page.getByRole('button', { name: 'Frage überspringen' }).click()
  await page.getByRole('textbox').fill('Xyzzyqq')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  await expect(page.locator('.map')).toHaveCount(0)
  await page.getByRole('button', { name: /Bautzen/ }).click()
  await expect(page.getByRole('main')).toContainText('27 Jahre')
})
