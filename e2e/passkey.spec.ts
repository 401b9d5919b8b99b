import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type CDPSession, type Page } from '@playwright/test'

/** Passkeys are bound to a name, so the application is opened by this machine's own. */
const named = (url = '') => url.replace('127.0.0.1', 'localhost')
/** Somebody of the demonstration in whose name no other journey signs in. */
const EMAIL = 'statistik@nachbarhaus.example'
const PASSWORD = 'offene-tuer-im-hof'

interface Staff {
  readonly page: Page
  readonly device: CDPSession
  readonly authenticatorId: string
  /** What the pages were not allowed to do. */
  readonly offences: readonly string[]
}

const test = base.extend<{ staff: Staff }>({
  baseURL: async ({ baseURL }, use) => use(named(baseURL)),
  locale: 'de-DE',
  staff: async ({ page }, use) => {
    const offences: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to|TrustedHTML|TrustedScript/i.test(message.text()))
        offences.push(message.text())
    })
    page.on('pageerror', (fault) => offences.push(fault.message))
    const device = await page.context().newCDPSession(page)
    await device.send('WebAuthn.enable')
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true
      }
    })
    await use({ page, device, authenticatorId, offences })
  }
})

const showPassword = async (page: Page) => {
  await page.goto('/sign-in?lang=de')
  await page.getByLabel('E-Mail-Adresse').fill(EMAIL)
  await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Weiter' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihr zweiter Schritt')
}

/** Axe brings scripts of its own that the page would refuse, so it looks at a copy of the page. */
const accessible = async (page: Page) => {
  const context = await page.context().browser()!.newContext({ bypassCSP: true, javaScriptEnabled: true })
  const copy = await context.newPage()
  await copy.route(page.url(), async (route) =>
    route.fulfill({ body: await page.content(), contentType: 'text/html; charset=utf-8' })
  )
  await copy.goto(page.url())
  const { violations } = await new AxeBuilder({ page: copy }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  await context.close()
}

test('a passkey is added in the profile, signs in, and is shown again', async ({ staff }) => {
  const { page, device, authenticatorId, offences } = staff
  const heading = page.getByRole('heading', { level: 1 })
  await showPassword(page)
  await expect(page.getByRole('button', { name: 'Mit Passkey anmelden' })).toHaveCount(0)
  await page.getByLabel('Code aus der App').fill((await page.locator('.digits').textContent()) ?? '')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.goto('/work/profile/factors')
  await page.getByRole('link', { name: 'Passkey hinzufügen' }).click()
  await expect(heading).toHaveText('Passkey hinzufügen')
  await accessible(page)
  await page.getByLabel('Name des Geräts').fill('Rechner (Beispiel)')

  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: 'Passkey erstellen' }).click()
  await expect(page.getByRole('alert')).toHaveText(/Es wurde kein Passkey gezeigt/)
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await page.getByRole('button', { name: 'Passkey erstellen' }).click()
  await expect(heading).toHaveText('Ihre Einmalcodes')
  await page.getByRole('link', { name: 'Ich habe sie aufgehoben' }).click()

  await page.goto('/sign-in/passkey')
  await page.getByRole('button', { name: 'Passkey erstellen' }).click()
  await expect(page.getByRole('alert')).toHaveText('Dieses Gerät hat schon einen Passkey für Ihr Konto.')

  await page.goto('/work/profile/factors')
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await showPassword(page)
  await accessible(page)
  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click()
  await expect(page).toHaveURL(/\/work$/)

  await page.goto('/confirm?back=/work/profile/factors')
  await accessible(page)
  await page.getByLabel('Passwort', { exact: true }).fill('nicht das Passwort')
  await page.getByRole('button', { name: 'Mit Passwort und Passkey bestätigen' }).click()
  await expect(page.getByText('Passwort oder Code passen nicht').first()).toBeVisible()
  await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Mit Passwort und Passkey bestätigen' }).click()
  await expect(page).toHaveURL(/\/work\/profile\/factors$/)
  await expect(page.getByRole('heading', { name: 'Rechner (Beispiel)' })).toBeVisible()
  expect(offences).toEqual([])
})
