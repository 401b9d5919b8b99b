import { request as ask } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { systemClock } from '#platform/clock/clock.ts'
import { selfSignedCertificate } from '#testing/selfSignedCertificate.ts'

/** A TLS proxy under a name of its own, as stands before an installation. */
export interface TlsProxy {
  /** Its address as the world knows it. */
  readonly origin: string
  /** Passes everything on to this port of this machine from now on. */
  leadTo(upstreamPort: number): void
  close(): Promise<void>
}

/** Opens a proxy on a free port. It hands on the host name unchanged and adds what proxies say about the reader. */
export const openTlsProxy = async (name: string): Promise<TlsProxy> => {
  let upstream = 0
  const server = createServer(selfSignedCertificate(name, systemClock.now()), (incoming, outgoing) => {
    const { method, url: path } = incoming
    const headers = { ...incoming.headers, 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
    const onward = ask({ host: '127.0.0.1', port: upstream, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    origin: `https://${name}:${(server.address() as AddressInfo).port}`,
    leadTo: (port) => void (upstream = port),
    close: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      })
  }
}
