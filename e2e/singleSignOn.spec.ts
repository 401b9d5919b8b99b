import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { CLIENT, followToCallback, startOidcProvider, type TestOidcProvider } from '#testing/oidcProvider.ts'
import { startApplication, type StartedApplication } from '#testing/startedApplication.ts'
import config from '../playwright.config.ts'
import { openTlsProxy, type TlsProxy } from './tlsProxy.ts'

const NAME = 'hilfe.example.org'
const { launchOptions } = config.use ?? {}
const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8'))
const texts = read('messages/work/de.json') as Record<string, string>
const text = (key: string) => texts[key]!.replaceAll('{name}', CLIENT.name)
const demonstration = read('data/demo/accounts.json') as {
  password: string
  accounts: { role: string; email: string; totpSecret: string }[]
}
const { password } = demonstration
const { email, totpSecret: secret } = demonstration.accounts.find(({ role }) => role === 'translator')!

test.use({
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`]
  }
})

let proxy: TlsProxy
let peer: TestOidcProvider
let application: StartedApplication
let data: string

test.beforeAll(async () => {
  proxy = await openTlsProxy(NAME)
  peer = await startOidcProvider(`${proxy.origin}/sign-in/with/back`)
  data = mkdtempSync('/tmp/anlaufstelle-sign-on-')
  chmodSync(data, 0o711)
  application = await startApplication(data, {
    ANLAUFSTELLE_URL: proxy.origin,
    ANLAUFSTELLE_DEMO: 'on',
    ANLAUFSTELLE_OIDC_ISSUER: peer.settings.issuer.origin,
    ANLAUFSTELLE_OIDC_CLIENT_ID: CLIENT.id,
    ANLAUFSTELLE_OIDC_CLIENT_SECRET: CLIENT.secret,
    ANLAUFSTELLE_OIDC_NAME: CLIENT.name
  })
  proxy.leadTo(Number(new URL(application.url).port))
})
test.afterAll(async () => {
  await application.stop()
  await peer.stop()
  await proxy.close()
  rmSync(data, { recursive: true, force: true })
})

const aBrowser = (browser: Browser, javaScriptEnabled = false) =>
  browser.newContext({ javaScriptEnabled, ignoreHTTPSErrors: true, locale: 'de' })

const STEP = 30_000
let last = 0
/** A code of the authenticator app that was not given before; the one of the step to come is good already (RFC 6238 §5.2). */
const nextCode = async () => {
  const now = () => Math.floor(Date.now() / STEP)
  const step = Math.max(now() - 1, last + 1)
  await expect.poll(now, { timeout: 3 * STEP }).toBeGreaterThanOrEqual(step - 1)
  last = step
  return new TOTP({ secret }).generate({ timestamp: step * STEP })
}
const press = (page: Page, key: string) => page.getByRole('button', { name: text(key), exact: true }).click()
const showCode = async (page: Page) => {
  await page.getByLabel(text('second_code'), { exact: true }).fill(await nextCode())
  await press(page, 'second_submit')
}
/** At the provider, which was reached by itself. */
const agree = async (page: Page) => {
  await expect(page.getByRole('heading', { name: 'The provider' })).toBeVisible()
  await page.getByRole('button', { name: 'Let me in' }).click()
}
const expectAccessible = async (browser: Browser, context: BrowserContext, path: string) => {
  const looking = await browser.newContext({
    ignoreHTTPSErrors: true,
    storageState: await context.storageState()
  })
  const page = await looking.newPage()
  await page.goto(`${proxy.origin}${path}`)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(
    violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  ).toEqual([])
  await looking.close()
}

test('a colleague links the provider, signs in by it and a code, and unlinks it again', async ({
  browser
}) => {
  const context = await aBrowser(browser)
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })

  await page.goto(`${proxy.origin}/sign-in`)
  await press(page, 'with_submit')
  await agree(page)
  await expect(page.getByText(text('with_unknown'))).toBeVisible()
  expect(page.url()).toBe(`${proxy.origin}/sign-in/with?said=unknown`)
  await expectAccessible(browser, context, '/sign-in/with?said=unknown')

  await page.goto(`${proxy.origin}/sign-in?back=/work/profile/sign-on`)
  await page.getByLabel(text('signin_email'), { exact: true }).fill(email)
  await page.getByLabel(text('signin_password'), { exact: true }).fill(password)
  await press(page, 'signin_submit')
  await showCode(page)
  await expect(page.getByText(text('signon_none'))).toBeVisible()
  await expectAccessible(browser, context, '/work/profile')
  await press(page, 'signon_link')
  await agree(page)
  await expect(page.getByText(/^Verknüpft seit /)).toBeVisible()
  expect(page.url()).toBe(`${proxy.origin}/work/profile/sign-on`)
  await expectAccessible(browser, context, '/work/profile/sign-on')

  const other = await aBrowser(browser)
  const elsewhere = await other.newPage()
  await elsewhere.goto(`${proxy.origin}/work/profile`)
  await elsewhere.waitForURL(/\/sign-in\?back=/)
  await expectAccessible(browser, other, '/sign-in')
  await press(elsewhere, 'with_submit')
  await agree(elsewhere)
  await elsewhere.waitForURL(/\/sign-in\/second/)
  await elsewhere.goto(`${proxy.origin}/work`)
  await expect(elsewhere).toHaveURL(/\/sign-in/)
  await elsewhere.goto(`${proxy.origin}/sign-in/second?back=/work`)
  await showCode(elsewhere)
  await expect(elsewhere).toHaveURL(`${proxy.origin}/work`)
  const names = (await other.cookies(proxy.origin)).map(({ name }) => name)
  expect(names).toContain('__Host-anlaufstelle')
  expect(names).not.toContain('__Host-anlaufstelle-flow')

  await elsewhere.goto(`${proxy.origin}/work/profile/sign-on`)
  await press(elsewhere, 'signon_unlink')
  await expect(elsewhere.getByRole('status')).toHaveText(text('flash_identityUnlinked'))
  expect(refused).toEqual([])
  await context.close()
  await other.close()
})

test('an answer of the provider is worth nothing in another browser', async ({ browser }) => {
  const [mine, theirs] = [await aBrowser(browser), await aBrowser(browser)]
  const page = await mine.newPage()
  const asked = page.waitForRequest((request) =>
    request.url().startsWith(`${peer.settings.issuer.origin}/auth`)
  )
  await page.goto(`${proxy.origin}/sign-in`)
  await press(page, 'with_submit')
  const address = (await asked).url()
  peer.signedIn = { subject: 'visitor' }
  const answer = (await followToCallback(address, `${proxy.origin}/sign-in/with/back`)).href
  peer.signedIn = undefined
  const victim = await theirs.newPage()
  await victim.goto(answer)
  await expect(victim.getByText(text('with_stale'))).toBeVisible()
  expect((await theirs.cookies()).map(({ name }) => name)).not.toContain('__Host-anlaufstelle')
  await mine.close()
  await theirs.close()
})
