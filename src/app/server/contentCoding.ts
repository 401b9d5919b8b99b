import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib'

export type Coding = 'br' | 'gzip'

const brotli = promisify(brotliCompress)
const unbrotli = promisify(brotliDecompress)
const zip = promisify(gzip)
const unzip = promisify(gunzip)

/** Level 5 of 11: within three per cent of the smallest for pages of this size, at a twentieth of its time. */
const BROTLI_LEVEL = 5
/** A window of 64 kB holds any of our pages; the usual one takes 4 MB of memory for each page that is being compressed. */
const BROTLI_WINDOW = 16

/**
 * The best coding a client accepts (RFC 9110 §12.5.3); `undefined`: the bytes as they are. Weights other than 0 are
 * not weighed against each other: Brotli is smaller, and whoever speaks it reads it as fast.
 */
export const codingFor = (acceptEncoding: string | undefined): Coding | undefined => {
  const wishes = new Map(
    (acceptEncoding ?? '')
      .slice(0, 200)
      .split(',')
      .map((wish) => {
        const [name = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase())
        return [name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))] as const
      })
  )
  return (['br', 'gzip'] as const).find((coding) => wishes.get(coding))
}

/** Compresses a page on a thread of its own. The bytes stand alone: kept, they hold nothing else in memory. */
export const encode = async (body: Buffer, coding: Coding): Promise<Buffer> => {
  const bytes = await compress(body, coding)
  const alone = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(alone)
  return alone
}

const compress = (body: Buffer, coding: Coding): Promise<Buffer> =>
  coding === 'br'
    ? brotli(body, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL,
          [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: body.length
        }
      })
    : zip(body)

/** The page behind compressed bytes. */
export const decode = (bytes: Buffer, coding: Coding): Promise<Buffer> =>
  coding === 'br' ? unbrotli(bytes) : unzip(bytes)
