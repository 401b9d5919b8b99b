import { expect, test } from './portal.ts'

const SECRETS = /27plus|18to26|asylum|noPapers/

test('someone of 30 in the asylum procedure finds who helps with a letter, and why', async ({ portal }) => {
  const { page } = portal
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await portal.visit('/de')
  await portal.go(page.getByRole('link', { name: /Brief vom Amt/ }))
  await page.getByRole('radio', { name: /27 Jahre oder älter/ }).check()
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await expect(portal.title).toHaveText('Wie ist Ihre Situation in Deutschland?')
  await page.getByRole('radio', { name: /Ich habe Asyl beantragt/ }).check()
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await page.getByRole('textbox').fill('09599')
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  expect(await (await answer).headerValue('cache-control')).toBe('private, max-age=0')
  const main = page.getByRole('main')
  await expect(main).toContainText('Die Flüchtlingssozialarbeit (FSA) an Ihrem Wohnort')
  await expect(main).toContainText('Migrationsberatung für Erwachsene (MBE)')
  await expect(main.getByText('Passt am besten')).toBeVisible()
  await expect(main).toContainText('Freiberg')
  expect(addresses.filter((address) => SECRETS.test(address))).toEqual([])
  await portal.go(page.getByRole('link', { name: 'Antworten vergessen' }))
  expect(new URL(page.url()).search).toContain('place=')
  await expect(main.getByText('Ihre Antworten:')).not.toContainText('Asyl')
})

test('every question can be skipped, and the result can be shared', async ({ portal, browser }) => {
  const { page } = portal
  await portal.visit('/de')
  await portal.go(page.getByRole('link', { name: /Arbeit/ }))
  await portal.go(page.getByRole('button', { name: 'Frage überspringen' }))
  await portal.go(page.getByRole('button', { name: 'Frage überspringen' }))
  await page.getByRole('textbox').fill('Bautzen')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  await expect(page.getByRole('main')).toContainText('Arbeitsmarktmentor')
  const shared = await browser.newContext({ javaScriptEnabled: false })
  const other = await shared.newPage()
  await other.goto(page.url())
  await expect(other.getByText('Passt am besten')).toBeVisible()
  await shared.close()
})

test('an empty, a misspelt and an unknown place are met with help, and nothing typed is lost', async ({
  portal
}) => {
  const { page } = portal
  await portal.visit('/de/find/place?topic=german')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  await expect(page).toHaveTitle(/^Fehler: /)
  const summary = page.getByRole('alert')
  await expect(summary.getByRole('link')).toHaveText('Bitte schreiben Sie eine Postleitzahl oder einen Ort.')
  await page.getByRole('textbox').fill('Grölitz')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  await expect(page.getByRole('main')).toContainText('Görlitz')
  await page.goBack()
  await page.getByRole('textbox').fill('Xyzzyqq')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  await expect(page.getByRole('textbox')).toHaveValue('Xyzzyqq')
  await expect(page.getByRole('main')).toContainText('Erzgebirgskreis')
})

test('several places of one name are told apart, those in Saxony first', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/find/place?topic=letter')
  await page.getByRole('textbox').fill('Neustadt')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  const choices = page.getByRole('main').getByRole('listitem')
  await expect(choices.first()).toContainText('Sachsen')
  await expect(choices.nth(1)).toContainText('Neustadt')
})

test('going back keeps the answers', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/find/age?topic=family')
  await page.getByRole('radio', { name: /18 bis 26/ }).check()
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await page.getByRole('radio', { name: /Duldung/ }).check()
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await portal.go(page.getByRole('button', { name: 'Zurück' }))
  await expect(page.getByRole('radio', { name: /Duldung/ })).toBeChecked()
  await portal.go(page.getByRole('button', { name: 'Zurück' }))
  await expect(page.getByRole('radio', { name: /18 bis 26/ })).toBeChecked()
})

test('another language on the way keeps the answers out of the address and in the form', async ({
  portal
}) => {
  const { page } = portal
  await portal.visit('/de/find/age?topic=letter')
  await page.getByRole('radio', { name: /27 Jahre/ }).check()
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await page.getByRole('radio', { name: /Asyl/ }).check()
  await portal.go(page.getByRole('button', { name: 'Weiter' }))
  await page.getByRole('textbox').fill('01099')
  await portal.go(page.getByRole('button', { name: 'Beratungsstelle zeigen' }))
  await page.locator('summary', { hasText: 'Deutsch' }).click()
  await portal.go(page.getByRole('button', { name: 'English' }))
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('main')).toContainText('refugee social work')
  expect(page.url()).not.toMatch(SECRETS)
})

test('in danger, the numbers to call stand before everything else', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/find/results?topic=danger&place=09599')
  const numbers = page.getByRole('main').getByRole('link', { name: '110' })
  await expect(numbers).toHaveAttribute('href', 'tel:110')
  const above = await numbers.boundingBox()
  const best = await page.getByText('Passt am besten').boundingBox()
  expect(above && best && above.y < best.y).toBe(true)
})
