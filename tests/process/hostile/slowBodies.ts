import { connect, type Socket } from 'node:net'

/** Clients that announce a form and then send one letter of it a second. */
export interface SlowBodies {
  /** How many are still connected. */
  open(): number
  /** The statuses they were answered with once the server has let all of them go; 0 for none. */
  readonly ended: Promise<readonly number[]>
}

const LETTER_EVERY = 1_000

const slowBody = (socket: Socket): Promise<number> => {
  socket.write(
    [
      'POST /de/find/place HTTP/1.1',
      'Host: localhost',
      'Origin: http://localhost',
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 1000\r\n\r\nplace='
    ].join('\r\n')
  )
  const letters = setInterval(() => socket.write('a'), LETTER_EVERY)
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  return new Promise((settle) => {
    socket.on('close', () => {
      clearInterval(letters)
      settle(Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 0))
    })
  })
}

/** Connects `count` such clients and answers once all of them have begun. */
export const openSlowBodies = async (address: string, count: number): Promise<SlowBodies> => {
  const { hostname, port } = new URL(address)
  let open = 0
  const ended = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(Number(port), hostname)
      await new Promise((connected, failed) => socket.once('connect', connected).once('error', failed))
      open++
      const status = slowBody(socket)
      void status.then(() => open--)
      return { status }
    })
  )
  return { open: () => open, ended: Promise.all(ended.map(({ status }) => status)) }
}
