import { describe, expect, it } from 'vitest'
import { mayCount, passkeySiteOf } from './passkeyRules.ts'

describe('the site of passkeys', () => {
  it.each([
    ['https://hilfe.verein.example', { id: 'hilfe.verein.example', origin: 'https://hilfe.verein.example' }],
    ['https://verein.example:8443/', { id: 'verein.example', origin: 'https://verein.example:8443' }],
    ['http://localhost:3000', { id: 'localhost', origin: 'http://localhost:3000' }],
    ['http://verein.example', undefined],
    ['http://127.0.0.1:3000', undefined],
    ['https://192.0.2.7', undefined],
    ['https://[2001:db8::1]', undefined]
  ])('at %s is %j', (address, site) => {
    expect(passkeySiteOf(new URL(address))).toEqual(site)
  })
})

describe('a passkey', () => {
  it.each([
    [0, 0, true],
    [0, 1, true],
    [1, 2, true],
    [1, 4_294_967_295, true],
    [1, 1, false],
    [2, 1, false],
    [1, 0, false]
  ])('that had counted to %i and shows %i: %s', (known, shown, may) => {
    expect(mayCount(known, shown)).toBe(may)
  })
})
