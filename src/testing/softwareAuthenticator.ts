import { createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** What an authenticator, or the browser before it, may do otherwise than it should. */
export interface Otherwise {
  /** The page that asks. */
  readonly origin?: string
  /** The host name that is signed. */
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  readonly crossOrigin?: boolean
  readonly userVerified?: boolean
  /** How far it has counted. */
  readonly count?: number
  readonly userHandle?: string
  /** The credential's id in the answer. */
  readonly id?: string
  /** The format of the maker's statement, and its certificates. */
  readonly format?: string
  readonly certificates?: readonly Uint8Array<ArrayBuffer>[]
  /** The key that signs. */
  readonly key?: KeyObject
}

/** An authenticator in software, as WebAuthn Level 3, §6 has it: one ES256 key, no statement of a maker. */
export interface SoftwareAuthenticator {
  readonly id: string
  /** What `navigator.credentials.create()` answers to options, as JSON. */
  create(options: string, otherwise?: Otherwise): string
  /** What `navigator.credentials.get()` answers to options, as JSON. */
  get(options: string, otherwise?: Otherwise): string
  /** What the extension PRF answers to options: 32 bytes in base64url, always the same for the same question. */
  secret(options: string): string
}

const FLAG = { present: 0x01, verified: 0x04, attested: 0x40 }

interface Options {
  readonly challenge: string
  readonly rp?: { readonly id: string }
  readonly rpId?: string
  readonly user?: { readonly id: string }
  readonly extensions?: { readonly prf: { readonly eval: { readonly first: string } } }
}

/** A new authenticator in a browser that shows pages of `origin`. It counts its signatures from 1. */
export const createSoftwareAuthenticator = (origin: string): SoftwareAuthenticator => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  const prfKey = randomBytes(32)
  let count = 0
  let userHandle: string | undefined
  const clientData = (type: string, options: Options, other: Otherwise) =>
    Buffer.from(
      JSON.stringify({
        type: other.type ?? type,
        challenge: other.challenge ?? options.challenge,
        origin: other.origin ?? origin,
        crossOrigin: other.crossOrigin ?? false
      })
    )
  const authenticatorData = (options: Options, flags: number, other: Otherwise) => {
    const rpId = other.rpId ?? options.rp?.id ?? options.rpId ?? ''
    const verified = other.userVerified === false ? 0 : FLAG.verified
    return Buffer.concat([
      createHash('sha256').update(rpId).digest(),
      Buffer.of(FLAG.present | verified | flags),
      bigEndian(other.count ?? ++count, 4)
    ])
  }
  return {
    id,
    secret(text) {
      const { first } = (JSON.parse(text) as Options).extensions!.prf.eval
      const salt = createHash('sha256')
        .update('WebAuthn PRF\0')
        .update(Buffer.from(first, 'base64url'))
        .digest()
      return createHmac('sha256', prfKey).update(salt).digest('base64url')
    },
    create(text, other = {}) {
      const options = JSON.parse(text) as Options
      userHandle = options.user?.id
      const authData = Buffer.concat([
        authenticatorData(options, FLAG.attested, other),
        Buffer.alloc(16),
        bigEndian(credentialId.length, 2),
        credentialId,
        isoCBOR.encode(coseKey(publicKey))
      ])
      const statement = new Map(other.certificates ? [['x5c', [...other.certificates]]] : [])
      const attestation = isoCBOR.encode(
        new Map<string, string | typeof statement | Uint8Array<ArrayBuffer>>([
          ['fmt', other.format ?? 'none'],
          ['attStmt', statement],
          ['authData', new Uint8Array(authData)]
        ])
      )
      return JSON.stringify({
        id: other.id ?? id,
        rawId: other.id ?? id,
        type: 'public-key',
        response: {
          clientDataJSON: clientData('webauthn.create', options, other).toString('base64url'),
          attestationObject: Buffer.from(attestation).toString('base64url'),
          transports: ['internal', 'telepathy']
        }
      })
    },
    get(text, other = {}) {
      const options = JSON.parse(text) as Options
      const client = clientData('webauthn.get', options, other)
      const authData = authenticatorData(options, 0, other)
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()])
      return JSON.stringify({
        id: other.id ?? id,
        rawId: other.id ?? id,
        type: 'public-key',
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', signed, other.key ?? privateKey).toString('base64url'),
          userHandle: other.userHandle ?? userHandle
        }
      })
    }
  }
}

const bigEndian = (value: number, bytes: number) => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

/** A public key as COSE has it: EC2, ES256, P-256, x, y (RFC 9053 §2.1 and §7.1). */
const coseKey = (key: KeyObject) => {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  return new Map<number, number | Uint8Array<ArrayBuffer>>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)]
  ])
}
