import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from '@playwright/test'
import { startApplication, type StartedApplication } from '#testing/startedApplication.ts'
import { startSmtpServer, type TestSmtpServer } from '#testing/smtpServer.ts'
import { Desk, type Colleague } from './desk.ts'
import { expect, test } from './portal.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const PASSWORD = 'vier blaue Stühle am Fenster'
const ORGANISATION = 'Verein Offene Türen'

let data: string
let smtp: TestSmtpServer
let application: StartedApplication
let settings: Record<string, string>

test.beforeAll(async () => {
  data = mkdtempSync('/tmp/anlaufstelle-staff-')
  chmodSync(data, 0o711)
  smtp = await startSmtpServer()
  settings = {
    ANLAUFSTELLE_DEMO: 'off',
    ANLAUFSTELLE_MAIL: `smtp://127.0.0.1:${smtp.settings.port}`,
    ANLAUFSTELLE_MAIL_FROM: 'anlaufstelle@verein.example'
  }
  application = await startApplication(data, settings)
})
test.afterAll(async () => {
  await application.stop()
  await smtp.stop()
  rmSync(data, { recursive: true, force: true })
})

/** The path of the one-time address that the command line prints. */
const setUpPath = async () => {
  const { stdout } = await run(process.execPath, [join(root, 'src/cli.ts'), 'access', 'setup'], {
    cwd: root,
    env: { ...process.env, ...settings, ANLAUFSTELLE_DATA: data, TZ: 'Europe/Berlin' }
  })
  return /\/set-up\/[\w-]+/.exec(stdout)![0]
}

/** The path of the address in the newest mail to somebody. */
const pathInMailTo = async (email: string, pattern: RegExp, after = 0) => {
  const mails = () => smtp.taken.filter(({ to }) => to.includes(email))
  await expect.poll(() => mails().length, { timeout: 30_000 }).toBeGreaterThan(after)
  return pattern.exec(mails().at(-1)!.raw.replace(/=\r\n/g, ''))![0]
}

/** Somebody's own browser. */
const aDesk = async (browser: Browser, language: 'de' | 'en' = 'de') => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: language })
  return new Desk(await context.newPage(), browser, application.url, language)
}

