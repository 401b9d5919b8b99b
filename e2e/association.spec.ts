import type { Browser } from '@playwright/test'
import { Desk, nextCode, type Colleague } from './desk.ts'
import { startInstallation, type Installation } from './installation.ts'
import { reach } from './keyboard.ts'
import { expect, test } from './portal.ts'
import { pagesOn } from './printed.ts'

const ORGANISATION = 'Verein Offene Türen'
const PASSWORD = 'vier blaue Stühle am Fenster'
const ADMIN = 'verwaltung@verein.example'
const COLLEAGUE = 'beratung@verein.example'
const NAMES = { [ADMIN]: 'Verwaltung (Beispiel)', [COLLEAGUE]: 'Beratung (Beispiel)' } as const

// One association from its first day on: what one journey leaves behind, the next one begins with.
test.describe.configure({ mode: 'serial' })

let installation: Installation
let admin: Desk
let administrator: Colleague
let colleague: Desk
let counsellor: Colleague
let oneTimeCodes: readonly string[]

/** Somebody's own browser. */
const aDesk = async (browser: Browser, language: 'de' | 'en' = 'de') => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: language })
  return new Desk(await context.newPage(), browser, installation.url, language)
}

test.beforeAll(async () => {
  installation = await startInstallation()
})
test.afterAll(async () => {
  for (const desk of [admin, colleague]) await desk?.page.context().close()
  await installation.stop()
})

test('the first administrator sets the association up by an address that works once', async ({ browser }) => {
  admin = await aDesk(browser)
  const path = await installation.setUpPath()
  await admin.visit(path)
  await admin.field('setup_organisation').fill(ORGANISATION)
  await admin.field('account_name').fill(NAMES[ADMIN])
  await admin.field('account_email').fill(ADMIN)
  await admin.field('password_new').fill('zu kurz')
  await admin.go(admin.button('setup_submit'))
  await expect(admin.page.getByRole('alert')).toContainText(admin.text('password_short'))
  await expect(admin.field('account_name')).toHaveValue(NAMES[ADMIN])
  await admin.field('password_new').fill(PASSWORD)
  await admin.go(admin.button('setup_submit'))
  await expect(admin.title).toHaveText(admin.text('enrol_title'))
  const { secret } = await admin.enrol()
  administrator = { email: ADMIN, password: PASSWORD, secret }
  await expect(admin.page.locator('.rail')).toContainText(ORGANISATION)
  await admin.visit(path)
  await expect(admin.title).toHaveText(admin.text('entry_gone_title'))
})

test('a colleague is invited by mail, and chooses a password and a device of their own', async ({
  browser
}) => {
  await admin.visit('/work/teams')
  await admin.field('teams_name').fill('Beratung Mitte')
  await admin.go(admin.button('teams_create'))
  await admin.expectSaid('teamCreated')
  await admin.visit('/work/people/invite')
  await admin.field('people_name').fill(NAMES[COLLEAGUE])
  await admin.field('account_email').fill(COLLEAGUE)
  await admin.field('permissions_role').selectOption('counsellor')
  await admin.go(admin.button('invite_submit'))
  await expect(admin.page.getByRole('alert')).toContainText(admin.text('people_fault_scope'))
  await admin.field('people_team').selectOption('Beratung Mitte')
  await admin.page.getByRole('radio', { name: 'English' }).check()
  await admin.go(admin.button('invite_submit'))
  await admin.expectSaid('invited')

  colleague = await aDesk(browser, 'en')
  const path = await installation.pathInMailTo(COLLEAGUE, /\/invitation\/[\w-]{43}/)
  await colleague.visit(path)
  await expect(colleague.page.getByRole('main')).toContainText(ORGANISATION)
  await colleague.field('password_new').fill(PASSWORD)
  await colleague.go(colleague.button('invitation_submit'))
  const { secret, codes } = await colleague.enrol()
  counsellor = { email: COLLEAGUE, password: PASSWORD, secret }
  oneTimeCodes = codes
  await expect(colleague.page.locator('.me')).toContainText(colleague.text('role_counsellor'))
  await colleague.visit('/work/audit')
  await expect(colleague.title).toHaveText(colleague.text('workfault_may_title'))
  await expect(colleague.page.getByRole('main')).toContainText(NAMES[ADMIN])
  await colleague.visit(path)
  await expect(colleague.title).toHaveText(colleague.text('entry_gone_title'))
})

