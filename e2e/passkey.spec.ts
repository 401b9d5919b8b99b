import type { BrowserContext, Page } from '@playwright/test'
import { demoColleague, Desk, nextCode } from './desk.ts'
import { expect, test as base } from './portal.ts'

/** Somebody of the demonstration in whose name no other journey signs in. */
const colleague = demoColleague('funding')

/** What unlocks passkeys: the device of somebody who is there, or of somebody who turns away. */
interface Device {
  isShown(shown: boolean): Promise<unknown>
}

const deviceOf = async (context: BrowserContext, page: Page, hasPrf: boolean): Promise<Device> => {
  const browser = await context.newCDPSession(page)
  await browser.send('WebAuthn.enable')
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf,
      isUserVerified: true,
      automaticPresenceSimulation: true
    }
  })
  return {
    isShown: (isUserVerified) => browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  }
}

/** Pages of staff in a browser with JavaScript and a device. Passkeys are bound to a name: not to 127.0.0.1. */
const test = base.extend<{ desk: Desk; device: Device; computes: boolean }>({
  /** Whether the device computes secrets. */
  computes: [false, { option: true }],
  javaScriptEnabled: true,
  locale: 'de',
  baseURL: async ({ baseURL }, use) => use(baseURL!.replace('127.0.0.1', 'localhost')),
  desk: async ({ page, browser, baseURL }, use) =>
    use(new Desk(page, browser, baseURL!, 'de', { scripts: true })),
  device: async ({ context, page, computes }, use) => use(await deviceOf(context, page, computes))
})

test('a passkey is added in the profile, signs in, confirms, and says what to do without JavaScript', async ({
  desk,
  device,
  browser,
  baseURL
}) => {
  const { page } = desk
  await desk.showPassword(colleague)
  await expect(desk.button('passkey_use'), 'offered to those who have one').toHaveCount(0)
  await desk.field('second_code').fill(await nextCode(colleague.secret))
  await desk.follow(desk.button('second_submit'))

  await desk.open('/work/profile/factors')
  await desk.go(desk.link('passkey_add'))
  await desk.field('enrol_label').fill('Rechner (Beispiel)')
  await device.isShown(false)
  await desk.button('passkey_submit').click()
  await expect(page.getByRole('alert')).toHaveText(desk.text('passkey_cancelled'))
  await device.isShown(true)
  await desk.go(desk.button('passkey_submit'))
  await expect(desk.title).toHaveText(desk.text('codes_title'))
  await desk.follow(desk.link('codes_kept'))
  await desk.open('/sign-in/passkey')
  await desk.button('passkey_submit').click()
  await expect(page.getByRole('alert')).toHaveText(desk.text('passkey_known'))

  await desk.open('/work/profile/factors')
  await desk.follow(desk.button('work_sign_out'))
  await desk.showPassword(colleague)
  await desk.check()
  await device.isShown(false)
  await desk.button('passkey_use').click()
  await expect(page.getByRole('alert')).toHaveText(desk.text('passkey_cancelled'))
  await device.isShown(true)
  await desk.go(desk.button('passkey_use'))
  await expect(page).toHaveURL(/\/work$/)

  await desk.visit('/confirm?back=/work/profile/factors')
  await desk.field('signin_password').fill('nicht das Passwort')
  await desk.go(desk.button('passkey_confirm'))
  await expect(page.getByText(desk.text('confirm_wrong')).first()).toBeVisible()
  await desk.field('signin_password').fill(colleague.password)
  await desk.go(desk.button('passkey_confirm'))
  await expect(page).toHaveURL(/\/work\/profile\/factors$/)
  await expect(page.getByRole('heading', { name: 'Rechner (Beispiel)' })).toBeVisible()

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState()
  })
  const without = new Desk(await plain.newPage(), browser, baseURL!)
  for (const path of ['/sign-in/passkey', '/confirm']) {
    await without.visit(path)
    await expect(without.page.getByText(without.text('passkey_needs_script'))).toBeVisible()
    await expect(without.page.locator('[data-passkey] button')).toBeHidden()
  }
  await expect(without.button('confirm_submit'), 'the way with the app stays').toBeVisible()
  await without.open('/work')
  await without.follow(without.button('work_sign_out'))
  await without.showPassword(colleague)
  await without.check()
  await expect(without.page.getByText(without.text('passkey_needs_script'))).toBeVisible()
  await without.field('second_code').fill(await nextCode(colleague.secret))
  await without.go(without.button('second_submit'))
  await expect(without.page).toHaveURL(/\/work$/)
  await plain.close()
  await desk.check()
})

test.describe('on a device that computes secrets', () => {
  test.use({ computes: true })

  test('a passkey opens the own key after the password was set anew by mail', async ({ desk, device }) => {
    const { page } = desk
    const own = demoColleague('systemAdmin')
    const password = 'elf leise Wecker im Schrank'
    const main = page.getByRole('main')
    const key = '/work/profile/key'
    const passkey = `${desk.text('key_way_passkey')}: Telefon (Beispiel)`
    await desk.signIn(own)
    await expect(desk.link('today_key_second')).toBeVisible()
    await desk.open('/sign-in/passkey')
    await device.isShown(true)
    await desk.field('enrol_label').fill('Telefon (Beispiel)')
    await desk.follow(desk.button('passkey_submit'))
    await desk.open(key)
    await expect(main).toContainText(passkey)
    await desk.open('/work')
    await expect(desk.link('today_key_second')).toHaveCount(0)

    await desk.visit('/password/forgotten')
    await desk.field('signin_email').fill(own.email)
    await desk.go(desk.button('forgotten_submit'))
    await desk.visit('/work/outbox')
    await desk.follow(main.getByRole('link', { name: desk.text('access_mail_reset_subject') }).first())
    const address = await page.locator('.letter a').getAttribute('href')
    await desk.visit(new URL(address!).pathname)
    await desk.field('password_new').fill(password)
    await desk.go(desk.button('reset_submit'))
    await desk.showPassword({ email: own.email, password })
    await desk.follow(desk.button('passkey_use'))
    await desk.open(key)
    await expect(main).toContainText(desk.text('key_state_open'))
    await expect(main.getByRole('heading', { name: desk.text('key_way_password'), exact: true })).toHaveCount(
      0
    )

    await desk.follow(desk.button('work_sign_out'))
    await desk.signIn({ ...own, password })
    await desk.open(key)
    await expect(main).toContainText(desk.text('key_state_locked'))
    await desk.follow(desk.button('key_passkey_show'))
    await desk.expectSaid('keyUnlocked')

    await desk.visit(`/confirm?back=${key}`)
    await desk.field('signin_password').fill(password)
    await desk.go(desk.button('passkey_confirm'))
    await expect(
      main.getByRole('heading', { name: desk.text('key_way_password'), exact: true }),
      'the new password opens it as well from now on'
    ).toBeVisible()
  })
})
