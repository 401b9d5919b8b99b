import { z } from 'zod'
import type { ServerKey } from '#platform/crypto/server/serverKey.ts'
import { isSignature, signingPairOf } from '#platform/crypto/server/signingPair.ts'

/** By the database's clock, in UTC. */
const time = z.iso.datetime({ precision: 6 })

const erasureSchema = z.object({
  /** Counts from 1 in each organisation. */
  number: z.int().positive(),
  kind: z.string().regex(/^[a-z][A-Za-z]{0,39}$/),
  id: z.uuid(),
  time
})

const oldSchema = z.object({
  version: z.literal(1),
  organisation: z.uuid(),
  position: z.int().positive(),
  /** Of the entry at that position, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  time,
  /** Ed25519 (RFC 8032), base64url. */
  signature: z.string().regex(/^[\w-]{86}$/)
})

const anchorSchema = z.discriminatedUnion('version', [
  oldSchema,
  oldSchema.extend({
    version: z.literal(2),
    /** How many entries the ledger of erasures had. */
    erasures: z.int().nonnegative(),
    /** Those that no anchor before this one told of. */
    erased: z.array(erasureSchema).readonly()
  })
])

/** An entry of the ledger of erasures. */
export type Erasure = Readonly<z.infer<typeof erasureSchema>>

/** A signed word about where a chain stood at a time and, from version 2 on, about what was erased. */
export type Anchor = Readonly<z.infer<typeof anchorSchema>>
export type AnchorContent = Omit<Extract<Anchor, { version: 2 }>, 'version' | 'signature'>

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
    sign(content) {
      const anchor = { version: 2, ...content } as const
      return { ...anchor, signature: sign(wordsOf(anchor)).toString('base64url') }
    }
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

/** No field can hold a line break or a space, so no two anchors read alike. */
const wordsOf = (anchor: Anchor | ({ readonly version: 2 } & AnchorContent)) => {
  const { version, organisation, position, hash, time } = anchor
  const words = [`anlaufstelle anchor ${version}`, organisation, position, hash, time]
  if (anchor.version === 1) return Buffer.from(words.join('\n'))
  const erased = anchor.erased.map(({ number, kind, id, time }) => `${number} ${kind} ${id} ${time}`)
  return Buffer.from([...words, anchor.erasures, ...erased].join('\n'))
}

/** An anchor from its line; nothing where the line is none. */
export const parseAnchor = (line: string): Anchor | undefined => {
  try {
    return anchorSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
