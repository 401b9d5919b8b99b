/** The provider of OpenID Connect by which people may sign in, besides their password. */
export interface SignOnSettings {
  /** As the provider names itself: https, or http on this machine. */
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** What the button says. */
  readonly name: string
  /** Whose second factor counts: ours is asked as always, theirs has to stand in the token. */
  readonly secondFactor: 'theirs' | 'ours'
}

/** Reads the address of an issuer; `undefined` where it is none, or would be asked without TLS. */
export const readIssuer = (address: string, isLoopback: (host: string) => boolean): URL | undefined => {
  const url = URL.parse(address)
  if (!url || /[?#\s]/.test(address) || url.username || url.password) return undefined
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return safe ? url : undefined
}
