import { demoColleague, Desk, nextCode, test } from './desk.ts'
import { expect } from './portal.ts'

const EVERY_PAGE = [
  '/work',
  '/work/find',
  '/work/keys',
  '/work/tasks',
  '/work/tasks?show=done',
  '/work/tasks/new?link=/work/people',
  '/work/people',
  '/work/people?search=nobody-of-this-name',
  '/work/teams',
  '/work/mistakes',
  '/work/recovery',
  '/work/permissions',
  '/work/permissions?role=counsellor',
  '/work/profile',
  '/work/profile/absence',
  '/work/profile/factors',
  '/work/profile/password',
  '/work/profile/key',
  '/work/profile/looked',
  '/sign-in/enrol',
  '/sign-in/codes',
  '/confirm'
]
const BEFORE_SIGN_IN = [
  '/sign-in',
  '/password/forgotten',
  '/password/nothing',
  '/invitation/nothing',
  '/set-up/nothing',
  '/sign-out'
]

test.describe('pages before the sign-in', () => {
  test('are whole on a small phone and in the dark', async ({ desk }) => {
    await desk.page.setViewportSize({ width: 320, height: 640 })
    for (const path of BEFORE_SIGN_IN) await desk.visit(path)
    await desk.paint('dark')
    for (const path of BEFORE_SIGN_IN) await desk.visit(`${path}?lang=en`)
    await expect(desk.page.locator('html')).toHaveAttribute('lang', 'en')
  })

  test('say what is wrong at the field, and keep what was typed', async ({ desk }) => {
    await desk.visit('/sign-in')
    await desk.go(desk.button('signin_submit'))
    await expect(desk.page).toHaveTitle(/^Fehler/)
    await expect(desk.page.getByRole('alert')).toContainText(desk.text('signin_email_missing'))
    await desk.field('signin_email').fill('niemand@verein.example')
    await desk.field('signin_password').fill('ein falsches Passwort')
    await desk.go(desk.button('signin_submit'))
    await expect(desk.page.getByRole('alert')).toContainText(desk.text('signin_wrong'))
    await expect(desk.field('signin_email')).toHaveValue('niemand@verein.example')
    await expect(desk.field('signin_password')).toHaveValue('')
  })

  test('lead to the page that was wanted', async ({ desk }) => {
    const { email, password, secret } = demoColleague('groupLeader')
    await desk.visit('/work/permissions?role=editor')
    await desk.field('signin_email').fill(email)
    await desk.field('signin_password').fill(password)
    await desk.go(desk.button('signin_submit'))
    await desk.field('second_code').fill('000000')
    await desk.go(desk.button('second_submit'))
    await expect(desk.page.getByRole('alert')).toContainText(desk.text('second_code_wrong'))
    await desk.field('second_code').fill(await nextCode(secret))
    await desk.go(desk.button('second_submit'))
    expect(new URL(desk.page.url()).pathname + new URL(desk.page.url()).search).toBe(
      '/work/permissions?role=editor'
    )
  })
})

