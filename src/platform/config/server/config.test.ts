import { describe, expect, test } from 'vitest'
import { isLoopback, readConfig } from './config.ts'

const read = (env: Record<string, string>) => readConfig(env, '/srv/anlaufstelle')

describe('settings', () => {
  test('have defaults that serve this machine alone', () => {
    expect(read({})).toMatchObject({
      dataDirectory: '/srv/anlaufstelle/var',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: undefined,
      databaseUrl: undefined,
      demo: 'automatic'
    })
  })

  test('accept a database behind a socket', () => {
    const address = 'postgres://user:pw@/db?host=/run/postgresql'
    expect(read({ DATABASE_URL: address }).databaseUrl).toBe(address)
  })

  test('that are empty count as absent', () => {
    expect(read({ PORT: '', DATABASE_URL: '', ANLAUFSTELLE_DEMO: '' })).toMatchObject({
      port: 3000,
      demo: 'automatic'
    })
  })

  test.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ HOST: 'a b' }, 'HOST'],
    [{ ANLAUFSTELLE_URL: 'ftp://example.org' }, 'ANLAUFSTELLE_URL'],
    [{ ANLAUFSTELLE_URL: 'https://example.org/path' }, 'ANLAUFSTELLE_URL'],
    [{ ANLAUFSTELLE_URL: 'https://user@example.org' }, 'ANLAUFSTELLE_URL'],
    [{ DATABASE_URL: 'mysql://u:p@h/d' }, 'DATABASE_URL'],
    [{ ANLAUFSTELLE_DEMO: 'maybe' }, 'ANLAUFSTELLE_DEMO'],
    [{ ANLAUFSTELLE_LOG: 'loud' }, 'ANLAUFSTELLE_LOG'],
    [{ HOST: '0.0.0.0' }, 'ANLAUFSTELLE_URL must be set'],
    [{ ANLAUFSTELLE_MAIL: 'smtps://mail.example.org' }, 'ANLAUFSTELLE_MAIL_FROM must be set'],
    ...[
      'mail.example.org',
      'https://mail.example.org',
      'smtp://',
      'smtp://mail.example.org/path',
      'smtp://mail.example.org?tls=no',
      'smtp://user@mail.example.org',
      'smtp://:password@mail.example.org',
      'smtp://user:%zz@mail.example.org',
      'smtp://user:p@ss@mail.example.org:99999'
    ].map((address): [Record<string, string>, string] => [
      { ANLAUFSTELLE_MAIL: address, ANLAUFSTELLE_MAIL_FROM: 'a@example.org' },
      'ANLAUFSTELLE_MAIL must be'
    ]),
    ...[
      'nobody',
      'a@b, c@d',
      '"A" <a@example.org>',
      'A <a@example.org> B',
      'A\r\nBcc: x <a@example.org>'
    ].map((from): [Record<string, string>, string] => [
      { ANLAUFSTELLE_MAIL: 'smtp://localhost', ANLAUFSTELLE_MAIL_FROM: from },
      'ANLAUFSTELLE_MAIL_FROM must be'
    ])
  ])('that are broken are named: %j', (env, named) => {
    expect(() => read(env)).toThrow(named)
  })

  test('never appear in a refusal with their value', () => {
    let said = ''
    try {
      read({ DATABASE_URL: 'mysql://user:geheim@host/db' })
    } catch (fault) {
      said = String(fault)
    }
    expect(said).toContain('DATABASE_URL')
    expect(said).not.toContain('geheim')
  })

  test.each<[server: string, expected: object]>([
    [
      'smtps://user:p%40ss@mail.example.org',
      { host: 'mail.example.org', port: 465, tls: 'implicit', login: { user: 'user', password: 'p@ss' } }
    ],
    ['smtp://mail.example.org', { port: 587, tls: 'starttls', login: undefined }],
    ['smtp://mail.example.org:25', { port: 25, tls: 'starttls' }],
    ['smtp://localhost:2525', { port: 2525, tls: 'none' }],
    ['smtp://[::1]:2525', { host: '::1', tls: 'none' }],
    ['smtps://localhost', { tls: 'implicit' }]
  ])('name a mail server: %s', (server, expected) => {
    const { mail } = read({ ANLAUFSTELLE_MAIL: server, ANLAUFSTELLE_MAIL_FROM: 'help@example.org' })
    expect(mail).toMatchObject(expected)
  })

  test.each([
    ['help@example.org', { address: 'help@example.org', name: '' }],
    ['Beratung für alle <help@example.org>', { address: 'help@example.org', name: 'Beratung für alle' }]
  ])('name a sender: %s', (from, expected) => {
    const { mail } = read({ ANLAUFSTELLE_MAIL: 'smtp://localhost', ANLAUFSTELLE_MAIL_FROM: from })
    expect(mail?.from).toEqual(expected)
  })

  test('of mail without a password in the refusal', () => {
    const settings = {
      ANLAUFSTELLE_MAIL: 'smtp://user:geheim@mail.example.org/x',
      ANLAUFSTELLE_MAIL_FROM: 'a@b'
    }
    expect(() => read(settings)).toThrow('ANLAUFSTELLE_MAIL must be')
    expect(() => read(settings)).not.toThrow('geheim')
  })
})

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['127.0.0.1.example.org', false],
  ['localhost.example.org', false]
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

