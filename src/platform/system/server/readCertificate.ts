import { isIP } from 'node:net'
import { checkServerIdentity, connect } from 'node:tls'
import type { Certificate } from '../systemFacts.ts'

/** Milliseconds for which the proxy is waited for. */
const PATIENCE = 2_000

const instant = (text: string) => Temporal.Instant.fromEpochMilliseconds(Date.parse(text))

/**
 * The certificate that a reverse proxy on this very machine shows for a public address. Nothing leaves the machine, not
 * even a question for the name. Nothing where no proxy answers here, or with a certificate of another name: then
 * somebody else looks after it.
 */
export const readCertificate = (publicUrl: URL): Promise<Certificate | undefined> => {
  const name = publicUrl.hostname.replace(/^\[|\]$/g, '')
  return new Promise((settle) => {
    const socket = connect({
      host: '127.0.0.1',
      port: Number(publicUrl.port || 443),
      ...(isIP(name) ? {} : { servername: name }),
      // Its dates are read, and nothing is said to it: one that has run out has to be told of too.
      rejectUnauthorized: false,
      timeout: PATIENCE
    })
    const answer = (certificate?: Certificate) => {
      socket.destroy()
      settle(certificate)
    }
    const patience = setTimeout(answer, PATIENCE)
    socket.once('close', () => clearTimeout(patience))
    socket.once('error', () => answer())
    socket.once('secureConnect', () => {
      const shown = socket.getPeerCertificate()
      const fits = shown.valid_to && checkServerIdentity(name, shown) === undefined
      answer(fits ? { validFrom: instant(shown.valid_from), validUntil: instant(shown.valid_to) } : undefined)
    })
  })
}
