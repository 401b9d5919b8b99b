import { createServer, type Socket } from 'node:net'

/** A server that speaks enough of PostgreSQL's protocol to say how old it is. */
export interface OldPostgres {
  readonly port: number
  /** The statements it was sent. */
  readonly statements: readonly string[]
  close(): void
}

const message = (type: string, body = Buffer.alloc(0)) => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}
const text = (value: string) => Buffer.from(`${value}\0`)
const int16 = (value: number) => Buffer.from([value >> 8, value & 255])
const int32 = (value: number) =>
  Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255])

const ready = message('Z', Buffer.from('I'))
const done = message('C', text('SELECT 1'))
const column = (name: string) =>
  Buffer.concat([text(name), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)])
const row = (values: Record<string, string>) => [
  message('T', Buffer.concat([int16(Object.keys(values).length), ...Object.keys(values).map(column)])),
  message(
    'D',
    Buffer.concat([
      int16(Object.keys(values).length),
      ...Object.values(values).flatMap((value) => [int32(Buffer.byteLength(value)), Buffer.from(value)])
    ])
  )
]

/** Starts it on a free port; `version` is what `server_version_num` answers. */
export const startOldPostgres = (version: string): Promise<OldPostgres> => {
  const statements: string[] = []
  const answerTo = (type: string, body: Buffer): Buffer[] => {
    if (type === 'Q') {
      statements.push(body.toString('utf8', 0, body.length - 1))
      return [...row({ version, encoding: 'UTF8', standby: 'f' }), done, ready]
    }
    if (type === 'P') statements.push(body.toString('utf8').split('\0')[1] ?? '')
    return type === 'S' ? [message('1'), message('2'), message('n'), done, ready] : []
  }
  const talk = (socket: Socket) => {
    let waiting: Buffer = Buffer.alloc(0)
    let introduced = false
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk])
      for (;;) {
        const start = introduced ? 1 : 0
        if (waiting.length < start + 4) return
        const end = start + waiting.readInt32BE(start)
        if (waiting.length < end) return
        const [type, body] = [waiting.toString('latin1', 0, start), waiting.subarray(start + 4, end)]
        waiting = waiting.subarray(end)
        for (const part of introduced ? answerTo(type, body) : [message('R', int32(0)), ready])
          socket.write(part)
        introduced = true
      }
    })
  }
  const server = createServer(talk)
  return new Promise((settle) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      settle({ port, statements, close: () => void server.close() })
    })
  })
}
