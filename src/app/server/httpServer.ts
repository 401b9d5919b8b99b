import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Config } from '#platform/config/server/config.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { answerUnread } from './answerUnread.ts'
import { answerPlainly, createRequestGate } from './requestGate.ts'

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

/** The listening socket. It answers 503 until it is given a handler, and again once it stops. */
export interface HttpServer {
  readonly port: number
  serve(handler: RequestHandler): void
  /** Lets running requests finish for up to two seconds, then ends them. */
  stop(): Promise<void>
}

const FINISH_PATIENCE = 2_000

/** How long a client may take, in milliseconds; whoever is slower is answered 408. */
export interface TimeLimits {
  readonly headers: number
  readonly request: number
  /** How often the limits are looked after. */
  readonly interval: number
}

const LIMITS: TimeLimits = { headers: 10_000, request: 30_000, interval: 2_000 }

/** Binds the address before anything else is touched. Refuses a port that is taken or may not be used. */
export const openHttpServer = async (
  config: Pick<Config, 'host' | 'port' | 'publicUrl'>,
  limits = LIMITS
): Promise<HttpServer> => {
  const gate = createRequestGate(config.publicUrl)
  let handler: RequestHandler | undefined
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      connectionsCheckingInterval: limits.interval,
      keepAliveTimeout: 5_000
    },
    (request, response) => {
      response.setHeader('x-content-type-options', 'nosniff')
      const refusal = gate(request)
      if (refusal) answerPlainly(request, response, refusal.status)
      else if (handler) handler(request, response)
      else answerPlainly(request, response, 503)
    }
  )
  server.on('clientError', answerUnread)
  server.maxConnections = 2_000
  server.setTimeout(60_000)
  await listen(server, config)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : config.port,
    serve: (next) => void (handler = next),
    stop: () => stop(server)
  }
}

const listen = (server: Server, { host, port }: Pick<Config, 'host' | 'port'>) =>
  new Promise<void>((settle, fail) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      fail(new SetupFault(whyNot(fault.code, host, port)))
    )
    server.listen(port, host, settle)
  })

const whyNot = (code: string | undefined, host: string, port: number) => {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use: stop what uses it, or choose another with PORT`
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: choose one above 1023 with PORT`
  return `The address ${host}:${port} cannot be opened (${code ?? 'no reason given'}): check HOST and PORT`
}

const stop = (server: Server) =>
  new Promise<void>((settle) => {
    const end = setTimeout(() => server.closeAllConnections(), FINISH_PATIENCE)
    server.close(() => {
      clearTimeout(end)
      settle()
    })
    server.closeIdleConnections()
  })
