import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Bytes of a key. */
export const KEY_LENGTH = 32

const FORMAT = 1
const NONCE = 12
const TAG = 16

/**
 * Encrypts under a key, bound to a place: elsewhere it does not open. AES-256-GCM (NIST SP 800-38D) with a nonce by chance,
 * so one key may seal 2³² values. Format 1: the number of the format, nonce, ciphertext, tag; 29 bytes more than the plain ones.
 */
export const sealUnder = (key: Uint8Array, place: string, plain: Uint8Array): Buffer => {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(FORMAT), nonce, sealed, cipher.getAuthTag()])
}

/** The plain bytes. Throws where a single bit was changed, and for another key or place, another format or what was never sealed. */
export const openUnder = (key: Uint8Array, place: string, value: Uint8Array): Buffer => {
  const sealed = Buffer.from(value)
  if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE + TAG) throw new Error('Not a sealed value')
  const nonce = sealed.subarray(1, 1 + NONCE)
  const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(place))
  cipher.setAuthTag(sealed.subarray(-TAG))
  return Buffer.concat([cipher.update(sealed.subarray(1 + NONCE, -TAG)), cipher.final()])
}
