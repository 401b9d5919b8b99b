import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** An answer as a browser gets it that was never there before. */
export interface Answer {
  readonly url: URL
  readonly status: number
  readonly type: string
  readonly setsCookie: boolean
  /** Bytes of the body on the wire. */
  readonly bytes: number
  /** The body after decompression. */
  readonly text: string
}

/** Asks for an address, with an answer form where one is given, and accepts what every browser does. */
export const ask = (url: URL, form?: string): Promise<Answer> =>
  new Promise((settle, fail) => {
    const headers = {
      accept: 'text/html,*/*;q=0.8',
      'accept-encoding': 'gzip, deflate, br',
      ...(form && { origin: url.origin, 'content-type': 'application/x-www-form-urlencoded' })
    }
    const asked = request(url, { method: form ? 'POST' : 'GET', headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const body = Buffer.concat(chunks)
        settle({
          url,
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          setsCookie: answer.headers['set-cookie'] !== undefined,
          bytes: body.length,
          text: String(decoded(body, answer.headers['content-encoding']))
        })
      })
    })
    asked.on('error', fail).end(form)
  })

const decoded = (body: Buffer, coding: string | undefined) => {
  if (coding === 'br') return brotliDecompressSync(body)
  return coding === 'gzip' ? gunzipSync(body) : body
}