test('an association begins: set-up, invitation, changed roles, a lost device, an account that is closed', async ({
  browser
}) => {
  const admin = await aDesk(browser)
  const path = await setUpPath()
  await admin.visit(path)
  await admin.field('setup_organisation').fill(ORGANISATION)
  await admin.field('account_name').fill('Verwaltung (Beispiel)')
  await admin.field('account_email').fill('verwaltung@verein.example')
  await admin.field('password_new').fill('zu kurz')
  await admin.go(admin.button('setup_submit'))
  await expect(admin.page.getByRole('alert')).toContainText(admin.text('password_short'))
  await expect(admin.field('account_name')).toHaveValue('Verwaltung (Beispiel)')
  await admin.field('password_new').fill(PASSWORD)
  await admin.go(admin.button('setup_submit'))
  await expect(admin.title).toHaveText(admin.text('enrol_title'))
  await admin.enrol()
  await expect(admin.page.locator('.rail')).toContainText(ORGANISATION)
  await admin.visit(path)
  await expect(admin.title).toHaveText(admin.text('entry_gone_title'))

  await admin.visit('/work/teams')
  await admin.field('teams_name').fill('Beratung Mitte')
  await admin.go(admin.button('teams_create'))
  await admin.expectSaid('teamCreated')
  await admin.visit('/work/people/invite')
  await admin.field('people_name').fill('Beratung (Beispiel)')
  await admin.field('account_email').fill('beratung@verein.example')
  await admin.field('permissions_role').selectOption('counsellor')
  await admin.go(admin.button('invite_submit'))
  await expect(admin.page.getByRole('alert')).toContainText(admin.text('people_fault_scope'))
  await admin.field('people_team').selectOption('Beratung Mitte')
  await admin.page.getByRole('radio', { name: 'English' }).check()
  await admin.go(admin.button('invite_submit'))
  await admin.expectSaid('invited')

  const colleague = await aDesk(browser, 'en')
  const invitation = await pathInMailTo('beratung@verein.example', /\/invitation\/[\w-]+/)
  await colleague.visit(invitation)
  await expect(colleague.page.getByRole('main')).toContainText(ORGANISATION)
  await colleague.field('password_new').fill(PASSWORD)
  await colleague.go(colleague.button('invitation_submit'))
  const { secret, codes } = await colleague.enrol()
  const known: Colleague = { email: 'beratung@verein.example', password: PASSWORD, secret }
  await expect(colleague.page.locator('.me')).toContainText(colleague.text('role_counsellor'))
  await colleague.visit('/work/audit')
  await expect(colleague.title).toHaveText(colleague.text('workfault_may_title'))
  await expect(colleague.page.getByRole('main')).toContainText('Verwaltung (Beispiel)')

  // A changed role ends the session at once.
  await admin.visit('/work/people')
  await admin.go(admin.page.getByRole('link', { name: 'Beratung (Beispiel)' }))
  await admin.page.locator('summary', { hasText: admin.text('person_add_role') }).click()
  await admin.field('permissions_role').selectOption('editor')
  await admin.go(admin.button('role_form_submit'))
  await admin.expectSaid('roleGranted')
  await colleague.visit('/work')
  await expect(colleague.title).toHaveText(colleague.text('signin_title'))
  await colleague.signIn(known)
  await expect(colleague.page.locator('.me')).toContainText(colleague.text('role_editor'))
  await colleague.visit('/work/profile/looked')
  await expect(colleague.page.getByRole('main')).toContainText('Verwaltung (Beispiel)')

  // A lost device: first a one-time code, then the administrator.
  await colleague.go(colleague.button('work_sign_out'))
  await colleague.visit('/sign-in')
  await colleague.field('signin_email').fill(known.email)
  await colleague.field('signin_password').fill(known.password)
  await colleague.go(colleague.button('signin_submit'))
  await colleague.page.locator('summary').click()
  await colleague.field('second_one_time').fill(codes[0]!)
  await colleague.go(colleague.button('second_one_time_submit'))
  await colleague.expectSaid('oneTimeCode')
  await admin.confirm('person_reset', 'person_reset_yes')
  await admin.expectSaid('factorsReset')
  await colleague.visit('/work/profile')
  await colleague.field('signin_email').fill(known.email)
  await colleague.field('signin_password').fill(known.password)
  await colleague.go(colleague.button('signin_submit'))
  await expect(colleague.title).toHaveText(colleague.text('enrol_title'))
  await colleague.enrol()

  await admin.confirm('person_disable', 'person_disable_yes')
  await admin.expectSaid('disabled')
  await colleague.visit('/work')
  await expect(colleague.title).toHaveText(colleague.text('signin_title'))
  await admin.go(admin.button('person_enable'))
  await admin.expectSaid('enabled')
})

test('a forgotten password is chosen anew, and the second factor is asked for as before', async ({
  browser
}) => {
  const admin = await aDesk(browser)
  const email = 'verwaltung@verein.example'
  await admin.visit('/sign-in')
  await admin.go(admin.link('signin_forgotten'))
  await admin.field('signin_email').fill(email)
  await admin.go(admin.button('forgotten_submit'))
  await expect(admin.title).toHaveText(admin.text('forgotten_asked_title'))
  const path = await pathInMailTo(email, /\/password\/[\w-]{43}/)
  await admin.visit(path)
  await admin.field('password_new').fill('ein anderer langer Satz mit Hut')
  await admin.go(admin.button('reset_submit'))
  await admin.expectSaid('passwordReset')
  await admin.field('signin_email').fill(email)
  await admin.field('signin_password').fill('ein anderer langer Satz mit Hut')
  await admin.go(admin.button('signin_submit'))
  await expect(admin.title).toHaveText(admin.text('second_title'))
  await admin.visit(path)
  await expect(admin.title).toHaveText(admin.text('entry_gone_title'))
  await admin.visit('/work')
  await expect(admin.title).toHaveText(admin.text('signin_title'))
})
