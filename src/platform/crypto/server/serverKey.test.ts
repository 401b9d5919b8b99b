import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createServerKey } from './serverKey.ts'

const key = createServerKey(randomBytes(32))
const text = Buffer.from('otpauth secret')

describe('the server key', () => {
  test('opens what it sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (plain, place) => {
        expect(key.open('totp', place, key.seal('totp', place, plain))).toEqual(Buffer.from(plain))
      })
    )
  })

  test('opens nothing that was changed in a single bit', () => {
    const sealed = key.seal('totp', 'row 1', text)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => key.open('totp', 'row 1', changed), `bit ${bit}`).toThrow()
    }
  })

  test.each([
    ['another place', () => key.open('totp', 'row 2', key.seal('totp', 'row 1', text))],
    ['another purpose', () => key.open('outbox', 'row 1', key.seal('totp', 'row 1', text))],
    [
      'another key',
      () => createServerKey(randomBytes(32)).open('totp', 'row 1', key.seal('totp', 'row 1', text))
    ],
    ['nothing', () => key.open('totp', 'row 1', Buffer.alloc(0))]
  ])('opens nothing from %s', (_, open) => {
    expect(open).toThrow()
  })

  test('never seals the same way twice', () => {
    expect(key.seal('totp', 'row 1', text).equals(key.seal('totp', 'row 1', text))).toBe(false)
  })

  test('recognises a text by purpose', () => {
    expect(key.mac('throttle', 'a').equals(key.mac('throttle', 'a'))).toBe(true)
    expect(key.mac('throttle', 'a').equals(key.mac('flow', 'a'))).toBe(false)
  })

  test('has 32 bytes', () => {
    expect(() => createServerKey(randomBytes(31))).toThrow('32 bytes')
  })
})
