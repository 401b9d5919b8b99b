import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '#platform/clock/clock.ts'

type Json = Record<string, unknown>
type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** How the peer differs from an honest provider; each part changes what an honest one would say. */
export interface Mischief {
  readonly metadata?: (honest: Json, origin: string) => Json
  readonly header?: (honest: Json) => Json
  readonly claims?: (honest: Json) => Json
  readonly tokens?: (honest: Json) => Json
  readonly keys?: (honest: Json) => Json
  /** Signs with this instead of its key; the text is header and claims. */
  readonly signature?: (text: string) => string
  /** Answers a path in its own way, body and all. */
  readonly paths?: Readonly<Record<string, Answer>>
}

/** A provider that says what it is told to say. Its authorisation endpoint is played by the test. */
export interface HostileIssuer {
  readonly origin: string
  mischief: Mischief
  /** The nonce of the answer to come. */
  nonce: string
  /** Requests, by path. */
  readonly asked: string[]
  /** The public key as a shared secret, for tokens that pretend to be signed by it. */
  readonly publicPem: string
  stop(): Promise<void>
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const rs256 = (key: KeyObject) => (text: string) =>
  sign('sha256', Buffer.from(text), key).toString('base64url')

/** HMAC-SHA-256 of a token's text. */
export const hs256 = (secret: string) => (text: string) =>
  createHmac('sha256', secret).update(text).digest('base64url')

/** Starts one for the client `clientId`; honest until `mischief` is set. */
export const startHostileIssuer = async (clientId: string): Promise<HostileIssuer> => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const asked: string[] = []
  const state = { mischief: {} as Mischief, nonce: '' }
  const changed = (what: 'header' | 'claims' | 'tokens' | 'keys', honest: Json) =>
    state.mischief[what]?.(honest) ?? honest
  const idToken = () => {
    const now = Math.floor(systemClock.now().epochMilliseconds / 1000)
    const honest = { iss: origin, aud: clientId, sub: 'somebody', iat: now, exp: now + 60, auth_time: now }
    const claims = changed('claims', { ...honest, nonce: state.nonce, amr: ['pwd'] })
    const text = `${encode(changed('header', { alg: 'RS256', kid: 'k' }))}.${encode(claims)}`
    return `${text}.${(state.mischief.signature ?? rs256(privateKey))(text)}`
  }
  const answers: Record<string, () => Json> = {
    '/.well-known/openid-configuration': () => {
      const honest = {
        issuer: origin,
        authorization_endpoint: `${origin}/auth`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256']
      }
      return state.mischief.metadata?.(honest, origin) ?? honest
    },
    '/token': () =>
      changed('tokens', { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken() }),
    '/jwks': () =>
      changed('keys', {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }]
      })
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '')
    asked.push(path)
    const own = state.mischief.paths?.[path]
    if (own) return own(request, response)
    const json = answers[path]?.()
    response
      .writeHead(json ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(json ?? {}))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(state, {
    origin,
    asked,
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  })
}
