import type { Browser } from '@playwright/test'
import demonstration from '../data/demo/accounts.json' with { type: 'json' }
import { CLIENT, followToCallback, startOidcProvider, type TestOidcProvider } from '#testing/oidcProvider.ts'
import config from '../playwright.config.ts'
import { demoColleague, Desk, nextCode } from './desk.ts'
import { startDemonstration, type Demonstration } from './installation.ts'
import { expect, test } from './portal.ts'
import { openTlsProxy, type TlsProxy } from './tlsProxy.ts'

const NAME = 'hilfe.example.org'
const PASSPHRASE = 'sieben leise Boote im Nebel'
const { launchOptions } = config.use ?? {}

test.use({
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`]
  }
})
// One application and one provider for all; each journey has colleagues of its own.
test.describe.configure({ mode: 'serial' })

let proxy: TlsProxy
let peer: TestOidcProvider
let application: Demonstration

test.beforeAll(async () => {
  proxy = await openTlsProxy(NAME)
  peer = await startOidcProvider(`${proxy.origin}/sign-in/with/back`)
  application = await startDemonstration({
    ANLAUFSTELLE_URL: proxy.origin,
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
})

/** Somebody's own browser, in which the texts name the provider. */
class Visit extends Desk {
  static async begin(browser: Browser): Promise<Visit> {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      ignoreHTTPSErrors: true,
      locale: 'de'
    })
    return new Visit(await context.newPage(), browser, proxy.origin, 'de', {
      over: peer.settings.issuer.origin
    })
  }

  override text(key: string, args: Readonly<Record<string, string>> = {}): string {
    return super.text(key, { name: CLIENT.name, ...args })
  }

  /** From a button of ours to the provider, which is reached by itself, and back as this person. */
  async goOver(key: string, subject: string): Promise<void> {
    const { page } = this
    await this.button(key).click()
    await expect(page.getByRole('heading', { name: 'The provider' })).toBeVisible()
    peer.signedIn = { subject, amr: ['pwd'] }
    await page.getByRole('button', { name: 'Let me in' }).click()
    await page.waitForURL(`${proxy.origin}/**`)
    peer.signedIn = undefined
    await this.check()
  }

  async showCode(secret: string): Promise<void> {
    await this.field('second_code').fill(await nextCode(secret))
    await this.go(this.button('second_submit'))
  }

  async cookieNames(): Promise<readonly string[]> {
    return (await this.page.context().cookies(proxy.origin)).map(({ name }) => name)
  }
}

test('a colleague links the provider, signs in by it and a code, shows both again, and unlinks it', async ({
  browser
}) => {
  const colleague = demoColleague('translator')
  const first = await Visit.begin(browser)
  await first.visit('/sign-in')
  await first.goOver('with_submit', 'translator')
  await expect(first.page.getByText(first.text('with_unknown'))).toBeVisible()
  expect(first.page.url()).toBe(`${proxy.origin}/sign-in/with?said=unknown`)

  await first.showPassword(colleague, '/work/profile')
  await first.showCode(colleague.secret)
  await first.go(first.page.locator('a[href="/work/profile/sign-on"]'))
  await expect(first.page.getByText(first.text('signon_none'))).toBeVisible()
  await first.goOver('signon_link', 'translator')
  await expect(first.page.getByText(/^Verknüpft seit /)).toBeVisible()
  expect(first.page.url()).toBe(`${proxy.origin}/work/profile/sign-on`)

  const second = await Visit.begin(browser)
  await second.open('/work/profile')
  await second.goOver('with_submit', 'translator')
  await expect(second.title).toHaveText(second.text('second_title'))
  const waiting = second.page.url()
  await second.open('/work')
  await expect(second.title, 'the provider alone opens nothing').toHaveText(second.text('signin_title'))
  await second.open(waiting.slice(proxy.origin.length))
  await second.showCode(colleague.secret)
  await expect(second.page).toHaveURL(`${proxy.origin}/work/profile`)
  expect(await second.cookieNames()).toContain('__Host-anlaufstelle')
  expect(await second.cookieNames()).not.toContain('__Host-anlaufstelle-flow')

  await second.visit('/confirm?back=/work/profile/sign-on')
  await second.goOver('with_again', 'translator')
  await second.showCode(colleague.secret)
  await expect(second.page).toHaveURL(`${proxy.origin}/work/profile/sign-on`)
  await second.go(second.button('signon_unlink'))
  await second.expectSaid('identityUnlinked')
  await second.page.context().close()
  await first.page.context().close()
})

test('somebody invited takes up the invitation with the provider, and opens their key by a passphrase of their own', async ({
  browser
}) => {
  const email = 'neu@nachbarhaus.example'
  const admin = await Visit.begin(browser)
  await admin.signIn(demoColleague('organisationAdmin'))
  await admin.open('/work/people/invite')
  await admin.field('people_name').fill('Neu (Beispiel)')
  await admin.field('account_email').fill(email)
  await admin.field('permissions_role').selectOption('counsellor')
  await admin.field('people_team').selectOption(demonstration.team.name)
  await admin.follow(admin.button('invite_submit'))
  await admin.page.context().close()

  const post = await Visit.begin(browser)
  await post.signIn(demoColleague('systemAdmin'))
  await post.visit('/work/outbox')
  await post.go(
    post.page.getByRole('main').getByRole('listitem').filter({ hasText: email }).getByRole('link')
  )
  const address = await post.page.locator('.letter a').getAttribute('href')
  await post.page.context().close()

  const visit = await Visit.begin(browser)
  await visit.visit(new URL(address!).pathname)
  await visit.goOver('with_accept', 'newcomer')
  await expect(visit.title).toHaveText(visit.text('enrol_title'))
  const { secret } = await visit.enrol()
  await expect(visit.page.locator('.me')).toContainText('Neu (Beispiel)')

  const main = visit.page.getByRole('main')
  await visit.go(visit.link('today_key_choose'))
  await visit.field('key_passphrase_new').fill('kurz')
  await visit.go(visit.button('key_passphrase_submit'))
  await expect(main).toContainText(visit.text('key_passphrase_short'))
  await visit.field('key_passphrase_new').fill(PASSPHRASE)
  await visit.go(visit.button('key_passphrase_submit'))
  await visit.expectSaid('passphraseChosen')
  await expect(main).toContainText(visit.text('key_state_open'))
  await visit.open('/work/teams')
  await expect(main).toContainText(visit.text('teams_key_open', { holders: '1', members: '3' }))

  await visit.visit('/confirm?back=/work/profile/key')
  await expect(visit.field('signin_password'), 'there is no password to show').toHaveCount(0)
  await visit.goOver('with_again', 'newcomer')
  await visit.showCode(secret)
  await expect(main, 'what was open here stays open').toContainText(visit.text('key_state_open'))
  await visit.follow(visit.button('work_sign_out'))
  await visit.page.context().clearCookies({ domain: peer.settings.issuer.hostname })
  await visit.open('/sign-in')
  await visit.goOver('with_submit', 'newcomer')
  await visit.showCode(secret)
  await expect(visit.page).toHaveURL(`${proxy.origin}/work`)
  await visit.go(visit.link('today_key_open'))
  await expect(main).toContainText(visit.text('key_state_locked'))
  await visit.field('key_passphrase').fill('nicht die Passphrase')
  await visit.go(visit.button('key_unlock_submit'))
  await expect(main).toContainText(visit.text('key_passphrase_wrong'))
  await visit.field('key_passphrase').fill(PASSPHRASE)
  await visit.go(visit.button('key_unlock_submit'))
  await visit.expectSaid('keyUnlocked')
  await visit.open('/work/teams')
  await expect(main).toContainText(visit.text('teams_key_open', { holders: '1', members: '3' }))
  await visit.page.context().close()
})

test('an answer of the provider is worth nothing in another browser', async ({ browser }) => {
  const [mine, theirs] = [await Visit.begin(browser), await Visit.begin(browser)]
  const asked = mine.page.waitForRequest((request) =>
    request.url().startsWith(`${peer.settings.issuer.origin}/auth`)
  )
  await mine.open('/sign-in')
  await mine.button('with_submit').click()
  const address = (await asked).url()
  peer.signedIn = { subject: 'visitor' }
  const answer = await followToCallback(address, `${proxy.origin}/sign-in/with/back`)
  peer.signedIn = undefined
  await theirs.visit(answer.pathname + answer.search)
  await expect(theirs.page.getByText(theirs.text('with_stale'))).toBeVisible()
  expect(await theirs.cookieNames()).not.toContain('__Host-anlaufstelle')
  await mine.page.context().close()
  await theirs.page.context().close()
})