test('with the keyboard alone: sign in, invite somebody, give a role, sign out', async ({ browser }) => {
  const desk = await aDesk(browser)
  const { page } = desk
  await desk.open('/sign-in')
  await reach(page, desk.link('work_skip'))
  await reach(page, desk.field('signin_email'))
  await page.keyboard.type(ADMIN)
  await reach(page, desk.field('signin_password'))
  await page.keyboard.type(PASSWORD)
  await desk.go('Enter')
  await reach(page, desk.field('second_code'))
  await page.keyboard.type(await nextCode(administrator.secret))
  await reach(page, desk.button('second_submit'))
  await desk.go('Space')

  await reach(page, desk.link('today_invite'))
  await desk.go('Enter')
  await reach(page, desk.field('people_name'))
  await page.keyboard.type('Redaktion (Beispiel)')
  await reach(page, desk.field('account_email'))
  await page.keyboard.type('redaktion@verein.example')
  await reach(page, desk.field('permissions_role'))
  await chooseWithArrows(desk, 'role_editor')
  await reach(page, page.getByRole('radio', { name: 'Deutsch' }))
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'English' })).toBeChecked()
  await reach(page, desk.button('invite_submit'))
  await desk.go('Space')
  await desk.expectSaid('invited')

  await reach(page, page.getByRole('link', { name: NAMES[COLLEAGUE] }))
  await desk.go('Enter')
  await reach(page, page.locator('summary', { hasText: desk.text('person_add_role') }))
  await page.keyboard.press('Enter')
  await reach(page, desk.field('permissions_role'))
  await chooseWithArrows(desk, 'role_editor')
  await reach(page, desk.button('role_form_submit'))
  await desk.go('Space')
  await desk.expectSaid('roleGranted')

  await reach(page, desk.button('work_sign_out'))
  await desk.go('Enter')
  await expect(desk.title).toHaveText(desk.text('signout_title'))
  expect(await page.context().cookies()).toEqual([])
  await page.context().close()
})

test('a role that is given ends the session at once, and holds from the next sign-in', async () => {
  await colleague.visit('/work')
  await expect(colleague.title).toHaveText(colleague.text('signin_title'))
  await colleague.signIn(counsellor)
  await expect(colleague.page.locator('.me')).toContainText(colleague.text('role_editor'))
  await colleague.visit('/work/profile/looked')
  await expect(colleague.page.getByRole('main')).toContainText(NAMES[ADMIN])
})

test('a lost device: a one-time code stands in for it, and without codes the administrator helps', async () => {
  await colleague.follow(colleague.button('work_sign_out'))
  await colleague.showPassword(counsellor)
  await colleague.page.locator('summary').click()
  await colleague.field('second_one_time').fill(oneTimeCodes[0]!)
  await colleague.go(colleague.button('second_one_time_submit'))
  await colleague.expectSaid('oneTimeCode')

  await admin.visit('/work/people')
  await admin.go(admin.page.getByRole('link', { name: NAMES[COLLEAGUE] }))
  await admin.confirm('person_reset', 'person_reset_yes')
  await admin.expectSaid('factorsReset')
  await colleague.showPassword(counsellor, '/work/profile')
  await expect(colleague.title).toHaveText(colleague.text('enrol_title'))
  await colleague.enrol()
  await expect(colleague.title).toHaveText(colleague.text('profile_title'))
})

