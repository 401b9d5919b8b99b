import { demoColleague, Desk, test as base } from './desk.ts'
import { startDemonstration, type Demonstration } from './installation.ts'
import { expect } from './portal.ts'

let application: Demonstration
/** An application of this journey's own: keys of teams are made in it. */
const test = base.extend<{ desk: Desk }>({
  desk: ({ page, browser }, use) => use(new Desk(page, browser, application.url))
})
test.beforeAll(async () => {
  application = await startDemonstration()
})
test.afterAll(() => application.stop())

test('two recovery holders together give a colleague access to the team, who sees it', async ({
  desk,
  browser
}) => {
  const another = async (role: string) => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'de' })
    const other = new Desk(await context.newPage(), browser, application.url)
    await other.page.setViewportSize({ width: 360, height: 740 })
    await other.signIn(demoColleague(role))
    await other.visit('/work/profile')
    const name = (await other.page.locator('.me b').innerText()).trim()
    return { desk: other, name, context }
  }
  const [one, two] = [await another('editor'), await another('translator')]

  await desk.signIn(demoColleague('organisationAdmin'))
  await desk.visit('/work')
  await desk.go(desk.link('today_recovery_name'))
  await desk.field('recovery_holder_1').selectOption({ label: one.name })
  await desk.field('recovery_holder_2').selectOption({ label: one.name })
  await desk.go(desk.button('recovery_name_yes'))
  await expect(desk.page.getByRole('alert').getByRole('link')).toHaveText(desk.text('recovery_holder_number'))
  await desk.field('recovery_holder_1').selectOption({ label: one.name })
  await desk.field('recovery_holder_2').selectOption({ label: two.name })
  await desk.go(desk.button('recovery_name_yes'))
  await desk.expectSaid('recoveryNamed')
  await desk.paint('dark')
  await desk.visit('/work/recovery')

  const member = await another('counsellor')
  const lead = await another('teamLead')
  await lead.desk.visit('/work/teams')
  await expect(lead.desk.page.getByRole('main')).toContainText(lead.desk.text('teams_key_waiting'))

  await one.desk.visit('/work/recovery')
  const waiting = one.desk.page.getByRole('listitem').filter({ hasText: lead.name })
  await one.desk.confirm('recovery_release', 'recovery_release_yes', waiting)
  await one.desk.expectSaid('recoveryReleased')
  await expect(one.desk.page.getByRole('main')).toContainText(one.desk.text('recovery_given'))
  await lead.desk.visit('/work/teams')
  await expect(lead.desk.page.getByRole('main')).toContainText(lead.desk.text('teams_key_waiting'))

  await two.desk.visit('/work/recovery')
  const ready = two.desk.page.getByRole('listitem').filter({ hasText: lead.name })
  await two.desk.go(ready.getByRole('button'))
  await two.desk.expectSaid('recoveryCompleted')
  await lead.desk.visit('/work/teams')
  await expect(lead.desk.page.getByRole('main')).toContainText(
    lead.desk.text('teams_key_open', { holders: '2', members: '2' })
  )
  await lead.desk.visit('/work/profile/looked')
  await expect(lead.desk.page.getByRole('main')).toContainText(
    lead.desk.text('audit_event_access_recovery_completed')
  )
  for (const { context } of [one, two, member, lead]) await context.close()
})
