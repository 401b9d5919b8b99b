import { createHmac } from 'node:crypto'
import { KEY_LENGTH, openUnder, sealUnder } from './aead.ts'
import { deriveKey } from './deriveKey.ts'

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
export type ServerPurpose =
  'totp' | 'outbox' | 'throttle' | 'anchor' | 'flow' | 'userKey' | 'held' | 'recoveryHolder'

/** The server's key from its 32 bytes, from which each purpose has a key of its own. */
export const createServerKey = (secret: Uint8Array): ServerKey => {
  if (secret.length !== KEY_LENGTH) throw new Error(`A server key has ${KEY_LENGTH} bytes`)
  const keys = new Map<string, Buffer>()
  const keyFor = (use: string) => {
    const known = keys.get(use) ?? deriveKey(secret, use)
    keys.set(use, known)
    return known
  }
  return {
    seal: (purpose, place, plain) => sealUnder(keyFor(`seal ${purpose}`), place, plain),
    open: (purpose, place, sealed) => openUnder(keyFor(`seal ${purpose}`), place, sealed),
    mac: (purpose, text) =>
      createHmac('sha256', keyFor(`mac ${purpose}`))
        .update(text)
        .digest()
  }
}
