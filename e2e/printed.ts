import type { Browser, Page } from '@playwright/test'
import jsqr from 'jsqr'

/** Millimetres as CSS pixels. */
const PIXELS = 96 / 25.4

/** Paper, upright, in millimetres. */
export const PAPERS = { A4: [210, 297], A5: [148, 210], A6: [105, 148] } as const
export type Paper = keyof typeof PAPERS

/** How many pages the open page takes on paper. */
export const pagesOn = async (page: Page, format: Paper): Promise<number> => {
  const pdf = await page.pdf({ format })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

/** Shows the open page as it is laid out on paper: what a printer without margins would print. */
export const layOutOn = async (page: Page, paper: Paper): Promise<void> => {
  const [width, height] = PAPERS[paper].map((side) => Math.floor(side * PIXELS))
  await page.setViewportSize({ width: width ?? 0, height: height ?? 0 })
  await page.emulateMedia({ media: 'print' })
}

export const millimetres = (pixels: number): number => pixels / PIXELS

/** What a camera reads that is held over the open page; the picture is decoded by another browser page and by jsQR. */
export const scan = async (page: Page, browser: Browser): Promise<string | undefined> => {
  const picture = (await page.screenshot()).toString('base64')
  const context = await browser.newContext({ javaScriptEnabled: true })
  const reader = await context.newPage()
  const { width, height, dots } = await reader.evaluate(readPixels, picture)
  await context.close()
  return jsqr(Uint8ClampedArray.from(Buffer.from(dots, 'base64')), width, height)?.data
}

const readPixels = async (picture: string) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const { width, height } = bitmap
  const drawing = new OffscreenCanvas(width, height).getContext('2d')
  drawing?.drawImage(bitmap, 0, 0)
  const dots = drawing?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
  let letters = ''
  for (let at = 0; at < dots.length; at += 32_768) {
    letters += String.fromCharCode(...dots.subarray(at, at + 32_768))
  }
  return { width, height, dots: btoa(letters) }
}
