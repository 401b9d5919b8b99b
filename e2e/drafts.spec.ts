import { ask, ownerOf } from '../tests/process/cluster.ts'
import { demoColleague, Desk, nextCode, test as base, type Colleague } from './desk.ts'
import { startDemonstration, type Demonstration } from './installation.ts'
import { expect } from './portal.ts'

let application: Demonstration
/** An application of these journeys' own: sessions end in it. */
const test = base.extend<{ desk: Desk }>({
  desk: ({ page, browser }, use) => use(new Desk(page, browser, application.url))
})
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  application = await startDemonstration()
})
test.afterAll(() => application.stop())

const admin = demoColleague('organisationAdmin')
const counsellor = demoColleague('counsellor')

/** Lets some minutes pass for every session: since it was used, and since password and second factor were shown. */
const pass = (minutes: number, what: 'seen_at' | 'confirmed_at') =>
  ask(ownerOf(application.data), `UPDATE access_session SET ${what} = ${what} - $1 * interval '1 minute'`, [
    minutes
  ])

/** From the sign-in page that is open. */
const signInHere = async (desk: Desk, { email, password, secret }: Colleague) => {
  await desk.field('signin_email').fill(email)
  await desk.field('signin_password').fill(password)
  await desk.go(desk.button('signin_submit'))
  await desk.field('second_code').fill(await nextCode(secret))
  await desk.go(desk.button('second_submit'))
}

const draftLink = (desk: Desk) => desk.page.getByRole('link', { name: /^Eingabe vom .+ ansehen$/ })

test('what was typed is there after the session has ended meanwhile, and is sent', async ({ desk }) => {
  const { page } = desk
  await page.setViewportSize({ width: 360, height: 740 })
  await desk.signIn(admin)
  await desk.visit('/work/teams')
  await desk.field('teams_name').fill('Beratung Nord')
  await pass(31, 'seen_at')
  await desk.go(desk.button('teams_create'))
  await expect(desk.title).toHaveText(desk.text('signin_title'))
  await desk.expectSaid('draftKept')

  await signInHere(desk, admin)
  expect(new URL(page.url()).pathname).toBe('/work/teams')
  await expect(page.getByRole('main')).not.toContainText('Beratung Nord')
  await desk.go(draftLink(desk))
  await expect(desk.title).toHaveText(desk.text('draft_title'))
  await expect(page.getByRole('main')).toContainText(desk.text('work_teams'))
  await expect(page.getByRole('definition')).toHaveText('Beratung Nord')
  await desk.go(desk.button('draft_send'))
  await desk.expectSaid('teamCreated')
  await expect(page.getByRole('heading', { name: 'Beratung Nord' })).toBeVisible()
  await expect(draftLink(desk)).toHaveCount(0)
})

test('what was typed too late for the factors is there once they are confirmed, and can be mended', async ({
  desk
}) => {
  const { page } = desk
  await page.setViewportSize({ width: 1280, height: 800 })
  await desk.signIn(admin)
  await desk.paint('dark')
  await desk.visit('/work/people/invite')
  await desk.field('people_name').fill('Neue Kollegin (Beispiel)')
  await desk.field('account_email').fill('keine Adresse')
  await desk.field('permissions_role').selectOption('editor')
  await pass(11, 'confirmed_at')
  await desk.go(desk.button('invite_submit'))
  await expect(desk.title).toHaveText(desk.text('confirm_title'))
  await desk.expectSaid('draftKept')
  await desk.field('signin_password').fill(admin.password)
  await desk.field('confirm_code').fill(await nextCode(admin.secret))
  await desk.go(desk.button('confirm_submit'))

  await desk.go(draftLink(desk))
  await expect(page.getByRole('main')).toContainText(desk.text('invite_title'))
  await expect(page.getByRole('definition')).toHaveText([
    'Neue Kollegin (Beispiel)',
    'keine Adresse',
    desk.text('role_editor'),
    desk.text('work_language_de')
  ])
  await desk.go(desk.button('draft_send'))
  await expect(page.getByRole('alert')).toContainText(desk.text('people_email_wrong'))
  await expect(desk.field('people_name')).toHaveValue('Neue Kollegin (Beispiel)')
  await desk.field('account_email').fill('neu@verein.example')
  await desk.go(desk.button('invite_submit'))
  await desk.expectSaid('invited')
  await expect(draftLink(desk)).toHaveCount(0)
})

test('what is not wanted any more is discarded, and a page of nothing is none', async ({ desk }) => {
  const { page } = desk
  await page.setViewportSize({ width: 360, height: 740 })
  await desk.signIn(counsellor)
  await desk.visit('/work/profile')
  await desk.field('account_name').fill('Anderer Name (Beispiel)')
  await pass(31, 'seen_at')
  await desk.go(desk.button('work_save'))
  await signInHere(desk, counsellor)
  await desk.visit('/work')
  await desk.go(draftLink(desk))
  const address = new URL(page.url()).pathname
  await desk.confirm('draft_discard', 'draft_discard_yes')
  await desk.expectSaid('draftDiscarded')
  await expect(draftLink(desk)).toHaveCount(0)
  const answer = await page.goto(`${application.url}${address}`)
  expect(answer?.status()).toBe(404)
})
