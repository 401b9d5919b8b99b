import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openUnder, sealUnder } from './aead.ts'
import { deriveKey } from './deriveKey.ts'
import { makeSealingPair, openWith, sealTo } from './sealingPair.ts'
import { isSignature, signingPairOf } from './signingPair.ts'

const text = Buffer.from('Frau Muster ruft morgen an')
const key = randomBytes(32)
const pair = await makeSealingPair()
const stranger = await makeSealingPair()

/** Both ways to seal, by the same questions. */
const WAYS = [
  {
    way: 'under a key',
    seal: async (place: string, plain: Uint8Array) => sealUnder(key, place, plain),
    open: async (place: string, sealed: Uint8Array) => openUnder(key, place, sealed),
    openAsStranger: async (place: string, sealed: Uint8Array) => openUnder(randomBytes(32), place, sealed),
    longer: 29
  },
  {
    way: 'to a public key',
    seal: (place: string, plain: Uint8Array) => sealTo(pair.publicKey, place, plain),
    open: (place: string, sealed: Uint8Array) => openWith(pair, place, sealed),
    openAsStranger: (place: string, sealed: Uint8Array) => openWith(stranger, place, sealed),
    longer: 49
  }
]

describe.each(WAYS)('what is sealed $way', ({ seal, open, openAsStranger, longer }) => {
  test('opens again, whatever it is, and says only how long it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string({ unit: 'binary' }), async (plain, place) => {
        const sealed = await seal(place, plain)
        expect(sealed).toHaveLength(plain.length + longer)
        expect(await open(place, sealed)).toEqual(Buffer.from(plain))
      })
    )
  })

  test('does not open once a single bit is another', async () => {
    const sealed = await seal('row 1', text)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      // X25519 does not look at the highest bit of a public key (RFC 7748, 5); HPKE binds it all the same.
      await expect(open('row 1', changed), `bit ${bit}`).rejects.toThrow()
    }
  })

  test.each([
    ['in another place', async () => open('row 2', await seal('row 1', text))],
    ['for another', async () => openAsStranger('row 1', await seal('row 1', text))],
    ['cut off', async () => open('row 1', (await seal('row 1', text)).subarray(0, -1))],
    [
      'with more behind it',
      async () => open('row 1', Buffer.concat([await seal('row 1', text), Buffer.of(0)]))
    ],
    ['where there is nothing', async () => open('row 1', Buffer.alloc(0))],
    ['where there is only a format', async () => open('row 1', (await seal('row 1', text)).subarray(0, 1))]
  ])('does not open %s', async (_, opening) => {
    await expect(opening()).rejects.toThrow()
  })

  test('is never the same twice, and holds nothing that can be read', async () => {
    const [one, two] = [await seal('row 1', text), await seal('row 1', text)]
    expect(one.equals(two)).toBe(false)
    expect(one.includes('Muster')).toBe(false)
  })
})

test.each([
  ['no key at all', Buffer.alloc(0)],
  ['a key that is too short', Buffer.alloc(31, 1)],
  // RFC 7748, 6.1 and RFC 9180, 7.1.4: whoever gave such a key would know what is sealed to it.
  ['the point that makes every secret zero', Buffer.alloc(32)]
])('nothing is sealed to %s', async (_, publicKey) => {
  await expect(sealTo(publicKey, 'row 1', text)).rejects.toThrow()
})

test('what opens under one way does not under the other', async () => {
  await expect(openWith(pair, 'row 1', sealUnder(key, 'row 1', text))).rejects.toThrow('Not a sealed value')
  const sealed = await sealTo(pair.publicKey, 'row 1', text)
  expect(() => openUnder(key, 'row 1', sealed)).toThrow('Not a sealed value')
})

test('a secret has another key for each use, and the same for the same', () => {
  const keys = ['password verifier 1', 'seal totp', 'mac totp'].map((use) =>
    deriveKey(key, use).toString('hex')
  )
  expect(new Set(keys).size).toBe(3)
  expect(deriveKey(key, 'seal totp').toString('hex')).toBe(keys[1])
})

describe('a signature', () => {
  const signing = signingPairOf(randomBytes(32))
  const words = Buffer.from('words')

  test('holds for its words and its key alone, and not once a single bit is another', () => {
    const signature = signing.sign(words)
    expect(isSignature(signing.publicKey, words, signature)).toBe(true)
    expect(isSignature(signingPairOf(randomBytes(32)).publicKey, words, signature)).toBe(false)
    expect(isSignature(signing.publicKey, Buffer.from('other words'), signature)).toBe(false)
    for (let bit = 0; bit < signature.length * 8; bit++) {
      const changed = Buffer.from(signature)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(isSignature(signing.publicKey, words, changed), `bit ${bit}`).toBe(false)
    }
  })

  test.each([
    ['no key', Buffer.alloc(0), Buffer.alloc(64)],
    ['a key too long', Buffer.alloc(33), Buffer.alloc(64)],
    ['a key of zeros', Buffer.alloc(32), Buffer.alloc(64)],
    ['no signature', signing.publicKey, Buffer.alloc(0)],
    ['half a signature', signing.publicKey, signing.sign(words).subarray(0, 32)]
  ])('is none with %s', (_, key, signature) => {
    expect(isSignature(key, words, signature)).toBe(false)
  })
})
