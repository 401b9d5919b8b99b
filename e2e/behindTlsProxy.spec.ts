import config from '../playwright.config.ts'
import { startDemonstration, type Demonstration } from './installation.ts'
import { expect, test } from './portal.ts'
import { openTlsProxy, type TlsProxy } from './tlsProxy.ts'

const NAME = 'hilfe.example.org'
const { launchOptions } = config.use ?? {}

test.use({
  ignoreHTTPSErrors: true,
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`]
  }
})

let proxy: TlsProxy
let application: Demonstration

test.beforeAll(async () => {
  proxy = await openTlsProxy(NAME)
  application = await startDemonstration({ ANLAUFSTELLE_URL: proxy.origin })
  proxy.leadTo(Number(new URL(application.url).port))
})
test.afterAll(async () => {
  await application.stop()
  await proxy.close()
})

test('forms work under another name and over TLS, and every address on the way is the public one', async ({
  page
}) => {
  const statuses: [string, number][] = []
  page.on('response', (response) => statuses.push([response.url(), response.status()]))
  const expectPublicAddresses = async () => {
    expect(new URL(page.url()).origin).toBe(proxy.origin)
    const addresses = await page
      .locator('head link[href], head meta[property^="og:"][content*="://"]')
      .evaluateAll((all) =>
        all.map((node) => node.getAttribute('href') ?? node.getAttribute('content') ?? '')
      )
    for (const address of addresses) expect(new URL(address, page.url()).origin, address).toBe(proxy.origin)
    return addresses.filter((address) => address.includes('://')).length
  }
  const first = await page.goto(`${proxy.origin}/`)
  expect(first?.headers()['strict-transport-security']).toBe('max-age=31536000')
  expect(await expectPublicAddresses()).toBeGreaterThan(4)
  await page.getByRole('link', { name: /Letter from|Brief vom Amt/ }).click()
  await page.getByRole('radio').nth(3).check()
  for (let question = 0; question < 2; question++) {
    await page.locator('main button.btn').click()
    await page.waitForLoadState()
    await expectPublicAddresses()
  }
  await page.getByRole('textbox').fill('09599')
  await page.locator('main button.btn').click()
  await page.waitForURL(/find\/results/)
  await expect(page.getByRole('main')).toContainText('Freiberg')
  await expectPublicAddresses()
  expect(statuses.filter(([url, status]) => status >= 400 || new URL(url).origin !== proxy.origin)).toEqual(
    []
  )
})
