import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMadePasskey, readShownPasskey } from './passkeyAnswer.ts'

const answer = (response: object, more: object = {}) =>
  JSON.stringify({ id: 'AAAA', type: 'public-key', response, ...more })
const made = { clientDataJSON: 'e30', attestationObject: 'oA' }
const shown = { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' }

describe("a browser's answer", () => {
  it('is read without what nobody asked for', () => {
    const text = answer({ ...made, transports: ['usb', 'telepathy'], more: 1 }, { rawId: 'x', more: 1 })
    expect(readMadePasskey(text)).toEqual({
      id: 'AAAA',
      type: 'public-key',
      response: { ...made, transports: ['usb'] }
    })
    expect(readShownPasskey(answer(shown))).toEqual({ id: 'AAAA', type: 'public-key', response: shown })
  })

  it.each([
    '',
    'null',
    '[]',
    '{',
    answer(shown, { type: 'password' }),
    answer(shown, { id: '' }),
    answer(shown, { id: 'A'.repeat(1_365) }),
    answer({ ...shown, signature: 'a+b' }),
    answer({ ...shown, signature: undefined }),
    answer({ ...shown, userHandle: 7 }),
    answer({ ...shown, signature: 'A'.repeat(12_000) })
  ])('is not %s', (text) => {
    expect(readShownPasskey(text)).toBeUndefined()
  })

  it('may be anything without a fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readMadePasskey(text)).toBeUndefined()
        expect(readShownPasskey(text)).toBeUndefined()
      })
    )
  })
})
