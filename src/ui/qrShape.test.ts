import fc from 'fast-check'
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { qrShape, type QrShape } from './qrShape.ts'

const DOTS = 4

/** Draws the path as a camera sees it: dark rectangles on white, `DOTS` dots a module. */
const photograph = ({ size, path }: QrShape) => {
  const side = size * DOTS
  const photo = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * DOTS; row < (Number(y) + 1) * DOTS; row++) {
      const from = (row * side + Number(x) * DOTS) * 4
      for (let dot = 0; dot < Number(width) * DOTS; dot++) photo.fill(0, from + dot * 4, from + dot * 4 + 3)
    }
  }
  return { photo, side }
}

const read = (shape: QrShape) => {
  const { photo, side } = photograph(shape)
  return jsqr(photo, side, side)?.data
}

describe('qrShape', () => {
  it('can be read by another program', { timeout: 30_000 }, () => {
    const slug = fc.stringMatching(/^[a-z0-9-]{1,80}$/)
    const locale = fc.constantFrom('de', 'de-simple', 'en', 'ar')
    fc.assert(
      fc.property(fc.webUrl(), locale, slug, (site, language, name) => {
        const address = `${new URL(site).origin}/${language}/centre/${name}`
        expect(read(qrShape(address))).toBe(address)
      }),
      { numRuns: 20 }
    )
  })

  it('leaves four light modules on every side', () => {
    const { size, path } = qrShape('https://help.example.org/de')
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, width]) => ({
      from: Number(x),
      to: Number(x) + Number(width),
      row: Number(y)
    }))
    expect(Math.min(...runs.map(({ from }) => from))).toBe(4)
    expect(Math.max(...runs.map(({ to }) => to))).toBe(size - 4)
    expect(Math.min(...runs.map(({ row }) => row))).toBe(4)
    expect(Math.max(...runs.map(({ row }) => row))).toBe(size - 5)
  })

  it('can still be read when the middle of it is dirty', () => {
    const address = 'https://help.example.org/ar/centre/nachbarhaus-zwickau'
    const shape = qrShape(address)
    const { photo, side } = photograph(shape)
    const spot = { from: Math.round(side * 0.45), to: Math.round(side * 0.6) }
    for (let row = spot.from; row < spot.to; row++) {
      photo.fill(0, (row * side + spot.from) * 4, (row * side + spot.to) * 4)
    }
    for (let alpha = 3; alpha < photo.length; alpha += 4) photo[alpha] = 255
    expect(jsqr(photo, side, side)?.data).toBe(address)
  })
})
