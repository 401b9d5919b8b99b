import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoColleague, Desk, test as base } from './desk.ts'
import { startDemonstration, type Demonstration } from './installation.ts'
import { expect } from './portal.ts'

const demonstration = JSON.parse(
  readFileSync(join(import.meta.dirname, '../data/demo/accounts.json'), 'utf8')
) as {
  readonly team: { readonly name: string }
  readonly accounts: readonly { readonly role: string; readonly id: string; readonly name: string }[]
}
const accountOf = (role: string) => demonstration.accounts.find((account) => account.role === role)!

let application: Demonstration
/** An application of these journeys' own: accounts are closed and erased in it. */
const test = base.extend<{ desk: Desk }>({
  desk: ({ page, browser }, use) => use(new Desk(page, browser, application.url))
})
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  application = await startDemonstration()
})
test.afterAll(() => application.stop())

/** Waits for the file behind a link and answers its name and what is in it. */
const fileBehind = async (desk: Desk, key: string) => {
  const waiting = desk.page.waitForEvent('download')
  await desk.link(key).click()
  const download = await waiting
  return {
    name: download.suggestedFilename(),
    content: JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, unknown>
  }
}

test('an administrator gives a role in a centre, to a deputy as well, and erases who left', async ({
  desk
}) => {
  const { page } = desk
  const [lead, left] = [accountOf('teamLead'), accountOf('funding')]
  await page.setViewportSize({ width: 360, height: 740 })
  await desk.signIn(demoColleague('organisationAdmin'))

  await desk.visit(`/work/people/${left.id}`)
  const give = page.locator('details', { hasText: desk.text('person_add_role') })
  await give.locator('summary').click()
  await desk.field('permissions_role').selectOption('counsellor')
  const centre = desk.field('role_form_centre')
  const chosen = await centre.locator('option').nth(1).innerText()
  await centre.selectOption({ index: 1 })
  await desk.go(desk.button('role_form_submit'))
  await desk.expectSaid('roleGranted')
  const name = chosen.replace(/ \([^()]*\)$/, '')
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(
    desk.text('role_counsellor')
  )
  await desk.visit(`/work/people?search=${left.name.split(' ')[0]}`)
  await expect(page.getByRole('row').nth(1)).toContainText(name)

  await desk.visit(`/work/people/${lead.id}`)
  await give.locator('summary').click()
  await desk.field('permissions_role').selectOption('counsellor')
  await centre.selectOption({ label: chosen })
  await desk.field('role_form_deputy').selectOption({ label: left.name })
  await desk.go(desk.button('role_form_submit'))
  await expect(page.getByRole('alert')).toContainText(desk.text('people_fault_deputy'))
  await expect(centre.locator('option:checked')).toHaveText(chosen)
  const today = await desk.field('role_form_from').inputValue()
  await desk.field('role_form_until').fill(`${Number(today.slice(0, 4)) + 1}${today.slice(4, 8)}01`)
  await desk.go(desk.button('role_form_submit'))
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(
    desk.text('role_deputy_for', { name: left.name })
  )

  await desk.visit(`/work/people/${left.id}/erase`)
  await expect(page.getByRole('main')).toContainText(desk.text('erase_open', { name: left.name }))
  await desk.go(page.getByRole('link', { name: left.name }))
  await desk.go(desk.link('leave_link'))
  await expect(page.getByRole('main')).toContainText(desk.text('leave_role_text'))
  await desk.go(desk.button('leave_yes'))
  await desk.expectSaid('letGo')
  await desk.go(desk.link('person_erase'))
  await expect(page.getByRole('main')).toContainText(desk.text('erase_final'))
  await desk.go(page.getByRole('button', { name: desk.text('erase_yes', { name: left.name }) }))
  await desk.expectSaid('erased')
  await expect(page.getByRole('main')).not.toContainText(left.name)
  await desk.visit(`/work/people/${left.id}`)
  await expect(desk.title).toHaveText(desk.text('person_erased_title'))
  const again = await page.goto(`${application.url}/work/people/${left.id}/erase`)
  expect(again?.status()).toBe(404)
})

test('a centre that is not of the directory is refused at its field', async ({ desk }) => {
  const { page } = desk
  await desk.signIn(demoColleague('organisationAdmin'))
  const { id } = accountOf('editor')
  await desk.visit(`/work/people/${id}`)
  const csrf = await page.locator('form [name=csrf]').first().getAttribute('value')
  const grant = await page.locator('form [name=id]').first().getAttribute('value')
  const answer = await page.request.post(`${application.url}/work/people/${id}?/grant`, {
    headers: { origin: application.url },
    form: {
      csrf: csrf!,
      id: grant!,
      role: 'counsellor',
      centreId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      validFrom: '2199-01-01'
    }
  })
  expect(answer.status()).toBe(400)
  expect(await answer.text()).toMatch(
    new RegExp(`id="centreId-error"[^>]*>[^<]*${desk.text('people_fault_centre').slice(0, 30)}`)
  )
})

