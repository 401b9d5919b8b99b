import { createHash } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Browser, type Locator, type Page, type Response } from '@playwright/test'
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What is another one in each answer and nobody sees: the token of a form. */
const ONCE = /(?<=name="csrf" value=")[\w-]+/g
const validator = new HtmlValidate(new FileSystemConfigLoader())

/** What a measurement in the page answers. */
type Measure<Value> = () => Value

/** What some pages may do that the portal's may not. */
export interface Allowed {
  /** To know who is signed in. */
  readonly cookies?: boolean
  /** To run the scripts of ours: one asks for a passkey, one follows single keys. */
  readonly scripts?: boolean
  /** To lead over this other origin. */
  readonly over?: string
}

/** Of a browser: the page in which the tests' own measuring scripts run, which answer it shows, and what was found whole. */
interface Measuring {
  readonly page: Promise<Page>
  shown: string
  readonly whole: Set<string>
}
const measuring = new WeakMap<Browser, Measuring>()
const measuringIn = (browser: Browser): Measuring => {
  const known = measuring.get(browser)
  if (known) return known
  const context = browser.newContext({ javaScriptEnabled: true, ignoreHTTPSErrors: true })
  const made = { page: context.then((each) => each.newPage()), shown: '', whole: new Set<string>() }
  measuring.set(browser, made)
  return made
}

/** Pages as somebody without JavaScript meets them: the portal's, and those of staff. Every page it opens is checked for what holds on all pages. */
export class Portal {
  readonly page: Page
  private readonly origin: string
  private readonly measuring: Measuring
  private readonly allowed: Allowed
  private readonly offences: string[] = []
  private last: Response | undefined
  private colours: 'light' | 'dark' = 'light'

  constructor(page: Page, browser: Browser, origin: string, allowed: Allowed = {}) {
    this.allowed = allowed
    this.page = page
    this.origin = origin
    this.measuring = measuringIn(browser)
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.origin === allowed.over) return
      if (url.origin !== origin) this.offences.push(`a request to ${url.origin}`)
      const ours = allowed.scripts && /\/(?:passkey|keys)\.[\w-]+\.js$/.test(url.pathname)
      if (request.resourceType() === 'script' && !ours) this.offences.push(`a script ${url.pathname}`)
    })
    page.on('response', (response) => {
      if (!allowed.cookies && response.headers()['set-cookie'])
        this.offences.push(`a cookie from ${response.url()}`)
      if (response.request().isNavigationRequest() && ![302, 303].includes(response.status()))
        this.last = response
    })
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to|Trusted(HTML|Script)/i.test(message.text()))
        this.offences.push(message.text())
    })
    page.on('pageerror', (fault) => this.offences.push(fault.message))
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

  /** Clicks what leads to another page, or presses a key that does, and waits until that page is there. */
  async follow(lead: Locator | string): Promise<void> {
    const next = this.page.waitForEvent('framenavigated')
    await (typeof lead === 'string' ? this.page.keyboard.press(lead) : lead.click())
    await next
    await this.page.waitForLoadState()
  }

  /** Clicks what leads to another page, or presses a key that does, and checks that page. */
  async go(lead: Locator | string): Promise<void> {
    await this.follow(lead)
    await this.check()
  }

  /**
   * What holds on every page: accessible, valid, as wide as the window, and silent towards everyone else. The same answer
   * in the same window and colours is looked at once, and its HTML validated once.
   */
  async check(): Promise<void> {
    const html = (await this.last?.text()) ?? ''
    const answer = html.replace(ONCE, '')
    await this.once([answer], () => expectValid(html, this.page.url()))
    await this.once([answer, this.page.viewportSize(), this.colours], () => this.look(html))
    if (!this.allowed.cookies) expect(await this.page.context().cookies(), 'cookies').toEqual([])
    expect(this.offences).toEqual([])
  }

  private async once(sight: readonly unknown[], look: () => Promise<void>): Promise<void> {
    const seen = createHash('sha256').update(JSON.stringify(sight)).digest('base64')
    if (!this.measuring.whole.has(seen)) await look()
    this.measuring.whole.add(seen)
  }

  private look(html: string): Promise<void> {
    const address = this.page.url()
    return this.audit(html, async (page) => {
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
      const { violations } = await axe.withTags(WCAG).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        address
      ).toEqual([])
      expect(await page.evaluate(sidewaysScrolling), `${address} scrolls sideways`).toBeLessThanOrEqual(0)
    })
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
    const page = await this.measuring.page
    const size = this.page.viewportSize()
    if (size) await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: this.colours })
    await this.show(page, html)
    await look(page)
  }

  private async show(page: Page, html: string): Promise<void> {
    const address = this.page.url()
    const answer = `${address}\n${html}`
    if (this.measuring.shown === answer) return page.evaluate(() => void (document.adoptedStyleSheets = []))
    this.measuring.shown = answer
    await page.route(address, (route) =>
      route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
    )
    await page.goto(address)
    await page.unroute(address)
  }

  /** Chooses light or dark for the pages that follow. */
  async paint(colours: 'light' | 'dark'): Promise<void> {
    this.colours = colours
    await this.page.emulateMedia({ colorScheme: colours })
  }
}

const expectValid = async (html: string, address: string): Promise<void> => {
  const { results } = await validator.validateString(html, 'page.html')
  const faults = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId} (${line}): ${message}`)
  )
  expect(faults, address).toEqual([])
}

/** By how many pixels a page is wider than its window. */
export const sidewaysScrolling = (): number => document.documentElement.scrollWidth - window.innerWidth

/** A test that is handed the portal, in a browser without JavaScript. */
export const test = base.extend<{ portal: Portal }>({
  javaScriptEnabled: false,
  portal: async ({ page, browser, baseURL }, use) => {
    if (!baseURL) throw new Error('PORTAL_URL is not set')
    await use(new Portal(page, browser, baseURL))
  }
})

export { expect }
