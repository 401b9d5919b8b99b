import { connect, type Socket } from 'node:net'

/** What came back for bytes that were sent as they are. */
export interface RawAnswer {
  /** 0 where the connection was closed without an answer. */
  readonly status: number
  readonly text: string
}

const open = (address: string) =>
  new Promise<Socket>((settle, fail) => {
    const { hostname, port } = new URL(address)
    const socket = connect(Number(port), hostname, () => settle(socket))
    socket.on('error', fail)
  })

const readToEnd = (socket: Socket) =>
  new Promise<RawAnswer>((settle) => {
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => settle({ status: Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0), text }))
  })

/** Sends exactly these lines, and this body, and reads until the other side closes. */
export const rawRequest = async (
  address: string,
  lines: readonly string[],
  body = ''
): Promise<RawAnswer> => {
  const socket = await open(address)
  const answer = readToEnd(socket)
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  return answer
}

/** A client that announces a body of `length` bytes and sends one, or that stops in the middle of its headers. */
export const slowRequest = async (
  address: string,
  part: 'headers' | 'body' = 'body'
): Promise<{ readonly closed: Promise<RawAnswer>; end(): void }> => {
  const socket = await open(address)
  const closed = readToEnd(socket)
  const head = `POST /de HTTP/1.1\r\nHost: localhost\r\n`
  const form = `Origin: http://localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na`
  await new Promise((sent) => socket.write(part === 'headers' ? head : head + form, sent))
  return { closed, end: () => void socket.destroy() }
}
