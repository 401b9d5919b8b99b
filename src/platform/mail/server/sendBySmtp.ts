import type { MailSettings } from '#platform/config/server/mailSettings.ts'
import { LONGEST_ATTEMPT } from './attempts.ts'
import { refusalOf, type Refusal } from './refusals.ts'
import type { MailContent } from './sealedMail.ts'

/** What stands in a message besides its content. */
export interface Envelope extends MailContent {
  /** The Message-ID derives from it: a mail that is delivered twice can be told by it. */
  readonly id: string
  readonly date: Temporal.Instant
}

const SECOND = 1000

/** The library is loaded with the first mail: a portal that sends none does without its memory. */
const transportFor = async ({ host, port, tls, login, from }: MailSettings) => {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    tls: { minVersion: 'TLSv1.2' },
    name: domainOf(from.address),
    dnsTimeout: 10 * SECOND,
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    socketTimeout: 30 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true
  })
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/**
 * Hands one message to the mail server: plain text in UTF-8, marked as sent by a program (RFC 3834). Answers why it was
 * not taken, or nothing where it was. Takes a minute at most; `signal` breaks it off earlier.
 * TLS is demanded and certificates are checked, except towards this machine itself.
 */
export const sendBySmtp = async (
  settings: MailSettings,
  { id, date, to, subject, text }: Envelope,
  signal: AbortSignal
): Promise<Refusal | undefined> => {
  const transport = await transportFor(settings)
  const { address, name } = settings.from
  const longest = AbortSignal.timeout(LONGEST_ATTEMPT * SECOND)
  try {
    await transport.sendMail({
      from: { address, name },
      to: { address: to, name: '' },
      envelope: { from: address, to: [to] },
      subject,
      text: text.toWellFormed(),
      messageId: `<${id}@${domainOf(address)}>`,
      date: new Date(date.epochMilliseconds),
      headers: { 'Auto-Submitted': 'auto-generated' },
      xMailer: false,
      signal: AbortSignal.any([signal, longest])
    })
    return undefined
  } catch (fault) {
    return longest.aborted ? { code: 'timeout', forGood: false, reply: undefined } : refusalOf(fault)
  } finally {
    transport.close()
  }
}
