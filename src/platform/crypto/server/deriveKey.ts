import { hkdfSync } from 'node:crypto'
import { KEY_LENGTH } from './aead.ts'

/** The key of 32 bytes that a secret of full strength has for one use (HKDF-SHA-256, RFC 5869, without salt). */
export const deriveKey = (secret: Uint8Array, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `anlaufstelle ${use}`, KEY_LENGTH))
