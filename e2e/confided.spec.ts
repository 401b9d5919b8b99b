import { LOCALES } from '#i18n/locales.ts'
import demonstration from '../data/demo/accounts.json' with { type: 'json' }
import type { Browser } from '@playwright/test'
import { demoColleague, Desk } from './desk.ts'
import { startDemonstration, type Demonstration } from './installation.ts'
import { expect, Portal, test } from './portal.ts'
import publicAr from '#messages/public/ar.json' with { type: 'json' }
import publicDe from '#messages/public/de.json' with { type: 'json' }

const REPORT = '/centre/nachbarhaus-bautzen/report'
const TEXTS = { de: publicDe, ar: publicAr } as const
const WORDS = {
  de: 'Dienstags ist seit einem Monat zu.\nAm Telefon meldet sich niemand.',
  ar: 'الباب مغلق يوم الثلاثاء منذ شهر.\nاتصلت ثلاث مرات ولم يردّ أحد.'
} as const
const LONGEST = 1000
const TEAM = demonstration.team.name

// A team gets its duty, then its key, then a second member: what one journey leaves behind, the next one begins with.
test.describe.configure({ mode: 'serial' })

let application: Demonstration
let counsellor: Desk

/** Somebody's own browser. */
const aDesk = async (browser: Browser, role: string) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'de' })
  const desk = new Desk(await context.newPage(), browser, application.url)
  await desk.signIn(demoColleague(role))
  return desk
}

/** Checks the page that is open on a small phone, and on a wide screen in the dark. */
const checkBoth = async (desk: Portal) => {
  for (const [width, colours] of [
    [1280, 'dark'],
    [360, 'light']
  ] as const) {
    await desk.page.setViewportSize({ width, height: 740 })
    await desk.paint(colours)
    await desk.check()
  }
}

const onTheirTeam = async (desk: Desk) => {
  await desk.open('/work/teams')
  const team = desk.page.getByRole('listitem').filter({ hasText: TEAM })
  await desk.go(team.getByRole('link', { name: desk.text('notes_all') }))
}

test.beforeAll(async ({ browser }) => {
  application = await startDemonstration()
  counsellor = await aDesk(browser, 'counsellor')
})
test.afterAll(async () => {
  await counsellor?.page.context().close()
  await application.stop()
})

test('without a team that reads it, visitors of the portal can write nothing', async ({ page, browser }) => {
  const portal = new Portal(page, browser, application.url)
  await portal.visit(`/de${REPORT}`)
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await counsellor.visit('/work/mistakes')
  await expect(counsellor.page.getByRole('main')).toContainText(counsellor.text('mistakes_other_team'))
})

test('the administration says which team reads what is written on the portal', async ({ browser }) => {
  const admin = await aDesk(browser, 'organisationAdmin')
  await admin.visit('/work/teams')
  await admin.field('teams_duty_mistakeReports').selectOption(TEAM)
  await admin.go(admin.button('teams_duty_save'))
  await admin.expectSaid('dutyGiven')
  await expect(admin.field('teams_duty_mistakeReports').locator('option:checked')).toHaveText(TEAM)
  await admin.go(admin.link('work_mistakes'))
  await expect(admin.page.getByRole('main'), 'what is written is not for them').toContainText(
    admin.text('mistakes_other_team')
  )
  await admin.page.context().close()
})

