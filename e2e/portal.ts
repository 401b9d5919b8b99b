import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Browser, type Locator, type Page, type Response } from '@playwright/test'
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const validator = new HtmlValidate(new FileSystemConfigLoader())

/** What a measurement in the page answers. */
type Measure<Value> = () => Value

/** Pages as somebody without JavaScript meets them: the portal's, and those of staff. Every page it opens is checked for what holds on all pages. */
export class Portal {
  readonly page: Page
  private readonly origin: string
  private readonly browser: Browser
  private readonly cookies: boolean
  private readonly offences: string[] = []
  private last: Response | undefined
  private measuring: Promise<Page> | undefined
  private colours: 'light' | 'dark' = 'light'

  /** `cookies`: true for pages that know who is signed in. */
  constructor(page: Page, browser: Browser, origin: string, cookies = false) {
    this.cookies = cookies
    this.page = page
    this.browser = browser
    this.origin = origin
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.origin !== origin) this.offences.push(`a request to ${url.origin}`)
      if (request.resourceType() === 'script') this.offences.push(`a script ${url.pathname}`)
    })
    page.on('response', (response) => {
      if (!cookies && response.headers()['set-cookie']) this.offences.push(`a cookie from ${response.url()}`)
      if (response.request().isNavigationRequest() && ![302, 303].includes(response.status()))
        this.last = response
    })
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) this.offences.push(message.text())
    })
  }

  /** Opens an address of the portal. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`)
  }

  /** Opens an address of the portal and checks the page. */
  async visit(path: string): Promise<void> {
    await this.open(path)
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
    const html = (await this.last?.text()) ?? ''
    const { results } = await validator.validateString(html, 'page.html')
    const faults = results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${ruleId} (${line}): ${message}`)
    )
    expect(faults, this.page.url()).toEqual([])
    await this.audit(html, async (page) => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        this.page.url()
      ).toEqual([])
      expect(
        await page.evaluate(sidewaysScrolling),
        `${this.page.url()} scrolls sideways`
      ).toBeLessThanOrEqual(0)
    })
    if (!this.cookies) expect(await this.page.context().cookies(), 'cookies').toEqual([])
    expect(this.offences).toEqual([])
  }

  /** Measures the page that is open after a style sheet of the test's own was added to it. */
  async measureWith<Value>(css: string, measure: Measure<Value>): Promise<Value> {
    let measured: Value | undefined
    await this.audit((await this.last?.text()) ?? '', async (page) => {
      await page.evaluate((text) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(text)
        document.adoptedStyleSheets = [sheet]
      }, css)
      measured = await page.evaluate(measure)
    })
    return measured as Value
  }

  /** The page's one first heading. */
  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  /**
   * Shows the very same answer in a second browser context, the same size and colours, in which the test's own
   * measuring scripts can run: the visitor's context runs none.
   */
  private async audit(html: string, look: (page: Page) => Promise<void>): Promise<void> {
    this.measuring ??= (await this.browser.newContext({ javaScriptEnabled: true })).newPage()
    const page = await this.measuring
    const size = this.page.viewportSize()
    if (size) await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: this.colours })
    const address = this.page.url()
    await page.route(address, (route) =>
      route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
    )
    await page.goto(address)
    await look(page)
    await page.unroute(address)
  }

  /** Closes what the checks opened. */
  async close(): Promise<void> {
    await (await this.measuring)?.context().close()
  }

  /** Chooses light or dark for the pages that follow. */
  async paint(colours: 'light' | 'dark'): Promise<void> {
    this.colours = colours
    await this.page.emulateMedia({ colorScheme: colours })
  }
}

/** By how many pixels a page is wider than its window. */
export const sidewaysScrolling = (): number => document.documentElement.scrollWidth - window.innerWidth

/** A test that is handed the portal, in a browser without JavaScript. */
export const test = base.extend<{ portal: Portal }>({
  javaScriptEnabled: false,
  portal: async ({ page, browser, baseURL }, use) => {
    if (!baseURL) throw new Error('PORTAL_URL is not set')
    const portal = new Portal(page, browser, baseURL)
    await use(portal)
    await portal.close()
  }
})

export { expect }
