import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * The key that opens server-held values unattended. It lies in a file outside the database and its backups; a value
 * sealed with it is bound to its purpose and its place, and opens nowhere else.
 */
export interface ServerKey {
  /** AES-256-GCM under a key of the purpose's own; `place` names table, row and column. */
  seal(purpose: ServerPurpose, place: string, plain: Uint8Array): Buffer
  /** Throws where the value was changed, moved to another place or sealed for another purpose. */
  open(purpose: ServerPurpose, place: string, sealed: Uint8Array): Buffer
  /** HMAC-SHA-256 of a text under a key of the purpose's own, 32 bytes. */
  mac(purpose: ServerPurpose, text: string): Buffer
}

/** What the server may open or recognise by itself; each purpose has its own key. */
export type ServerPurpose = 'totp' | 'outbox' | 'throttle' | 'anchor' | 'flow'

const VERSION = 1
const NONCE = 12
const TAG = 16
/** Bytes of a key. */
export const KEY_LENGTH = 32

/** The server's key from its 32 bytes (HKDF-SHA-256, RFC 5869, one key a purpose). */
export const createServerKey = (secret: Uint8Array): ServerKey => {
  if (secret.length !== KEY_LENGTH) throw new Error(`A server key has ${KEY_LENGTH} bytes`)
  const keys = new Map<string, Buffer>()
  const keyFor = (use: string) => {
    const known =
      keys.get(use) ?? Buffer.from(hkdfSync('sha256', secret, '', `anlaufstelle ${use}`, KEY_LENGTH))
    keys.set(use, known)
    return known
  }
  return {
    seal(purpose, place, plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal ${purpose}`), nonce)
      cipher.setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([Buffer.of(VERSION), nonce, sealed, cipher.getAuthTag()])
    },
    open(purpose, place, value) {
      const sealed = Buffer.from(value)
      if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) throw new Error('Not a sealed value')
      const cipher = createDecipheriv(
        'aes-256-gcm',
        keyFor(`seal ${purpose}`),
        sealed.subarray(1, 1 + NONCE),
        {
          authTagLength: TAG
        }
      )
      cipher.setAAD(Buffer.from(place))
      cipher.setAuthTag(sealed.subarray(-TAG))
      return Buffer.concat([cipher.update(sealed.subarray(1 + NONCE, -TAG)), cipher.final()])
    },
    mac: (purpose, text) =>
      createHmac('sha256', keyFor(`mac ${purpose}`))
        .update(text)
        .digest()
  }
}
