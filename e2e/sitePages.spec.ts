import { LOCALES } from '#i18n/locales.ts'
import { ONE_A_SCRIPT } from './languages.ts'
import { expect, test } from './portal.ts'

const long = process.env['ANLAUFSTELLE_LONG'] === '1'
const LANGUAGES = ['de', 'de-simple', 'en', 'ar'] as const
const PAGES = [
  'imprint',
  'privacy',
  'accessibility',
  'accessibility/reported',
  'about',
  'languages',
  'sign-language'
]

for (const language of LANGUAGES) {
  // everyPage visits the others in one language a script; the longest words stand for the wide screen.
  const often = !long && ONE_A_SCRIPT.includes(language)
  const wide = long || language === 'de-simple'
  test(`the pages about the site are whole in ${language}`, async ({ portal }) => {
    for (const page of often ? ['accessibility/reported'] : PAGES) {
      await portal.page.setViewportSize({ width: 320, height: 640 })
      await portal.paint('light')
      await portal.visit(`/${language}/${page}`)
      if (!wide) continue
      await portal.page.setViewportSize({ width: 1280, height: 800 })
      await portal.paint('dark')
      await portal.check()
    }
  })
}

test('the imprint and the privacy notice say who is responsible and who watches over it', async ({
  portal
}) => {
  const { page } = portal
  await portal.visit('/de/imprint')
  for (const fact of [
    'Nachbarhaus Sachsen e. V.',
    'Vorstand',
    'Amtsgericht Dresden',
    '§ 5 DDG',
    '§ 18 Abs. 2 MStV'
  ])
    await expect(page.getByRole('main')).toContainText(fact)
  await portal.visit('/ar/privacy')
  const main = page.getByRole('main')
  await expect(main.locator('bdi[lang=de]', { hasText: 'Art. 13 DSGVO' })).toHaveCount(1)
  await expect(main).toContainText('Sächsische Datenschutz- und Transparenzbeauftragte')
  await expect(main.getByRole('link', { name: 'datenschutz@nachbarhaus.example' })).toHaveAttribute(
    'href',
    'mailto:datenschutz@nachbarhaus.example'
  )
})

test('the explanation leads to simple words, which say that no test group has read them', async ({
  portal
}) => {
  const { page } = portal
  await portal.visit('/de/about')
  await portal.go(page.getByRole('link', { name: 'Diese Erklärung in einfachen Worten' }))
  await expect(page.locator('html')).toHaveAttribute('lang', 'de-simple')
  await expect(page.getByRole('main')).toContainText(/Prüf·?gruppe/)
  await portal.visit('/en/languages')
  await expect(page.getByRole('main')).toContainText('Translated by a machine.')
  await expect(page.locator('main h2 a')).toHaveText(Object.values(LOCALES).map(({ ownName }) => ownName))
})

test('without videos the page about sign language names centres where somebody signs', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/sign-language')
  await expect(page.locator('video')).toHaveCount(0)
  await portal.go(page.getByRole('main').getByRole('link', { name: 'Migrationsberatung Neustadt' }))
  await expect(page.getByRole('main')).toContainText('Gebärdensprache')
})

test('a barrier is reported by keyboard, after the form said what was missing', async ({ portal }) => {
  const { page } = portal
  await portal.visit('/de/accessibility')
  const report = await page.locator('input[name=report]').inputValue()
  await page.getByLabel('Text ist schwer zu verstehen').focus()
  await page.keyboard.press('Space')
  const send = page.getByRole('button', { name: 'Barriere melden' })
  await portal.go(send)
  await expect(page).toHaveTitle(/^Fehler: /)
  const summary = page.getByRole('alert').getByRole('link')
  await expect(summary).toHaveText(['Bitte wählen Sie, auf welcher Seite die Barriere ist.'])
  await summary.click()
  await expect(page.getByLabel('Auf welcher Seite?')).toBeFocused()
  await expect(page.getByLabel('Text ist schwer zu verstehen')).toBeChecked()
  expect(await page.locator('input[name=report]').inputValue()).toBe(report)
  await page.getByLabel('Auf welcher Seite?').selectOption('results')
  await portal.go(send)
  await expect(portal.title).toHaveText('Danke, Ihre Meldung ist da')
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/de/accessibility/reported')
})

test('a form that only a machine would send is refused', async ({ request, baseURL }) => {
  const id = '0b9ff6f0-5d3f-4f55-9f5b-0f3a4c0e2f11'
  const post = async (form: Record<string, string>) => {
    const answer = await request.post('/en/accessibility', {
      headers: { origin: baseURL ?? '', accept: 'text/html' },
      form,
      maxRedirects: 0
    })
    return answer.status()
  }
  expect(await post({ report: 'x', page: 'start', kind: 'form' })).toBe(400)
  expect(await post({ page: 'start', kind: 'form' })).toBe(400)
  expect(await post({ report: id, page: '/etc/passwd', kind: 'form' })).toBe(400)
  expect(await post({ report: id, page: 'constructor', kind: 'form' })).toBe(400)
  expect(await post({ report: id, page: 'start', kind: 'a sentence' })).toBe(400)
  expect(await post({ report: id, page: 'start', kind: 'form' })).toBe(303)
  expect(await post({ report: id, page: 'start', kind: 'form' })).toBe(303)
})