test('an address that is none, and a file that is not given, keep the page and the language of staff', async ({
  desk
}) => {
  const { page } = desk
  const statusOf = async (path: string) => (await page.goto(`${application.url}${path}`))?.status()
  expect(await statusOf('/sign-in/nothing/here?lang=en')).toBe(404)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await desk.check()
  await desk.visit('/work/nothing/here')
  await expect(desk.title).toHaveText(desk.text('signin_title'))

  await desk.signIn(demoColleague('mentoringCoordinator'))
  for (const path of ['/work/nothing', '/work/people/nothing', '/work/people/nothing/here']) {
    expect(await statusOf(path)).toBe(404)
    await expect(desk.title).toHaveText(desk.text('workfault_404_title'))
    await expect(desk.link('workfault_home')).toHaveAttribute('href', '/work')
    await expect(page.getByRole('navigation')).toBeVisible()
    await desk.check()
  }
  expect(await statusOf(`/work/people/${accountOf('editor').id}/export`)).toBe(403)
  await expect(page.getByRole('main')).toContainText(desk.text('role_dataProtectionOfficer'))
  await expect(page.getByRole('main')).toContainText(accountOf('organisationAdmin').name)
  await desk.check()
})

test('everyone takes their own data, and the officer for data protection those of others', async ({
  desk
}) => {
  const { page } = desk
  await page.setViewportSize({ width: 360, height: 740 })
  await desk.signIn(demoColleague('dataProtectionOfficer'))
  await desk.visit('/work/profile')
  const own = await fileBehind(desk, 'data_download')
  expect(own.name).toMatch(/^anlaufstelle-data-\d{4}-\d\d-\d\d\.json$/)
  expect(own.content).toMatchObject({
    account: { email: demoColleague('dataProtectionOfficer').email },
    roles: [{ role: 'dataProtectionOfficer' }]
  })
  const { id } = accountOf('statistics')
  await desk.visit(`/work/people/${id}`)
  const given = await fileBehind(desk, 'data_download')
  expect(given.content).toMatchObject({ account: { id, email: demoColleague('statistics').email } })
  const nothing = ['0f8fad5b-d9cb-469f-a165-70867728950e', 'nobody'].map(async (none) => {
    const address = `${application.url}/work/people/${none}/export`
    const missing = await page.request.get(address, { headers: { accept: 'text/html' } })
    return `${missing.status()} ${await missing.text()}`
  })
  const [one, other] = await Promise.all(nothing)
  expect(one).toMatch(/^404 /)
  expect(one).toContain(desk.text('workfault_404_title'))
  expect(other).toBe(one)
  const answer = await page.request.get(`${application.url}/work/people/${id}/export`)
  expect(answer.headers()['cache-control']).toBe('no-store')
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; /)
  await page.context().clearCookies()
  await desk.signIn(demoColleague('statistics'))
  await desk.visit('/work/profile/looked')
  await expect(page.getByRole('main')).toContainText(desk.text('audit_event_access_account_exported'))
})

test('a device is renamed, and what is wrong is said at it', async ({ desk }) => {
  const { page } = desk
  await desk.signIn(demoColleague('translator'))
  await desk.visit('/work/profile/factors')
  await page.locator('summary', { hasText: desk.text('factors_rename') }).click()
  await desk.field('enrol_label').fill(' ')
  await desk.go(desk.button('factors_rename'))
  await expect(page.getByRole('alert').getByRole('link')).toHaveText(desk.text('factor_label_missing'))
  await desk.field('enrol_label').fill('Diensthandy')
  await desk.go(desk.button('factors_rename'))
  await desk.expectSaid('factorRenamed')
  await expect(page.getByRole('heading', { name: 'Diensthandy' })).toBeVisible()
})

test('who is new in a team waits for access to what is confided to it, and a colleague gives it', async ({
  desk,
  browser
}) => {
  await desk.signIn(demoColleague('counsellor'))
  await desk.visit('/work/teams')
  await expect(desk.page.getByRole('main')).toContainText(
    desk.text('teams_key_open', { holders: '1', members: '2' })
  )
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'de' })
  const lead = new Desk(await context.newPage(), browser, application.url)
  await lead.page.setViewportSize({ width: 360, height: 740 })
  await lead.signIn(demoColleague('teamLead'))
  await lead.visit('/work')
  await expect(lead.page.getByRole('main')).toContainText(
    lead.text('waiting_oneself', { team: demonstration.team.name })
  )
  await lead.visit('/work/teams')
  await expect(lead.page.getByRole('main')).toContainText(lead.text('teams_key_waiting'))

  await desk.visit('/work')
  const waiting = desk.page.getByRole('listitem').filter({ hasText: accountOf('teamLead').name })
  await desk.go(waiting.getByRole('button'))
  await desk.expectSaid('keyPassedOn')
  await expect(desk.page.getByRole('heading', { name: desk.text('waiting_title') })).toHaveCount(0)
  await lead.visit('/work/teams')
  await expect(lead.page.getByRole('main')).toContainText(
    lead.text('teams_key_open', { holders: '2', members: '2' })
  )
  await lead.visit('/work/profile/looked')
  await expect(lead.page.getByRole('main')).toContainText(lead.text('audit_event_access_teamKey_passedOn'))
  await context.close()
})