for (const language of ['de', 'ar'] as const) {
  test(`a visitor who has written something never writes it twice, in ${LOCALES[language].ownName}`, async ({
    page,
    browser
  }) => {
    const portal = new Portal(page, browser, application.url)
    const texts = TEXTS[language]
    const words = page.getByRole('textbox', { name: texts.report_words_label, exact: true })
    const send = page.getByRole('button', { name: texts.report_submit, exact: true })
    await portal.visit(`/${language}${REPORT}`)
    await expect(words).toHaveAccessibleDescription(`${texts.report_words_hint} ${texts.report_words_why}`)
    await words.fill(WORDS[language])
    await portal.go(send)
    await expect(page.getByRole('alert')).toContainText(texts.report_error_none)
    await expect(words).toHaveValue(WORDS[language])
    await checkBoth(portal)

    const tooMuch = 'x'.repeat(LONGEST + 1)
    await page.getByRole('checkbox', { name: texts.report_kind_hours }).check()
    await words.evaluate((field) => field.removeAttribute('maxlength'))
    await words.fill(tooMuch)
    await portal.go(send)
    await expect(page.getByRole('alert')).toContainText(texts.report_error_words_long)
    await expect(words).toHaveValue(tooMuch)
    await expect(words).toHaveAccessibleDescription(new RegExp(`${texts.report_error_words_long}$`))
    await expect(page.getByRole('checkbox', { name: texts.report_kind_hours })).toBeChecked()
    await checkBoth(portal)
    await words.fill(WORDS[language])
    await portal.go(send)
    await expect(portal.title).toHaveText(texts.report_sent_title)
  })
}

test('a member of the team reads what was written, in the letters it was written in, and closes it', async () => {
  const { page } = counsellor
  await counsellor.open('/work')
  await counsellor.go(counsellor.link('work_mistakes'))
  await checkBoth(counsellor)
  const reports = page.getByRole('main').getByRole('listitem')
  await expect(reports).toHaveCount(2)
  await expect(reports.filter({ hasText: WORDS.de })).toContainText('Deutsch')
  const arabic = reports.filter({ hasText: WORDS.ar })
  await expect(arabic).toContainText('Arabisch')
  await expect(arabic).toContainText(counsellor.text('directory_reports_kind_hours'))
  await counsellor.confirm('mistakes_close', 'mistakes_close_yes', arabic)
  await counsellor.expectSaid('mistakeClosed')
  await expect(page.getByRole('blockquote')).toHaveText([WORDS.de])
  await counsellor.confirm('mistakes_close', 'mistakes_close_yes')
  await expect(page.getByRole('main')).toContainText(counsellor.text('mistakes_none'))
})

const [BY_THE_DOOR, ON_TUESDAYS] = [
  'Der Schlüssel für Raum 2 hängt an der Anmeldung.',
  'Raum 2 ist dienstags belegt.\nDer Schlüssel hängt an der Anmeldung.'
] as const

test('a new colleague waits for access to the notes of the team, gets it with one button, and goes on writing', async ({
  browser
}) => {
  await onTheirTeam(counsellor)
  await counsellor.go(counsellor.button('notes_write'))
  await expect(counsellor.page.getByRole('alert')).toContainText(counsellor.text('notes_error_empty'))
  await counsellor.field('notes_words').fill(BY_THE_DOOR)
  await counsellor.go(counsellor.button('notes_write'))
  await counsellor.expectSaid('noteWritten')
  await checkBoth(counsellor)

  const colleague = await aDesk(browser, 'teamLead')
  const main = colleague.page.getByRole('main')
  await colleague.visit('/work')
  await expect(main).toContainText(colleague.text('waiting_oneself', { team: TEAM }))
  await onTheirTeam(colleague)
  await checkBoth(colleague)
  await expect(main.getByRole('listitem')).toContainText(colleague.text('notes_closed'))
  await expect(main).not.toContainText(BY_THE_DOOR)
  await expect(main.locator('summary'), 'nothing to do with what cannot be read').toHaveCount(0)

  await counsellor.visit('/work')
  const waiting = counsellor.page.getByRole('listitem').filter({ hasText: 'Teamleitung (Beispiel)' })
  await counsellor.go(waiting.getByRole('button', { name: counsellor.text('waiting_give') }))
  await counsellor.expectSaid('keyPassedOn')

  await onTheirTeam(colleague)
  await expect(main.getByRole('listitem')).toContainText(BY_THE_DOOR)
  await main.locator('summary', { hasText: colleague.text('notes_change') }).click()
  await main.getByRole('listitem').getByRole('textbox').fill(ON_TUESDAYS)
  await colleague.go(colleague.button('notes_save'))
  await colleague.expectSaid('noteChanged')
  await checkBoth(colleague)
  await colleague.page.context().close()

  await onTheirTeam(counsellor)
  await expect(counsellor.page.getByRole('listitem').locator('.said')).toHaveText(ON_TUESDAYS)
  await counsellor.confirm('notes_delete', 'notes_delete_yes')
  await counsellor.expectSaid('noteDeleted')
  await expect(counsellor.page.getByRole('main')).toContainText(counsellor.text('notes_none'))
})

