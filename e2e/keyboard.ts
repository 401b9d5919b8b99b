import { expect, type Locator, type Page } from '@playwright/test'

const MOST_STOPS = 80

/** Goes on with the tab key until the element has the focus. Wherever it stops on the way, the focus shows. */
export const reach = async (page: Page, target: Locator): Promise<void> => {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab')
    const [at, ring] = await page.evaluate(() => {
      const here = document.activeElement ?? document.body
      const { outlineStyle, outlineWidth } = getComputedStyle(here)
      return [here.outerHTML.slice(0, 120), `${outlineStyle} ${outlineWidth}`] as const
    })
    if (!at.startsWith('<body')) expect(ring, `a ring around ${at}`).toBe('solid 3px')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`The tab key does not lead to ${String(target)}`)
}
