import { createHash } from 'node:crypto'

const NAMESPACE = 'anlaufstelle open data'

/** The same name-based UUID (RFC 9562, version 5) for the same parts, always and everywhere. */
export const hsdsId = (...parts: readonly (string | number)[]): string => {
  const hash = createHash('sha1')
    .update([NAMESPACE, ...parts].join('\0'))
    .digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
