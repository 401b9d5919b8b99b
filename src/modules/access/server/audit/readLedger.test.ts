import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createServerKey } from '#platform/crypto/server/serverKey.ts'
import { anchorKey, isSignedBy, parseAnchor, type Anchor, type Erasure } from './anchor.ts'
import { readLedger } from './readLedger.ts'

const key = anchorKey(createServerKey(randomBytes(32)))
const organisation = randomUUID()
const time = '2026-11-24T09:00:00.000000Z'
const anErasure = (number: number): Erasure => ({ number, kind: 'account', id: randomUUID(), time })
const anAnchor = (position: number, erasures: number, erased: readonly Erasure[] = [], of = organisation) =>
  key.sign({ organisation: of, position, hash: 'ab'.repeat(32), time, erasures, erased })
const read = (anchors: readonly Anchor[], before = { erasures: 0, position: 1 }) =>
  readLedger(organisation, anchors, key.publicKey, before)
const OLD =
  '{"version":1,"organisation":"00000000-0000-4000-8000-000000000001","position":7,"hash":"abababababababababababababababababababababababababababababababab","time":"2026-11-24T09:00:00.000000Z","signature":"UU0yUR93XnOgJmVmoZf0LbMA0IfU9pf-46cccOpoGBQFJfjzd4-W_1UPvTzTEQhIXh8FsFfxXefo2j-o0WZMCw"}'
const erased = [1, 2, 3].map(anErasure)

describe('a ledger', () => {
  test('tells what was erased after the backup, whatever the order of its anchors', () => {
    const anchors = [anAnchor(9, 3, erased.slice(2)), anAnchor(5, 2, erased.slice(0, 2)), anAnchor(12, 3)]
    expect(read(anchors)).toEqual({ erasures: erased, until: time })
    expect(read(anchors, { erasures: 2, position: 6 })).toEqual({ erasures: erased.slice(2), until: time })
    expect(read([...anchors, ...anchors], { erasures: 3, position: 12 })).toEqual({
      erasures: [],
      until: time
    })
  })

  test('does not help where it ends before the backup', () => {
    expect(read([anAnchor(5, 0)], { erasures: 0, position: 6 })).toBe('old')
    expect(read([])).toBe('old')
    expect(read([anAnchor(5, 0, [], randomUUID())])).toBe('old')
  })

  test('does not help where anchors are missing in it', () => {
    expect(read([anAnchor(9, 3, erased.slice(2))])).toBe('gap')
    expect(read([anAnchor(5, 2, erased.slice(0, 2)), anAnchor(12, 3)])).toBe('gap')
  })

  test('does not help where somebody else wrote in it', () => {
    const other = anchorKey(createServerKey(randomBytes(32)))
    const { signature } = other.sign({ ...anAnchor(5, 0), erasures: 0, erased: [] })
    expect(read([{ ...anAnchor(5, 0), signature }])).toBe('forged')
  })

  test.each<[string, (anchor: Extract<Anchor, { version: 2 }>) => object]>([
    ['an erasure less', ({ erased }) => ({ erased: erased.slice(1) })],
    ['another order', ({ erased }) => ({ erased: erased.toReversed() })],
    ['another id', ({ erased }) => ({ erased: erased.map((each) => ({ ...each, id: randomUUID() })) })],
    ['another kind', ({ erased }) => ({ erased: erased.map((each) => ({ ...each, kind: 'key' })) })],
    [
      'another time',
      ({ erased }) => ({ erased: erased.map((each) => ({ ...each, time: time.replace('9', '8') })) })
    ],
    ['another count', () => ({ erasures: 4 })]
  ])('is signed: not with %s', (_what, change) => {
    const anchor = anAnchor(5, 3, erased)
    if (anchor.version !== 2) throw new Error('The anchor is of an old version')
    expect(isSignedBy(parseAnchor(JSON.stringify(anchor))!, key.publicKey)).toBe(true)
    expect(isSignedBy({ ...anchor, ...change(anchor) }, key.publicKey)).toBe(false)
  })
})

test('an anchor from before there was a ledger still holds, and tells of no erasure', () => {
  const old = parseAnchor(OLD)!
  const publicKey = anchorKey(createServerKey(Buffer.alloc(32, 7))).publicKey
  expect(isSignedBy(old, publicKey)).toBe(true)
  expect(isSignedBy({ ...old, position: 8 }, publicKey)).toBe(false)
  expect(readLedger(old.organisation, [old], publicKey, { erasures: 0, position: 7 })).toBe('old')
})
