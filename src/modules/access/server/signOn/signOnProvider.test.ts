import { generateKeyPairSync, sign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock/clock.ts'
import { createLog } from '#platform/log/server/log.ts'
import { hs256, startHostileIssuer, type HostileIssuer, type Mischief } from '#testing/hostileIssuer.ts'
import { createSignOnProvider } from './signOnProvider.ts'

const SECRET = 'the secret of the client, long enough to be a key'
const VERIFIER = 'v'.repeat(43)
const lines: string[] = []
let peer: HostileIssuer
let elsewhere: HostileIssuer

beforeAll(async () => {
  peer = await startHostileIssuer('anlaufstelle')
  elsewhere = await startHostileIssuer('anlaufstelle')
})
beforeEach(() => {
  peer.mischief = {}
  peer.asked.length = 0
  elsewhere.asked.length = 0
  lines.length = 0
})
afterAll(async () => {
  await peer.stop()
  await elsewhere.stop()
})

const providerAt = (issuer = peer.origin, patience = 1) =>
  createSignOnProvider({
    settings: {
      issuer: new URL(issuer),
      clientId: 'anlaufstelle',
      clientSecret: SECRET,
      name: 'Example association',
      secondFactor: 'ours'
    },
    publicUrl: new URL('https://help.example.org'),
    log: createLog('debug', (line) => lines.push(line)),
    patience
  })
const secrets = { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: VERIFIER }

/** The whole way against a peer that misbehaves. */
const redeem = async (mischief: Mischief, provider = providerAt()) => {
  peer.mischief = mischief
  peer.nonce = secrets.nonce
  return provider.redeem(new URLSearchParams({ code: 'c', state: secrets.state }), secrets)
}
const refused = { done: false, reason: 'refused' }
const away = { done: false, reason: 'away' }

describe('a token', () => {
  test('of an honest provider is believed', async () => {
    expect(await redeem({})).toEqual({
      done: true,
      value: { issuer: peer.origin, subject: 'somebody', secondFactor: false }
    })
    expect(peer.asked).toEqual(['/.well-known/openid-configuration', '/token', '/jwks'])
    expect(lines).toEqual([])
  })

  const now = Math.floor(systemClock.now().epochMilliseconds / 1000)
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const changes: [string, Mischief][] = [
    ['of another issuer', { claims: (honest) => ({ ...honest, iss: 'https://evil.example' }) }],
    ['without an issuer', { claims: (honest) => ({ ...honest, iss: undefined }) }],
    ['for another client', { claims: (honest) => ({ ...honest, aud: 'another' }) }],
    [
      'for several, issued to another',
      { claims: (honest) => ({ ...honest, aud: ['another', 'anlaufstelle'], azp: 'another' }) }
    ],
    ['that has expired', { claims: (honest) => ({ ...honest, iat: now - 900, exp: now - 300 }) }],
    ['that does not expire', { claims: (honest) => ({ ...honest, exp: undefined }) }],
    ['that is not valid yet', { claims: (honest) => ({ ...honest, nbf: now + 900 }) }],
    ['with another nonce', { claims: (honest) => ({ ...honest, nonce: 'another' }) }],
    ['without a nonce', { claims: (honest) => ({ ...honest, nonce: undefined }) }],
    ['of a sign-in an hour ago', { claims: (honest) => ({ ...honest, auth_time: now - 3600 }) }],
    ['that does not say when', { claims: (honest) => ({ ...honest, auth_time: undefined }) }],
    ['without a subject', { claims: (honest) => ({ ...honest, sub: undefined }) }],
    ['with an empty subject', { claims: (honest) => ({ ...honest, sub: '' }) }],
    ['with a number as subject', { claims: (honest) => ({ ...honest, sub: 7 }) }],
    ['with a subject that is too long', { claims: (honest) => ({ ...honest, sub: 'x'.repeat(256) }) }],
    ['with control characters in the subject', { claims: (honest) => ({ ...honest, sub: 'a\u0000b' }) }],
    ['that nobody signed', { header: () => ({ alg: 'none' }), signature: () => '' }],
    ['with its signature taken away', { signature: () => '' }],
    ['signed with the client’s secret', { header: () => ({ alg: 'HS256' }), signature: hs256(SECRET) }],
    [
      'signed with another key',
      { signature: (text) => sign('sha256', Buffer.from(text), stranger).toString('base64url') }
    ],
    ['signed with a key that is not published', { header: (honest) => ({ ...honest, kid: 'unknown' }) }],
    [
      'with extensions that have to be understood',
      { header: (honest) => ({ ...honest, crit: ['x'], x: 1 }) }
    ],
    ['that is missing', { tokens: (honest) => ({ ...honest, id_token: undefined }) }],
    ['that is none', { tokens: (honest) => ({ ...honest, id_token: 'x.y.z' }) }],
    ['whose keys are none', { keys: () => ({ keys: [{ kty: 'oct', k: 'AAAA', kid: 'k', alg: 'RS256' }] }) }]
  ]
  test.each(changes)('%s is refused', async (_name, mischief) => {
    expect(await redeem(mischief)).toEqual(refused)
    expect(lines.join('\n')).not.toMatch(/somebody|evil|secret/)
  })

  test('signed with the public key as a secret is refused, also where the provider offers that', async () => {
    const mischief: Mischief = {
      metadata: (honest) => ({
        ...honest,
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none']
      }),
      header: () => ({ alg: 'HS256', kid: 'k' }),
      signature: hs256(peer.publicPem)
    }
    expect(await redeem(mischief)).toEqual(refused)
    expect(await redeem({ ...mischief, header: () => ({ alg: 'none' }), signature: () => '' })).toEqual(
      refused
    )
  })
})

describe('a provider', () => {
  const describesItself = (paths: Mischief['paths']): Mischief => ({ paths: paths! })
  const metadata = (more: Record<string, unknown>): Mischief => ({
    metadata: (honest) => ({ ...honest, ...more })
  })
  const faults: [string, () => Mischief][] = [
    ['that says another name', () => metadata({ issuer: 'https://evil.example' })],
    ['that names the address of another one', () => metadata({ issuer: elsewhere.origin })],
    [
      'whose token endpoint is elsewhere without TLS',
      () => metadata({ token_endpoint: `${elsewhere.origin}/token` })
    ],
    ['whose keys are elsewhere without TLS', () => metadata({ jwks_uri: `${elsewhere.origin}/jwks` })],
    ['whose keys are in a file', () => metadata({ jwks_uri: 'file:///etc/passwd' })],
    ['whose sign-in is a script', () => metadata({ authorization_endpoint: 'javascript:alert(1)' })],
    [
      'whose sign-in is elsewhere without TLS',
      () => metadata({ authorization_endpoint: 'http://evil.example/' })
    ],
    ['that names no addresses', () => metadata({ token_endpoint: undefined, jwks_uri: undefined })],
    [
      'that leads elsewhere',
      () =>
        describesItself({
          '/.well-known/openid-configuration': (_request, response) =>
            void response
              .writeHead(302, { location: `${elsewhere.origin}/.well-known/openid-configuration` })
              .end()
        })
    ],
    [
      'that answers with a page',
      () =>
        describesItself({
          '/.well-known/openid-configuration': (_request, response) =>
            void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>')
        })
    ],
    [
      'that has a fault',
      () =>
        describesItself({
          '/.well-known/openid-configuration': (_request, response) => void response.writeHead(500).end()
        })
    ],
    [
      'that answers without end',
      () =>
        describesItself({
          '/.well-known/openid-configuration': (_request, response) => {
            response.writeHead(200, { 'content-type': 'application/json' })
            const more = () => {
              while (response.write(' '.repeat(65_536)));
            }
            response.on('drain', more)
            more()
          }
        })
    ],
    ['that says nothing', () => describesItself({ '/.well-known/openid-configuration': () => undefined })],
    [
      'that speaks slowly',
      () =>
        describesItself({
          '/.well-known/openid-configuration': (_request, response) => {
            response.writeHead(200, { 'content-type': 'application/json' })
            const drip = setInterval(() => response.write(' '), 100)
            response.on('close', () => clearInterval(drip))
          }
        })
    ]
  ]
  test.each(faults)('%s counts as away, and nothing else is asked', async (_name, mischief) => {
    peer.mischief = mischief()
    const provider = providerAt()
    const begun = performance.now()
    expect(await provider.addressFor(secrets, false)).toEqual(away)
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(provider.isAway()).toBe(true)
    expect(peer.asked).toEqual(['/.well-known/openid-configuration'])
    expect(elsewhere.asked).toEqual([])
  })

  test('that is not there counts as away and is not asked again at once', async () => {
    const provider = providerAt('http://127.0.0.1:9')
    const answers = await Promise.all([1, 2, 3].map(() => provider.addressFor(secrets, false)))
    expect(answers).toEqual([away, away, away])
    expect(await provider.redeem(new URLSearchParams(), secrets)).toEqual(away)
    expect(lines.filter((line) => line.includes('signOn.failed'))).toHaveLength(1)
  })

  test('is asked about itself once', async () => {
    const provider = providerAt()
    await Promise.all([1, 2, 3].map(() => provider.addressFor(secrets, false)))
    await provider.addressFor(secrets, true)
    expect(peer.asked).toEqual(['/.well-known/openid-configuration'])
    expect(provider.isAway()).toBe(false)
  })

  test.each(['/token', '/jwks'])('is not followed elsewhere from %s', async (path) => {
    const outcome = await redeem({
      paths: {
        [path]: (_request, response) =>
          void response.writeHead(307, { location: `${elsewhere.origin}${path}` }).end()
      }
    })
    expect(outcome).toEqual(refused)
    expect(elsewhere.asked).toEqual([])
  })

  test.each(['/token', '/jwks'])('that falls silent at %s is away', async (path) => {
    expect(await redeem({ paths: { [path]: () => undefined } })).toEqual(away)
    expect(await redeem({ paths: { [path]: (request) => void request.socket.destroy() } })).toEqual(away)
    expect(
      await redeem({ paths: { [path]: (_request, response) => void response.writeHead(503).end() } })
    ).toEqual(away)
  })

  test('that answers too much at the end is refused', async () => {
    const much = (_request: unknown, response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(300_000)}"`)
    expect(await redeem({ paths: { '/token': much } })).toEqual(refused)
    expect(await redeem({ paths: { '/jwks': much } })).toEqual(refused)
  })
})
