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
    [{ HOST: '0.0.0.0' }, 'ANLAUFSTELLE_URL must be set']
  ])('that are broken are named: %j', (env, named) => {
    expect(() => read(env as Record<string, string>)).toThrow(named)
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
