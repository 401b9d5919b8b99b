import { encode } from 'uqr'

/** A QR code as one SVG path on a grid of `size` by `size` units; one unit is one module. */
export interface QrShape {
  readonly size: number
  readonly path: string
}

/** ISO/IEC 18004 asks for this many light modules on every side. */
const QUIET_ZONE = 4

/** The QR code of a text, its quiet zone included. It can be read while at least 15 % of it is dirty or torn. */
export const qrShape = (text: string): QrShape => {
  const { size, data } = encode(text, { ecc: 'M', boostEcc: true, border: QUIET_ZONE })
  const path = data.map((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
  return { size, path: path.flat().join('') }
}

/** Where dark modules of a row begin, and how many there are side by side. */
const runsOf = (row: readonly boolean[]): (readonly [start: number, length: number])[] =>
  row.flatMap((dark, x) => {
    if (!dark || row[x - 1]) return []
    const end = row.indexOf(false, x)
    return [[x, (end < 0 ? row.length : end) - x] as const]
  })
