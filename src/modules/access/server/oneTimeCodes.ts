import { randomBytes } from 'node:crypto'
import { Secret } from 'otpauth'
import { sha256 } from './tokens.ts'

const COUNT = 10
const BYTES = 10

/** Codes for a person who has lost the second factor, with what is kept of them: ten, of 80 random bits each. */
export const makeOneTimeCodes = (): { readonly code: string; readonly hash: Buffer }[] =>
  Array.from({ length: COUNT }, () => {
    const bits = randomBytes(BYTES)
    return { code: write(bits), hash: sha256(bits) }
  })

/** Base32 (RFC 4648) in four groups of four. */
const write = (bits: Uint8Array) =>
  new Secret({ buffer: new Uint8Array(bits).buffer }).base32.replace(/(.{4})(?!$)/g, '$1-')

/**
 * What is kept of a typed code, whatever groups and case it was written in; 0, 1 and 8, which base32 does not
 * have, are read as the letters they look like. `undefined` where it cannot be one.
 */
export const hashOfOneTimeCode = (typed: string): Buffer | undefined => {
  const letters = typed
    .replace(/[\s-]/g, '')
    .replace(/[a-z018]/g, (sign) => ({ 0: 'O', 1: 'I', 8: 'B' })[sign] ?? sign.toUpperCase())
  return /^[A-Z2-7]{16}$/.test(letters) ? sha256(Secret.fromBase32(letters).bytes) : undefined
}
