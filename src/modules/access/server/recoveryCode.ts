import { Secret } from 'otpauth'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import { sha256 } from './tokens.ts'

/** What stands on a recovery sheet, and the key that it gives. */
export interface RecoveryCode {
  /** Nine groups of four letters and digits. */
  readonly code: string
  /** Under which the owner's key is kept; made of the code, and never kept. */
  readonly wrappingKey: Buffer
}

/** Bytes: 160 bits. */
export const RECOVERY_BYTES = 20
/** Twenty bits by which a slip of the pen is noticed, beside the 160. */
const CHECK_LETTERS = 4
const LETTERS = 32

/** The code of 160 bits that nobody can guess, in base32 (RFC 4648), with four letters that check the others. */
export const recoveryCodeOf = (bits: Uint8Array): RecoveryCode => {
  const letters = base32(bits) + checkOf(bits)
  return { code: letters.replace(/(.{4})(?!$)/g, '$1-'), wrappingKey: keyOf(bits) }
}

/**
 * The code that somebody typed, whatever groups and case it was written in; 0, 1 and 8, which base32 does not have, are
 * read as the letters they look like. `undefined` where a sign is wrong or missing.
 */
export const readRecoveryCode = (typed: string): Pick<RecoveryCode, 'wrappingKey'> | undefined => {
  const letters = typed
    .replace(/[\s-]/g, '')
    .replace(/[a-z018]/g, (sign) => ({ 0: 'O', 1: 'I', 8: 'B' })[sign] ?? sign.toUpperCase())
  if (!/^[A-Z2-7]{36}$/.test(letters)) return undefined
  const bits = Buffer.from(Secret.fromBase32(letters.slice(0, LETTERS)).bytes)
  return checkOf(bits) === letters.slice(LETTERS) ? { wrappingKey: keyOf(bits) } : undefined
}

const base32 = (bits: Uint8Array) => new Secret({ buffer: new Uint8Array(bits).buffer }).base32
const checkOf = (bits: Uint8Array) => base32(sha256(bits)).slice(0, CHECK_LETTERS)
const keyOf = (bits: Uint8Array) => deriveKey(bits, 'recovery sheet wrapping key 1')
