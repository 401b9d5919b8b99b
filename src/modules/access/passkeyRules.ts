/** Where passkeys hold: the relying party of WebAuthn. */
export interface PasskeySite {
  /** The host name that passkeys are bound to. */
  readonly id: string
  /** The only origin whose pages may ask for them. */
  readonly origin: string
}

/** Minutes in which a passkey has to answer. */
export const PASSKEY_LONGEST = 5

const ADDRESS = /^\[|^[\d.]+$/

/**
 * The site of the address that people type; `undefined` where browsers know no passkeys: at a bare number, and without
 * https but for localhost (WebAuthn Level 3, §5.1.2 and §13.4.9).
 */
export const passkeySiteOf = ({ protocol, hostname: id, origin }: URL): PasskeySite | undefined => {
  const secure = protocol === 'https:' || id === 'localhost'
  return secure && !ADDRESS.test(id) ? { id, origin } : undefined
}

/**
 * Whether a passkey may have counted from `known` to `shown` signatures. One that counts always counts on: another that
 * is behind is a copy (WebAuthn Level 3, §6.1.1). Those that are kept on several devices do not count.
 */
export const mayCount = (known: number, shown: number): boolean =>
  shown > known || (shown === 0 && known === 0)
