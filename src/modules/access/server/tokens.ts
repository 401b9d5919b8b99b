import { createHash, randomBytes } from 'node:crypto'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'

/** What only its holder knows, and what the server keeps of it. */
export interface Token {
  /** 256 random bits, 43 characters that stand in a cookie or an address as they are. */
  readonly token: string
  /** SHA-256 of the bits. */
  readonly hash: Buffer
  /** Opens what is kept for its holder; made of the bits, and never kept. */
  readonly key: Buffer
}

const BYTES = 32
const FORM = /^[\w-]{43}$/

/** A new token. */
export const makeToken = (): Token => {
  const bits = randomBytes(BYTES)
  return tokenOf(bits)
}

const tokenOf = (bits: Buffer): Token => ({
  token: bits.toString('base64url'),
  hash: sha256(bits),
  key: deriveKey(bits, 'token key 1')
})

/** A token that somebody shows; `undefined` where it cannot be one. */
export const readToken = (token: string): Token | undefined => {
  if (!FORM.test(token)) return undefined
  const bits = Buffer.from(token, 'base64url')
  // The last character carries four bits of the token: what differs in the other two is another text.
  return bits.toString('base64url') === token ? tokenOf(bits) : undefined
}

/** What is kept of a token that somebody shows; `undefined` where it cannot be one. */
export const hashOfToken = (token: string): Buffer | undefined => readToken(token)?.hash

/** SHA-256. */
export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