test('a team’s morning: what is due first, who takes it, what is done and not done after all', async ({
  browser
}) => {
  const lead = await aDesk(browser, 'teamLead')
  const main = lead.page.getByRole('main')
  await lead.visit('/work')
  await expect(main).toContainText(lead.text('today_tasks_empty'))
  await lead.open('/work/teams')
  await lead.go(lead.link('tasks_about_page'))
  await lead.go(lead.button('tasks_save'))
  await expect(lead.page.getByRole('alert')).toContainText(lead.text('tasks_error_empty'))
  await expect(lead.field('tasks_link'), 'what was typed stays').toHaveValue('/work/teams')
  await lead.field('tasks_words').fill('Raumplan für Dezember aushängen')
  await lead.field('tasks_for').selectOption({ label: lead.text('tasks_for_team', { team: TEAM }) })
  await lead.field('tasks_due').fill('2026-11-20')
  await lead.go(lead.button('tasks_save'))
  await lead.expectSaid('taskWritten')
  await checkBoth(lead)

  const theirs = counsellor.page.getByRole('main')
  await counsellor.visit('/work')
  const task = theirs.getByRole('listitem').filter({ hasText: 'Raumplan' })
  await expect(task).toContainText('überfällig seit 20. November 2026')
  await expect(task.getByRole('link', { name: 'Teams' })).toHaveAttribute('href', '/work/teams')
  await expect(counsellor.page.getByRole('navigation').first()).toContainText('1 fällig')
  await checkBoth(counsellor)
  await counsellor.go(task.getByRole('button', { name: /^Erledigt.*Raumplan/ }))
  await counsellor.expectSaid('taskDone')
  await expect(theirs).toContainText(counsellor.text('today_tasks_empty'))
  await theirs.locator('summary').filter({ hasText: 'Heute eine erledigt' }).click()
  await counsellor.go(theirs.getByRole('button', { name: /^Doch noch offen.*Raumplan/ }))
  await counsellor.expectSaid('taskReopened')

  await lead.open('/work/tasks')
  await lead.go(main.getByRole('link', { name: 'Raumplan für Dezember aushängen' }))
  await checkBoth(lead)
  await counsellor.go(theirs.getByRole('link', { name: 'Raumplan für Dezember aushängen' }))
  await counsellor.field('tasks_words').fill('Raumplan für Dezember aushängen, auch im Flur')
  await counsellor.go(counsellor.button('notes_save'))
  await lead.field('tasks_assigned').selectOption({ label: 'Teamleitung (Beispiel)' })
  await lead.go(lead.button('notes_save'))
  await expect(lead.page.getByRole('alert')).toContainText(lead.text('tasks_error_changed'))
  await expect(main.getByRole('heading', { name: /auch im Flur/ })).toBeVisible()
  await lead.go(lead.button('notes_save'))
  await lead.expectSaid('taskChanged')
  await counsellor.visit('/work/tasks')
  await expect(theirs).toContainText(counsellor.text('tasks_none_mine'))
  await counsellor.go(theirs.getByRole('link', { name: counsellor.text('tasks_list_teams') }))
  await expect(theirs.getByRole('listitem').filter({ hasText: 'Raumplan' })).toContainText(
    'Teamleitung (Beispiel)'
  )
  await lead.page.context().close()
})
