import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { Portal } from './portal.ts'

type Texts = Readonly<Record<string, string>>

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8'))

/** The staff's texts of a language: what a journey looks for is what the page should say. */
const staffTexts = (language: 'de' | 'en'): Texts => read(`messages/work/${language}.json`) as Texts

/** Who signs in, and with what. */
export interface Colleague {
  readonly email: string
  readonly password: string
  /** Base32: the secret of the authenticator app. */
  readonly secret: string
}

const demonstration = read('data/demo/accounts.json') as {
  readonly password: string
  readonly accounts: readonly { readonly role: string; readonly email: string; readonly totpSecret: string }[]
}

/** The colleague of a demonstration who has this role. A code admits once, so each journey takes another one. */
export const demoColleague = (role: string): Colleague => {
  const { email, totpSecret: secret } = demonstration.accounts.find((account) => account.role === role)!
  return { email, secret, password: demonstration.password }
}

const STEP = 30_000
/** The last step whose code was given, by secret: none is taken twice. */
const lastSteps = new Map<string, number>()

/** A code of the authenticator app that was not given before; waits for the next one where it has to. */
export const nextCode = async (secret: string): Promise<string> => {
  const now = () => Math.floor(Date.now() / STEP)
  const step = Math.max(now(), (lastSteps.get(secret) ?? 0) + 1)
  // The code of the next step is good already (RFC 6238 §5.2).
  await expect.poll(now, { timeout: 3 * STEP }).toBeGreaterThanOrEqual(step - 1)
  lastSteps.set(secret, step)
  return new TOTP({ secret }).generate({ timestamp: step * STEP })
}

/** The pages of staff, in a browser without JavaScript. Every page it opens is checked for what holds on all pages. */
export class Desk extends Portal {
  readonly t: Texts

  constructor(page: Page, browser: Browser, origin: string, language: 'de' | 'en' = 'de') {
    super(page, browser, origin, true)
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

  /** Presses a button that stands behind its question. */
  async confirm(ask: string, yes: string): Promise<void> {
    await this.page
      .locator('summary', { hasText: this.text(ask) })
      .first()
      .click()
    await this.go(this.button(yes).first())
  }

  /** From the sign-in page to the page that was wanted. */
  async signIn({ email, password, secret }: Colleague): Promise<void> {
    await this.visit('/sign-in')
    await this.field('signin_email').fill(email)
    await this.field('signin_password').fill(password)
    await this.go(this.button('signin_submit'))
    await this.field('second_code').fill(await nextCode(secret))
    await this.go(this.button('second_submit'))
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
