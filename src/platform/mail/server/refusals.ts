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