test('a closed account is out at once, and opened again by the same person', async () => {
  await admin.confirm('person_disable', 'person_disable_yes')
  await admin.expectSaid('disabled')
  await colleague.visit('/work')
  await expect(colleague.title).toHaveText(colleague.text('signin_title'))
  await colleague.showPassword(counsellor)
  await expect(colleague.page.getByRole('alert')).toContainText(colleague.text('signin_wrong'))
  await admin.go(admin.button('person_enable'))
  await admin.expectSaid('enabled')
  await colleague.showPassword(counsellor)
  await expect(colleague.title).toHaveText(colleague.text('second_title'))
})

test('a forgotten password is chosen anew by mail, and the second factor is asked for as before', async ({
  browser
}) => {
  const desk = await aDesk(browser)
  const password = 'ein anderer langer Satz mit Hut'
  const sheet = await makeRecoverySheet(admin)
  await desk.open('/sign-in')
  await desk.go(desk.link('signin_forgotten'))
  await desk.field('signin_email').fill(ADMIN)
  await desk.go(desk.button('forgotten_submit'))
  await expect(desk.title).toHaveText(desk.text('forgotten_asked_title'))
  const path = await installation.pathInMailTo(ADMIN, /\/password\/[\w-]{43}/)
  await desk.visit(path)
  await desk.field('password_new').fill(password)
  await desk.go(desk.button('reset_submit'))
  await desk.expectSaid('passwordReset')
  await admin.visit('/work')
  await expect(admin.title, 'signed out everywhere').toHaveText(admin.text('signin_title'))
  await desk.showPassword(administrator)
  await expect(desk.page.getByRole('alert')).toContainText(desk.text('signin_wrong'))
  await desk.showPassword({ email: ADMIN, password })
  await expect(desk.title).toHaveText(desk.text('second_title'))
  await desk.field('second_code').fill(await nextCode(administrator.secret))
  await desk.go(desk.button('second_submit'))

  await desk.visit('/work/profile/key')
  await expect(desk.page.getByRole('main')).toContainText(desk.text('key_state_locked'))
  await desk.field('key_sheet_code').fill(sheet.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')))
  await desk.field('signin_password').fill(password)
  await desk.go(desk.button('key_unlock_submit'))
  await expect(desk.page.getByRole('alert')).toContainText(desk.text('key_unlock_wrong'))
  await desk.field('key_sheet_code').fill(sheet)
  await desk.field('signin_password').fill(password)
  await desk.go(desk.button('key_unlock_submit'))
  await desk.expectSaid('keyUnlocked')
  await expect(desk.page.getByRole('main')).toContainText(desk.text('key_state_open'))

  await desk.visit(path)
  await expect(desk.title).toHaveText(desk.text('entry_gone_title'))
  await desk.page.context().close()
})

/** Makes a sheet, types its code in as it was written down, and answers that. */
const makeRecoverySheet = async (desk: Desk): Promise<string> => {
  await desk.follow(desk.button('work_sign_out'))
  await desk.signIn(administrator)
  await desk.visit('/work/profile/key')
  await desk.go(desk.button('key_sheet_make'))
  await expect(desk.title).toHaveText(desk.text('key_sheet_shown'))
  const code = await desk.page.locator('.secret').innerText()
  expect(await pagesOn(desk.page, 'A4')).toBe(1)
  await desk.field('key_sheet_code').fill(code.replaceAll('-', ' ').toLowerCase())
  await desk.go(desk.button('key_sheet_test_submit'))
  await desk.expectSaid('sheetTested')
  return code
}

/** Goes down a list that has the focus until this is chosen. */
const chooseWithArrows = async (desk: Desk, key: string): Promise<void> => {
  const chosen = desk.page.locator(':focus option:checked')
  for (let step = 0; step < 20 && (await chosen.innerText()) !== desk.text(key); step++)
    await desk.page.keyboard.press('ArrowDown')
  await expect(chosen).toHaveText(desk.text(key))
}
