import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** Seconds of a step, and how many steps a phone's clock may be off (RFC 6238 §5.2). */
const PERIOD = 30
const WINDOW = 1
/** Bytes of a secret (RFC 4226 §4, R6: 160 bits). */
const SECRET_LENGTH = 20

/** Bits for a new authenticator. */
export const makeTotpSecret = (): Buffer => randomBytes(SECRET_LENGTH)

/** A secret as a person types it: base32. */
export const writeTotpSecret = (secret: Uint8Array): string => secretOf(secret).base32

const secretOf = (secret: Uint8Array) => new Secret({ buffer: new Uint8Array(secret).buffer })

const totpOf = (secret: Uint8Array) =>
  new TOTP({ secret: secretOf(secret), algorithm: 'SHA1', digits: 6, period: PERIOD })

/** The address that an authenticator app reads from a QR code. */
export const totpUri = (secret: Uint8Array, issuer: string, label: string): string =>
  new TOTP({
    secret: secretOf(secret),
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD
  }).toString()

/** The code of a moment. */
export const totpCode = (secret: Uint8Array, now: Temporal.Instant): string =>
  totpOf(secret).generate({ timestamp: now.epochMilliseconds })

/** The 30-second step whose code this is, one before or after now at most; `undefined` where it is none. */
export const findTotpStep = (secret: Uint8Array, code: string, now: Temporal.Instant): number | undefined => {
  const digits = code.replace(/\s/g, '')
  if (!/^[0-9]{6}$/.test(digits)) return undefined
  const delta = totpOf(secret).validate({ token: digits, timestamp: now.epochMilliseconds, window: WINDOW })
  return delta === null ? undefined : Math.floor(now.epochMilliseconds / 1000 / PERIOD) + delta
}
