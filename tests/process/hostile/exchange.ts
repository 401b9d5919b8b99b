import { connect } from 'node:net'

/** A request as the bytes of its head and body, whatever they mean. */
export interface Letter {
  readonly method: string
  readonly target: string
  readonly headers: readonly string[]
  readonly body: Buffer
  /** What is written in place of the request line, where that itself is the attack. */
  readonly firstLine?: string
}

/** What came back. */
export interface Reply {
  /** 0 where the connection ended without an answer. */
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  readonly milliseconds: number
  /** True where nothing came for as long as a client waits. */
  readonly hung: boolean
}

/** Longer than the server waits for a body that does not come. */
const PATIENCE = 45_000
const bytesOf = ({ method, target, headers, body, firstLine }: Letter) =>
  Buffer.concat([
    Buffer.from(
      `${[firstLine ?? `${method} ${target} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`,
      'latin1'
    ),
    body
  ])

/** The first final answer in what was received; interim answers (1xx) come before it. */
const readReply = (received: string): Pick<Reply, 'status' | 'headers' | 'body'> => {
  const end = received.indexOf('\r\n\r\n')
  const [first = '', ...lines] = received.slice(0, Math.max(end, 0)).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0)
  const rest = received.slice(end + 4)
  if (status >= 100 && status < 200) return readReply(rest)
  const fields = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(':')
    return [name.toLowerCase(), value.join(':').trim()]
  })
  const headers = new Map(fields)
  const body = headers.get('transfer-encoding') === 'chunked' ? unchunked(rest) : rest
  return { status, headers, body: Buffer.from(body, 'latin1').toString() }
}

const unchunked = (text: string): string => {
  let [whole, rest] = ['', text]
  for (;;) {
    const [, size = '0'] = /^([0-9a-f]+)\r\n/i.exec(rest) ?? []
    const length = Number.parseInt(size, 16)
    if (length === 0) return whole
    const start = size.length + 2
    whole += rest.slice(start, start + length)
    rest = rest.slice(start + length + 2)
  }
}

/** Sends a letter on a connection of its own and reads until the other side closes it. */
export const exchange = (address: string, letter: Letter): Promise<Reply> =>
  new Promise((settle) => {
    const began = performance.now()
    const { hostname, port } = new URL(address)
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: false })
    let received = ''
    let hung = false
    socket.setTimeout(PATIENCE, () => {
      hung = true
      socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => (received += chunk.toString('latin1')))
    socket.on('close', () =>
      settle({ ...readReply(received), milliseconds: performance.now() - began, hung })
    )
    socket.write(bytesOf(letter))
  })

/** Sends letters, at most `atOnce` at a time, and tells each reply as it comes. */
export const exchangeAll = async (
  address: string,
  letters: readonly Letter[],
  tell: (letter: Letter, reply: Reply) => void,
  atOnce = 12
): Promise<void> => {
  const waiting = letters.values()
  const work = async () => {
    for (const letter of waiting) tell(letter, await exchange(address, letter))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
