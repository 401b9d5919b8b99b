import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import { nextCode, type Colleague } from '#testing/colleagues.ts'
import { Portal, test as base, type Allowed } from './portal.ts'

export { demoColleague, nextCode, type Colleague } from '#testing/colleagues.ts'

type Texts = Readonly<Record<string, string>>

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8'))

/** The staff's texts of a language: what a journey looks for is what the page should say. */
const staffTexts = (language: 'de' | 'en'): Texts => read(`messages/work/${language}.json`) as Texts

/** The pages of staff, in a browser without JavaScript. Every page it opens is checked for what holds on all pages. */
export class Desk extends Portal {
  readonly t: Texts

  constructor(
    page: Page,
    browser: Browser,
    origin: string,
    language: 'de' | 'en' = 'de',
    allowed: Allowed = {}
  ) {
    super(page, browser, origin, { cookies: true, ...allowed })
    this.t = staffTexts(language)
  }

  /** A text of this language by its key, with its arguments filled in. */
  text(key: string, args: Readonly<Record<string, string>> = {}): string {
    const text = this.t[key]
    if (text === undefined) throw new Error(`No text ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? '')
  }

  field(key: string): Locator {
    return this.page.getByLabel(this.text(key), { exact: true })
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.text(key), exact: true })
  }

  link(key: string): Locator {
    return this.page.getByRole('link', { name: this.text(key), exact: true })
  }

  /** Presses a button that stands behind its question, the first one of its kind here. */
  async confirm(ask: string, yes: string, here: Page | Locator = this.page): Promise<void> {
    await here
      .locator('summary', { hasText: this.text(ask) })
      .first()
      .click()
    await this.go(here.getByRole('button', { name: this.text(yes), exact: true }).first())
  }

  /** From the sign-in page, or the one that leads to it, to the question for the second factor. */
  async showPassword({ email, password }: Omit<Colleague, 'secret'>, path = '/sign-in'): Promise<void> {
    await this.open(path)
    await this.field('signin_email').fill(email)
    await this.field('signin_password').fill(password)
    await this.follow(this.button('signin_submit'))
  }

  /** From the sign-in page to the workspace. Other journeys check the pages on the way. */
  async signIn(colleague: Colleague): Promise<void> {
    await this.showPassword(colleague)
    await this.field('second_code').fill(await nextCode(colleague.secret))
    await this.follow(this.button('second_submit'))
    await expect(this.link('work_profile')).toBeVisible()
  }

  /** Confirms the authenticator app that the page offers and keeps the one-time codes. */
  async enrol(): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
    const secret = (await this.page.locator('.secret').innerText()).replace(/\s/g, '')
    await this.field('enrol_code').fill(await nextCode(secret))
    await this.go(this.button('enrol_submit'))
    await expect(this.title).toHaveText(this.text('codes_title'))
    const codes = await this.page.locator('.codes code').allInnerTexts()
    expect(codes).toHaveLength(10)
    await this.go(this.link('codes_kept'))
    return { secret, codes }
  }

  /** What the page says once after something was done. */
  async expectSaid(code: string): Promise<void> {
    await expect(this.page.getByRole('status')).toHaveText(this.text(`flash_${code}`))
  }
}

/** A test that is handed the pages of staff in German. */
export const test = base.extend<{ desk: Desk }>({
  javaScriptEnabled: false,
  locale: 'de',
  desk: async ({ page, browser, baseURL }, use) => use(new Desk(page, browser, baseURL!))
})
