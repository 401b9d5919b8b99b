import { isMailAddress } from '#platform/mailAddress.ts'

/** The mail server and the sender. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** From the first byte, by STARTTLS and not without it, or, on this machine only, not at all. */
  readonly tls: 'implicit' | 'starttls' | 'none'
  /** Absent where the server asks for none. */
  readonly login: { readonly user: string; readonly password: string } | undefined
  readonly from: { readonly address: string; readonly name: string }
}

const PORTS = { 'smtps:': 465, 'smtp:': 587 } as const

const decoded = (part: string) => {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** Reads `smtp(s)://user:password@host:port`; `undefined` where it is no such address. */
export const readMailServer = (
  address: string,
  isLoopback: (host: string) => boolean
): Omit<MailSettings, 'from'> | undefined => {
  const url = URL.parse(address)
  if (!url || !(url.protocol in PORTS)) return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!/^[\w.:-]+$/.test(host) || !/^\/?$/.test(url.pathname) || url.search || url.hash) return undefined
  const [user, password] = [decoded(url.username), decoded(url.password)]
  if (user === undefined || password === undefined || (user === '') !== (password === '')) return undefined
  const protocol = url.protocol as keyof typeof PORTS
  return {
    host,
    port: Number(url.port) || PORTS[protocol],
    tls: protocol === 'smtps:' ? 'implicit' : isLoopback(host) ? 'none' : 'starttls',
    login: user === '' ? undefined : { user, password }
  }
}

/** Reads `address` or `Name <address>`; `undefined` where it is neither. */
export const readSender = (text: string): MailSettings['from'] | undefined => {
  const [, name = '', bracketed] = /^([^<>"\p{Cc}]{0,100})<([^<>]+)>$/u.exec(text.trim()) ?? []
  const address = bracketed ?? text.trim()
  return isMailAddress(address) ? { address, name: name.trim() } : undefined
}
