/** Why a mail did not go out, as codes that are stored; the texts are `mail_refusal_…`. */
export const REFUSALS = [
  'host',
  'refused',
  'timeout',
  'tls',
  'login',
  'sender',
  'recipient',
  'content',
  'busy',
  'dropped',
  'protocol',
  'interrupted',
  'expired'
] as const
export type RefusalCode = (typeof REFUSALS)[number]

/** Why an attempt failed, and whether another one would fail the same way. */
export interface Refusal {
  readonly code: RefusalCode
  /** True where the mail server refused this mail for good. */
  readonly forGood: boolean
  /** The server's reply code (RFC 5321, 4.2), where it gave one. */
  readonly reply: number | undefined
}

/** What nodemailer tells of a failure (its `NodemailerError`). */
interface SmtpFault {
  readonly code?: string
  readonly originalCode?: string
  readonly command?: string
  readonly responseCode?: number
  readonly permanent?: boolean
}

const BY_CODE: Readonly<Record<string, RefusalCode>> = {
  EDNS: 'host',
  ENOTFOUND: 'host',
  EAI_AGAIN: 'host',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EACCES: 'refused',
  ETIMEDOUT: 'timeout',
  ETLS: 'tls',
  EPROTO: 'tls',
  EAUTH: 'login',
  ENOAUTH: 'login',
  ECONNECTION: 'dropped',
  ECONNRESET: 'dropped',
  EPIPE: 'dropped',
  EABORT: 'interrupted'
}
const AUTHENTICATION_REQUIRED = 530

/** Reads off a failure of nodemailer's what went wrong; what it is not known for is a fault of the protocol. */
export const refusalOf = (fault: unknown): Refusal => {
  const known: SmtpFault = typeof fault === 'object' && fault !== null ? fault : {}
  const reply = known.responseCode
  const ofThisMail = known.code === 'EENVELOPE' || known.code === 'EMESSAGE'
  if (ofThisMail && reply !== undefined && reply !== AUTHENTICATION_REQUIRED) {
    const forGood = known.permanent === true
    return { code: forGood ? refusedPart(known) : 'busy', forGood, reply }
  }
  return { code: reply === AUTHENTICATION_REQUIRED ? 'login' : connectionFault(known), forGood: false, reply }
}

const refusedPart = ({ code, command }: SmtpFault): RefusalCode =>
  code === 'EMESSAGE' ? 'content' : command === 'MAIL FROM' ? 'sender' : 'recipient'

/** A socket's own code says more than the library's. */
const connectionFault = ({ code = '', originalCode = code }: SmtpFault): RefusalCode => {
  if (/^(ERR_(SSL|TLS|OSSL)_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/.test(originalCode))
    return 'tls'
  return BY_CODE[originalCode] ?? BY_CODE[code] ?? 'protocol'
}
