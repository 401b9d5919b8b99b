import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { reach } from './keyboard.ts'
import { expect, test, type Portal } from './portal.ts'
import { pagesOn } from './printed.ts'

type Texts = Readonly<Record<string, string>>

/** The texts of a language as its visitors read them: what a journey looks for is what the page should say. */
const textsIn = (locale: string): Texts =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../messages/public/${locale}.json`), 'utf8')) as Texts

const SECRETS = /27plus|18to26|asylum|noPapers/

/** Every address the browser asks for from now on. */
const watchAddresses = (page: Page): string[] => {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  return addresses
}

interface Wish {
  readonly topic: string
  readonly age: string
  readonly situation: string
  readonly place: string
}

/** From the start page to the results, by the forms, as a visitor of that language. */
const findHelp = async (portal: Portal, locale: string, wish: Wish): Promise<void> => {
  const { page } = portal
  const t = textsIn(locale)
  await portal.visit(`/${locale}`)
  await portal.go(page.getByRole('link', { name: t[`topic_${wish.topic}`]! }).first())
  await page.getByRole('radio', { name: t[`age_${wish.age}`]! }).check()
  await portal.go(page.getByRole('button', { name: t['frame_next']!, exact: true }))
  await page.getByRole('radio', { name: t[`situation_${wish.situation}`]! }).check()
  await portal.go(page.getByRole('button', { name: t['frame_next']!, exact: true }))
  await page.getByRole('textbox').fill(wish.place)
  await portal.go(page.getByRole('button', { name: t['place_submit']! }))
}

test('a letter from an office, in Arabic', async ({ portal }) => {
  const { page } = portal
  const t = textsIn('ar')
  await page.setViewportSize({ width: 360, height: 740 })
  const addresses = watchAddresses(page)
  await findHelp(portal, 'ar', { topic: 'letter', age: '27plus', situation: 'asylum', place: '02625' })
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  const main = page.getByRole('main')
  await expect(main.getByText(t['results_best']!)).toBeVisible()
  await expect(main).toContainText(t['results_no_legal']!)
  const call = main.locator('a.btn[href^="tel:"]').first()
  await expect(call.locator('bdi[dir="ltr"]')).toHaveText(/^0[\d\u00a0]+$/)
  await portal.go(main.getByRole('heading', { level: 2 }).locator('a').first())
  await expect(portal.title.locator('bdi[lang="de"]')).toHaveText(/Bautzen/)
  await portal.go(main.getByRole('link', { name: t['centre_card']! }).first())
  const card = page.getByRole('article')
  await expect(card).toContainText('Ich spreche Arabisch.')
  await expect(card.locator('[lang="ar"][dir="rtl"]').first()).toBeVisible()
  expect(addresses.filter((address) => SECRETS.test(address))).toEqual([])
})

test('age 19 and no papers, in English', async ({ portal }) => {
  const { page } = portal
  const t = textsIn('en')
  const addresses = watchAddresses(page)
  await findHelp(portal, 'en', { topic: 'health', age: '18to26', situation: 'noPapers', place: 'Leipzig' })
  const main = page.getByRole('main')
  await expect(main).toContainText(t['results_anonymous_title']!)
  await expect(main).toContainText(t['finder_reason_other_no_papers']!)
  await expect(main.getByText(t['reason_anonymous']!).first()).toBeVisible()
  await portal.go(main.getByRole('button', { name: t['results_change']! }).first())
  await page.goBack()
  await portal.go(page.getByRole('link', { name: t['frame_leave']! }))
  await expect(portal.title).toHaveText(t['leave_title']!)
  expect(addresses.filter((address) => SECRETS.test(address))).toEqual([])
})

test('plain words from the start to the card, a sentence a line', async ({ portal }) => {
  const { page } = portal
  const t = textsIn('de-simple')
  await portal.visit('/de')
  await page.locator('summary', { hasText: 'Deutsch' }).first().click()
  await portal.go(page.getByRole('link', { name: 'In einfachen Worten' }))
  await findHelp(portal, 'de-simple', {
    topic: 'housing',
    age: '27plus',
    situation: 'permit',
    place: '01099'
  })
  const main = page.getByRole('main')
  await expect(main.getByText(t['results_best']!)).toBeVisible()
  const linesOf = (text: Locator) => text.evaluate((part) => getComputedStyle(part).whiteSpace)
  expect(await linesOf(main.locator('p').first())).toBe('pre-line')
  await portal.go(main.getByRole('link', { name: t['results_card']! }).first())
  await expect(portal.title).toHaveText(t['card_title']!)
  await portal.go(page.getByRole('link', { name: t['frame_about']! }))
  await expect(page.getByRole('main')).toContainText('In einfachen Worten')
})

test('with the keyboard alone, in German', async ({ portal }) => {
  const { page } = portal
  const t = textsIn('de')
  await portal.visit('/de')
  await reachInView(page, page.getByRole('link', { name: t['frame_skip']! }))
  await page.keyboard.press('Enter')
  await reachInView(page, page.getByRole('link', { name: t['topic_work']! }).first())
  await portal.go('Enter')
  await reachInView(page, page.getByRole('radio').first())
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: t['age_18to26']! })).toBeChecked()
  await portal.go('Enter')
  await reachInView(page, page.getByRole('radio').first())
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: t['situation_tolerated']! })).toBeChecked()
  await portal.go('Enter')
  await reachInView(page, page.getByRole('textbox'))
  await page.keyboard.type('09111')
  await portal.go('Enter')
  await expect(page.getByText(t['results_best']!)).toBeVisible()
  await reachInView(page, page.getByRole('link', { name: t['results_card']! }).first())
  await portal.go('Enter')
  await expect(portal.title).toHaveText(t['card_title']!)
})

test('the card of the best centre is printed', async ({ portal }) => {
  const { page } = portal
  const t = textsIn('de')
  await findHelp(portal, 'de', { topic: 'letter', age: '27plus', situation: 'permit', place: '04103' })
  await portal.go(page.getByRole('link', { name: t['results_card']! }).first())
  for (const paper of ['A4', 'A6'] as const) expect(await pagesOn(page, paper), paper).toBe(1)
})

test('a screen reader hears first what matters first, from the start to the card', async ({ portal }) => {
  const { page } = portal
  const t = textsIn('de')
  await portal.open('/de')
  await heardInOrder(page, [
    t['frame_exit']!,
    'Anlaufstelle',
    t['frame_trail']!,
    t['start_title']!,
    t['start_lead']!,
    t['start_urgent']!,
    '110',
    t['helpline_women_short']!,
    t['start_board']!,
    t['topic_letter']!,
    t['topic_unknown']!,
    t['start_all_centres']!,
    t['frame_imprint']!
  ])
  await portal.open('/de/find/results?topic=letter&place=01099')
  await heardInOrder(page, [
    t['results_title_one']!,
    t['results_best']!,
    'Migrationsberatung Neustadt',
    t['fact_call']!,
    t['results_why']!,
    t['results_card']!,
    t['results_no_legal']!,
    t['results_more']!,
    t['results_nationwide']!
  ])
  await portal.open('/de/centre/migrationsberatung-neustadt/card')
  await heardInOrder(page, [
    t['card_title']!,
    t['card_lead']!,
    t['card_print']!,
    'Migrationsberatung Neustadt',
    'Beispielstraße 12',
    t['card_hours']!,
    t['card_say']!,
    t['card_bring']!,
    t['card_back']!
  ])
})

test('states and the way stay visible in the system’s own colours, and nothing moves', async ({ portal }) => {
  const { page } = portal
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await portal.visit('/de/find/results?topic=letter&place=01099')
  const look = (part: Locator) =>
    part.evaluate((element) => {
      const { borderTopStyle, borderTopWidth, transitionDuration, animationName } = getComputedStyle(element)
      return { border: `${borderTopStyle} ${borderTopWidth}`, transitionDuration, animationName }
    })
  const here = await look(page.locator('.trail [aria-current] b'))
  const been = await look(page.locator('.trail .been b').first())
  expect(here.border).not.toBe(been.border)
  expect((await look(page.locator('.best').first())).border).toBe('solid 2px')
  for (const part of [here, been]) {
    expect([part.transitionDuration, part.animationName]).toEqual(['0s', 'none'])
  }
})

/** As `reach`, and what has the focus does not lie below the strip. */
const reachInView = async (page: Page, target: Locator): Promise<void> => {
  await reach(page, target)
  const [box, strip] = [await target.boundingBox(), await page.locator('.strip').boundingBox()]
  const covered = box!.y >= strip!.y && box!.y + box!.height <= strip!.y + strip!.height
  const inStrip = await target.evaluate((element) => element.closest('.strip') !== null)
  expect(covered && !inStrip, 'what has the focus lies below the strip').toBe(false)
}

/** The accessibility tree names these texts one after the other. */
const heardInOrder = async (page: Page, texts: readonly string[]): Promise<void> => {
  const heard = (await page.locator('body').ariaSnapshot()).replaceAll('\u00a0', ' ').replaceAll('\\"', '"')
  let from = 0
  for (const text of texts) {
    const at = heard.indexOf(text.replaceAll('\u00a0', ' '), from)
    expect(at, `“${text}” after what comes before it`).toBeGreaterThanOrEqual(0)
    from = at
  }
}
