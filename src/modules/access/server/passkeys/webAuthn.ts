/**
 * The library of WebAuthn, loaded when the first passkey is asked for: it takes as much memory as a tenth of the
 * application, and many installations never need it.
 */
export const webAuthn = () => import('@simplewebauthn/server')

/** Its readers of what browsers send. */
export const webAuthnReaders = () => import('@simplewebauthn/server/helpers')
