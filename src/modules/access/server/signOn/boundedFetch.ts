import type { CustomFetch } from 'openid-client'

/** Bytes of an answer, none of which has a reason to be long. */
const LARGEST_ANSWER = 256 * 1024

/** Whether an address may be asked. */
export type Allows = (address: URL) => boolean

/**
 * Asks only addresses that are allowed, follows no redirect, and reads no more than 256 KiB. The time that the caller's
 * signal gives is for the whole answer, body included.
 */
export const createBoundedFetch =
  (allows: Allows): CustomFetch =>
  async (address, options) => {
    if (!allows(new URL(address))) throw new Error('The sign-on provider named an address that is not asked')
    const response = await fetch(address, {
      method: options.method,
      headers: options.headers,
      ...(options.body === undefined ? {} : { body: options.body }),
      ...(options.signal ? { signal: options.signal } : {}),
      redirect: 'manual'
    } as RequestInit)
    const { status, statusText, headers } = response
    return new Response(await readAtMost(response), { status, statusText, headers })
  }

const readAtMost = async (response: Response): Promise<Buffer<ArrayBuffer> | null> => {
  if (!response.body || [101, 103, 204, 205, 304].includes(response.status)) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream and with it the connection.
    if (size > LARGEST_ANSWER) throw new Error('The sign-on provider answers too much')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
