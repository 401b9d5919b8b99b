import { STATUS_CODES } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { PLAIN_HEADERS, plainPage } from './plainPage.ts'

/** What Node calls a request that it could not read to its end, and the status that says so; 400 for every other. */
const UNREAD = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 } as const

/**
 * Answers whoever sent what is no request, or too slowly, in English and German: nothing is known of the reader. On a
 * connection that was answered before, words could be taken for the end of another answer, so that one is only closed.
 */
export const answerUnread = (fault: NodeJS.ErrnoException, socket: Duplex): void => {
  if (!(socket instanceof Socket) || !socket.writable || socket.bytesWritten > 0) return void socket.destroy()
  const status = UNREAD[fault.code as keyof typeof UNREAD] ?? 400
  const page = plainPage(`gate_${status}`, 'en')
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(PLAIN_HEADERS).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(page)}`,
    'connection: close'
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${page}`)
}
