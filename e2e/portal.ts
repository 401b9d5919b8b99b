import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Locator, type Page } from '@playwright/test'
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const validator = new HtmlValidate(new FileSystemConfigLoader())

/** The portal as a visitor meets it. Every page it opens is checked for what holds on all pages. */
export class Portal {
  readonly page: Page
  private readonly origin: string
  private readonly offences: string[] = []

  constructor(page: Page, origin: string) {
    this.page = page
    this.origin = origin
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.origin !== origin) this.offences.push(`a request to ${url.origin}`)
      if (request.resourceType() === 'script') this.offences.push(`a script ${url.pathname}`)
    })
    page.on('response', async (response) => {
      if ((await response.allHeaders())['set-cookie']) this.offences.push(`a cookie from ${response.url()}`)
    })
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) this.offences.push(message.text())
    })
  }

  /** Opens an address of the portal and checks the page. */
  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`)
    await this.check()
  }

  /** Follows a link or presses a button that leads to another page, and checks that page. */
  async go(target: Locator): Promise<void> {
    const next = this.page.waitForEvent('framenavigated')
    await target.click()
    await next
    await this.page.waitForLoadState()
    await this.check()
  }

  /** What holds on every page: accessible, valid, as wide as the window, and silent towards everyone else. */
  async check(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(WCAG).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    const { results } = await validator.validateString(await this.page.content())
    expect(
      results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${ruleId} (${line}): ${message}`)
      )
    ).toEqual([])
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, 'sideways scrolling').toBeLessThanOrEqual(0)
    expect(await this.page.context().cookies(), 'cookies').toEqual([])
    expect(this.offences).toEqual([])
  }

  /** The page's one first heading. */
  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }
}

/** A test that is handed the portal, in a browser without JavaScript. */
export const test = base.extend<{ portal: Portal }>({
  javaScriptEnabled: false,
  portal: async ({ page, baseURL }, use) => {
    if (!baseURL) throw new Error('PORTAL_URL is not set')
    await use(new Portal(page, baseURL))
  }
})

export { expect }
