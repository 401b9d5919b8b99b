import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/** Signs words, and names the public key of 32 bytes they are checked with: Ed25519 (RFC 8032). */
export interface SigningPair {
  readonly publicKey: Buffer
  /** 64 bytes, the same for the same words. */
  sign(words: Uint8Array): Buffer
}

/** A private key of Ed25519 is 32 random bytes; these go before them in PKCS 8 (RFC 8410). */
const PRIVATE_KEY_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const KEY = 32

/** The pair of a secret of 32 bytes, always the same one. */
export const signingPairOf = (secret: Uint8Array): SigningPair => {
  const key = createPrivateKey({
    key: Buffer.concat([PRIVATE_KEY_PREFIX, secret]),
    format: 'der',
    type: 'pkcs8'
  })
  return {
    publicKey: Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url'),
    sign: (words) => sign(null, words, key)
  }
}

/** Whether the holder of a key signed the words. What is no public key or no signature confirms nothing. */
export const isSignature = (publicKey: Uint8Array, words: Uint8Array, signature: Uint8Array): boolean => {
  const key = publicKeyOf(publicKey)
  return key !== undefined && verify(null, words, key, signature)
}

const publicKeyOf = (bytes: Uint8Array): KeyObject | undefined => {
  if (bytes.length !== KEY) return undefined
  const x = Buffer.from(bytes).toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}
