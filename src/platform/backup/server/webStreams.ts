import { Readable } from 'node:stream'

/** A stream as the libraries for age and tar take it; Node and the browsers' types describe the same thing twice. */
export const toWeb = (stream: Readable): ReadableStream<Uint8Array> =>
  Readable.toWeb(stream) as ReadableStream<Uint8Array>

/** And back. */
export const fromWeb = (stream: ReadableStream<Uint8Array>): Readable =>
  Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