describe('sign-on by a provider', () => {
  const all = {
    ANLAUFSTELLE_URL: 'https://help.example.org',
    ANLAUFSTELLE_OIDC_ISSUER: 'https://login.example.org/realms/help',
    ANLAUFSTELLE_OIDC_CLIENT_ID: 'anlaufstelle',
    ANLAUFSTELLE_OIDC_CLIENT_SECRET: 'known to nobody',
    ANLAUFSTELLE_OIDC_NAME: 'Beispielverein'
  }

  test('is off unless its issuer is named, and asks for our second factor unless told otherwise', () => {
    expect(read({}).signOn).toBeUndefined()
    expect(read(all).signOn).toEqual({
      issuer: new URL('https://login.example.org/realms/help'),
      clientId: 'anlaufstelle',
      clientSecret: 'known to nobody',
      name: 'Beispielverein',
      secondFactor: 'ours'
    })
    expect(read({ ...all, ANLAUFSTELLE_OIDC_SECOND_FACTOR: 'theirs' }).signOn?.secondFactor).toBe('theirs')
    const here = 'http://127.0.0.1:8080'
    expect(read({ ...all, ANLAUFSTELLE_OIDC_ISSUER: here }).signOn?.issuer.href).toBe(`${here}/`)
  })

  test.each([
    ...[
      'login.example.org',
      'http://login.example.org',
      'ftp://login.example.org',
      'https://user:password@login.example.org',
      'https://login.example.org?realm=help',
      'https://login.example.org/#help',
      `https://login.example.org/${'x'.repeat(500)}`
    ].map((issuer): [Record<string, string>, string] => [
      { ANLAUFSTELLE_OIDC_ISSUER: issuer },
      'ANLAUFSTELLE_OIDC_ISSUER must be'
    ]),
    [{ ANLAUFSTELLE_URL: '' }, 'ANLAUFSTELLE_URL must be set'],
    [{ ANLAUFSTELLE_OIDC_CLIENT_ID: '' }, 'ANLAUFSTELLE_OIDC_CLIENT_ID, '],
    [{ ANLAUFSTELLE_OIDC_CLIENT_SECRET: '' }, 'ANLAUFSTELLE_OIDC_CLIENT_ID, '],
    [{ ANLAUFSTELLE_OIDC_NAME: '' }, 'ANLAUFSTELLE_OIDC_CLIENT_ID, '],
    [{ ANLAUFSTELLE_OIDC_CLIENT_SECRET: 'two\nlines' }, 'ANLAUFSTELLE_OIDC_CLIENT_SECRET must be'],
    [{ ANLAUFSTELLE_OIDC_NAME: 'x'.repeat(61) }, 'ANLAUFSTELLE_OIDC_NAME must be'],
    [{ ANLAUFSTELLE_OIDC_SECOND_FACTOR: 'none' }, 'ANLAUFSTELLE_OIDC_SECOND_FACTOR must be']
  ])('is refused with %j, and the secret is not said', (more, words) => {
    const reading = () => read({ ...all, ...more })
    expect(reading).toThrow(words)
    expect(reading).not.toThrow('known to nobody')
  })
})