test('an administrator invites several at once: looks, corrects, and sends', async ({ desk }) => {
  const { page } = desk
  await page.setViewportSize({ width: 360, height: 740 })
  await desk.signIn(demoColleague('organisationAdmin'))
  await desk.visit('/work/people/invite')
  await desk.go(desk.link('many_link'))
  await desk.go(desk.button('many_check'))
  await expect(page.getByRole('alert')).toContainText(desk.text('many_missing'))

  const lines = ['Name;E-Mail;Rolle;Team', `Nora Neu;nora@example.org;Beratung;${demonstration.team.name}`]
  await desk.field('many_text').fill([...lines, 'Emil Ernst;emil@example.org;Zauberei;'].join('\n'))
  await desk.go(desk.button('many_check'))
  await expect(page).toHaveTitle(/^Fehler/)
  await expect(page.getByRole('row').nth(2)).toContainText(desk.text('many_fault_role'))
  await expect(page.getByRole('row').nth(1)).toContainText(desk.text('many_will_invite'))
  await expect(page.getByRole('button', { name: /Einladung(en)? schicken$/ })).toHaveCount(0)

  await desk.visit('/work/people/invite/many')
  const picture = {
    name: 'bild.png',
    mimeType: 'image/png',
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0])
  }
  await desk.field('many_file').setInputFiles(picture)
  await desk.go(desk.button('many_check'))
  await expect(page.getByRole('alert')).toContainText(desk.text('form_file_no_text'))
  const table = `\uFEFF${[...lines, 'Emil Ernst;emil@example.org;Redaktion;'].join('\r\n')}`
  await desk
    .field('many_file')
    .setInputFiles({ name: 'neue.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await desk.go(desk.button('many_check'))
  await desk.go(page.getByRole('button', { name: '2 Einladungen schicken' }))
  await desk.expectSaid('invitedMany')
  await expect(page.getByRole('main')).toContainText('nora@example.org')
  await expect(page.getByRole('main')).toContainText('emil@example.org')
})

test('who will be away says so, and an administrator names who stands in', async ({ desk, browser }) => {
  const { page } = desk
  const [away, stands] = [accountOf('mentoringCoordinator'), accountOf('editor')]
  await page.setViewportSize({ width: 360, height: 740 })
  await desk.signIn(demoColleague('mentoringCoordinator'))
  await desk.visit('/work/profile/absence')
  await expect(page.getByRole('main')).toContainText(desk.text('absence_intro'))
  const today = await desk.field('absence_from').inputValue()
  await desk.field('absence_until').fill(`${Number(today.slice(0, 4)) - 1}${today.slice(4)}`)
  await desk.go(desk.button('work_save'))
  await expect(page.getByRole('alert')).toContainText(desk.text('absence_fault_order'))
  await desk.field('absence_until').fill(`${Number(today.slice(0, 4)) + 1}${today.slice(4, 8)}01`)
  await desk.go(desk.button('work_save'))
  await desk.expectSaid('absenceNoted')
  await expect(page.getByRole('main')).toContainText(desk.text('absence_nobody'))

  const admin = new Desk(
    await (await browser.newContext({ javaScriptEnabled: false, locale: 'de' })).newPage(),
    browser,
    application.url
  )
  await admin.signIn(demoColleague('organisationAdmin'))
  await admin.visit(`/work/people/${away.id}`)
  await admin.go(admin.link('absence_change'))
  await admin.go(admin.button('absence_stand_in_yes'))
  await expect(admin.page.getByRole('alert')).toContainText(admin.text('absence_stand_in_missing'))
  await admin.field('absence_stand_in').selectOption({ label: stands.name })
  await admin.go(admin.button('absence_stand_in_yes'))
  await admin.expectSaid('standInNamed')
  await admin.visit(`/work/people?search=${away.name.split(' ')[0]}`)
  await expect(admin.page.getByRole('row').nth(1)).toContainText(
    admin.text('absence_stands_in', { name: stands.name })
  )
  await admin.page.context().close()

  await desk.visit('/work/profile/absence')
  await desk.confirm('absence_end', 'absence_end_yes')
  await desk.expectSaid('absenceEnded')
})
