import { Agent, request, type IncomingHttpHeaders } from 'node:http'

/** A request of a visitor. */
export interface Letter {
  readonly method: string
  readonly path: string
  readonly cookie: string
  /** Fields of a form. */
  readonly form?: Readonly<Record<string, string>>
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** The address under which the application is known; requests go to its port on this machine. */
export const ORIGIN = 'https://hilfe.example.org'

/** Sends requests on connections that stay open, at most `atOnce` at a time. */
export const openClient = (port: number, atOnce: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  let sent = 0
  return {
    sent: () => sent,
    close: () => agent.destroy(),
    send: ({ method, path, cookie, form }: Letter): Promise<Answer> =>
      new Promise((settle, fail) => {
        sent++
        const body = form && new URLSearchParams(form).toString()
        const headers = {
          host: new URL(ORIGIN).host,
          'accept-language': 'de',
          ...(cookie && { cookie: `__Host-anlaufstelle=${cookie}` }),
          ...(method !== 'GET' && method !== 'HEAD' && { origin: ORIGIN }),
          ...(body !== undefined && {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(Buffer.byteLength(body))
          })
        }
        const outgoing = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', fail)
          answer.on('end', () =>
            settle({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString()
            })
          )
        })
        outgoing.on('error', fail)
        outgoing.end(body)
      })
  }
}

export type Client = ReturnType<typeof openClient>
