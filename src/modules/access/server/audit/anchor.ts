import { z } from 'zod'
import type { ServerKey } from '#platform/crypto/server/serverKey.ts'
import { isSignature, signingPairOf } from '#platform/crypto/server/signingPair.ts'

const anchorSchema = z.object({
  version: z.literal(1),
  organisation: z.uuid(),
  position: z.int().positive(),
  /** Of the entry at that position, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** By the database's clock, in UTC. */
  time: z.iso.datetime({ precision: 6 }),
  /** Ed25519 (RFC 8032), base64url. */
  signature: z.string().regex(/^[\w-]{86}$/)
})

/** A signed word about where a chain stood at a time. */
export type Anchor = Readonly<z.infer<typeof anchorSchema>>
export type AnchorContent = Omit<Anchor, 'version' | 'signature'>

/** Signs anchors, and names the public key they are checked with. */
export interface AnchorKey {
  /** 32 bytes in base64url. */
  readonly publicKey: string
  sign(content: AnchorContent): Anchor
}

/** The installation's key for anchors, derived from the server's own. */
export const anchorKey = (serverKey: ServerKey): AnchorKey => {
  const { publicKey, sign } = signingPairOf(serverKey.mac('anchor', 'ed25519'))
  return {
    publicKey: publicKey.toString('base64url'),
    sign: (content) => ({
      version: 1,
      ...content,
      signature: sign(wordsOf(content)).toString('base64url')
    })
  }
}

/** Whether the holder of the key signed the anchor. A text that is no public key confirms nothing. */
export const isSignedBy = (anchor: Anchor, publicKey: string): boolean =>
  isPublicKey(publicKey) &&
  isSignature(
    Buffer.from(publicKey, 'base64url'),
    wordsOf(anchor),
    Buffer.from(anchor.signature, 'base64url')
  )

/** Whether a text has the form of a public key. */
export const isPublicKey = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** No field can hold a line break, so no two anchors read alike. */
const wordsOf = ({ organisation, position, hash, time }: AnchorContent) =>
  Buffer.from(['anlaufstelle anchor 1', organisation, position, hash, time].join('\n'))

/** An anchor from its line; nothing where the line is none. */
export const parseAnchor = (line: string): Anchor | undefined => {
  try {
    return anchorSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