test.describe('pages of the workspace', () => {
  test('are whole on a small phone, and on a wide screen in the dark', async ({ desk }) => {
    await desk.signIn(demoColleague('organisationAdmin'))
    for (const path of EVERY_PAGE) {
      await desk.page.setViewportSize({ width: 320, height: 640 })
      await desk.paint('light')
      await desk.visit(path)
      await desk.page.setViewportSize({ width: 1280, height: 800 })
      await desk.paint('dark')
      await desk.check()
    }
    await desk.page.setViewportSize({ width: 320, height: 640 })
    for (const path of ['/work/people/invite', '/work/people/invite/many', '/work/outbox', '/work/audit'])
      await desk.visit(path)
    await desk.open('/work/people')
    await desk.go(desk.page.getByRole('row').getByRole('link').first())
  })

  test('of the system are whole', async ({ desk }) => {
    await desk.signIn(demoColleague('systemAdmin'))
    for (const path of ['/work/system', '/work/outbox']) {
      await desk.page.setViewportSize({ width: 320, height: 640 })
      await desk.paint('light')
      await desk.visit(path)
      await desk.page.setViewportSize({ width: 1280, height: 800 })
      await desk.paint('dark')
      await desk.check()
    }
  })

  test('of data protection are whole, and the audit leaves as a table', async ({ desk }) => {
    await desk.signIn(demoColleague('dataProtectionOfficer'))
    await desk.visit('/work/audit?event=access.session.started')
    await expect(desk.page.getByRole('row').nth(1)).toContainText(
      desk.text('audit_event_access_session_started')
    )
    await desk.visit('/work/audit?from=gestern')
    await expect(desk.page.getByRole('alert')).toContainText(desk.text('audit_filter_day'))
    await desk.visit('/work/audit')
    const download = desk.page.waitForEvent('download')
    await desk.link('audit_export').click()
    expect((await download).suggestedFilename()).toMatch(/^anlaufstelle-audit-\d{4}-\d\d-\d\d\.csv$/)
  })

  test('are left by signing out, and the way back shows nothing', async ({ desk }) => {
    const { page } = desk
    await desk.signIn(demoColleague('counsellor'))
    await desk.visit('/work/profile')
    await expect(page.getByRole('main')).toContainText('beratung@')
    await desk.go(desk.button('work_sign_out'))
    await expect(desk.title).toHaveText(desk.text('signout_title'))
    expect(await page.context().cookies()).toEqual([])
    await page.goBack()
    await expect(desk.title).toHaveText(desk.text('signin_title'))
  })

  test('speak the language and wear the colours of the account', async ({ desk, browser, baseURL }) => {
    await desk.signIn(demoColleague('editor'))
    await desk.visit('/work/profile')
    await desk.page.getByRole('radio', { name: 'English' }).check()
    await desk.page.getByRole('radio', { name: desk.text('profile_theme_dark') }).check()
    await desk.go(desk.button('work_save'))
    const html = desk.page.locator('html')
    await expect(html).toHaveAttribute('lang', 'en')
    await expect(html).toHaveAttribute('data-theme', 'dark')
    const english = new Desk(desk.page, browser, baseURL!, 'en')
    await english.expectSaid('saved')
    const paper = await html.evaluate((root) => getComputedStyle(root).backgroundColor)
    expect(paper).toBe('rgb(20, 25, 31)')
  })

  test('are found by a word, and by keys that can be turned off', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: true, locale: 'de' })
    const page = await context.newPage()
    const desk = new Desk(page, browser, baseURL!, 'de', { scripts: true })
    await desk.signIn(demoColleague('mentoringCoordinator'))
    await desk.open('/work/teams')
    await page.keyboard.press('/')
    await expect(desk.field('find_label')).toBeFocused()
    await page.keyboard.type('bautzen / 2')
    await expect(desk.field('find_label'), 'keys are letters in a field').toHaveValue('bautzen / 2')
    await desk.field('find_label').fill('bautzen')
    await desk.follow('Enter')
    await desk.check()
    expect(page.url(), 'what is looked for stands in no address').not.toContain('bautzen')
    await expect(page.getByRole('link', { name: 'Nachbarhaus Bautzen' })).toBeVisible()
    await desk.field('find_label').fill('Teamleitung')
    await desk.follow('Enter')
    await expect(page.getByRole('main').getByRole('link', { name: 'Teamleitung (Beispiel)' })).toBeVisible()
    await desk.field('find_label').fill('gibt es nicht')
    await desk.follow('Enter')
    await expect(page.getByRole('main')).toContainText(desk.text('find_none'))
    await page.getByRole('heading', { level: 1 }).click()
    await desk.follow('2')
    await expect(desk.title).toHaveText(desk.text('work_tasks'))
    await desk.follow('n')
    await expect(desk.title).toHaveText(desk.text('tasks_new'))
    await desk.follow('?')
    await expect(desk.title).toHaveText(desk.text('keys_title'))
    await desk.follow('p')
    await page
      .getByRole('group', { name: desk.text('profile_keyboard') })
      .getByLabel('Aus')
      .check()
    await page.getByRole('radio', { name: desk.text('profile_textSize_largest') }).check()
    await desk.go(desk.button('work_save'))
    await desk.expectSaid('saved')
    const html = page.locator('html')
    await expect(html).toHaveAttribute('data-text', 'largest')
    await page.setViewportSize({ width: 320, height: 640 })
    await desk.visit('/work/tasks')
    await expect(page.locator('script')).toHaveCount(0)
    await context.close()
  })

  test('add a device, remove it, and renew the one-time codes', async ({ desk }) => {
    await desk.signIn(demoColleague('translator'))
    await desk.visit('/work/profile/factors')
    await desk.go(desk.link('factors_add'))
    const secret = (await desk.page.locator('.secret').innerText()).replace(/\s/g, '')
    await desk.field('enrol_label').fill('Tablet')
    await desk.field('enrol_code').fill('123')
    await desk.go(desk.button('enrol_submit'))
    expect((await desk.page.locator('.secret').innerText()).replace(/\s/g, '')).toBe(secret)
    await desk.field('enrol_code').fill(await nextCode(secret))
    await desk.go(desk.button('enrol_submit'))
    if ((await desk.title.innerText()) === desk.text('codes_title')) await desk.go(desk.link('codes_kept'))
    await desk.visit('/work/profile/factors')
    const tablet = desk.page.getByRole('listitem').filter({ hasText: 'Tablet' })
    await desk.confirm('factors_remove', 'factors_remove_yes', tablet)
    await desk.expectSaid('factorRemoved')
    await desk.go(desk.link('codes_renew'))
    await desk.go(desk.button('codes_renew'))
    await expect(desk.page.locator('.codes code')).toHaveCount(10)
  })
})
