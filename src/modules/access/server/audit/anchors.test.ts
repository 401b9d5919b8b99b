import { randomBytes, randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createServerKey } from '#platform/crypto/server/serverKey.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { anchorKey, isPublicKey, isSignedBy, parseAnchor } from './anchor.ts'
import { anchorFile, appendAnchor, readAnchors, readLastAnchor, readOwnAnchors } from './anchorFile.ts'
import { checkAnchors } from './checkAnchors.ts'

const secret = randomBytes(32)
const key = anchorKey(createServerKey(secret))
const organisation = randomUUID() as OrganisationId
const timeOf = (n: number) =>
  new Date(Date.UTC(2026, 10, 24, 9) + n * 3_600_000).toISOString().replace('Z', '000Z')
const anAnchor = (position: number, time = timeOf(position), of: string = organisation) =>
  key.sign({
    organisation: of,
    position,
    hash: randomBytes(32).toString('hex'),
    time,
    erasures: 0,
    erased: []
  })

const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-anchors-'))
afterAll(() => rmSync(folder, { recursive: true }))
const aFile = () => anchorFile(join(folder, randomUUID()), organisation)

describe('an anchor', () => {
  test('is signed with a key that the same server key always gives', () => {
    expect(anchorKey(createServerKey(secret)).publicKey).toBe(key.publicKey)
    expect(isPublicKey(key.publicKey)).toBe(true)
    expect(isSignedBy(anAnchor(7), key.publicKey)).toBe(true)
  })

  test.each(['organisation', 'position', 'hash', 'time', 'signature'] as const)(
    'does not hold with another %s',
    (part) => {
      const anchor = anAnchor(7)
      const other = { ...anAnchor(8), organisation: randomUUID() }
      expect(isSignedBy({ ...anchor, [part]: other[part] }, key.publicKey)).toBe(false)
    }
  )

  test('does not hold with another key, or with none', () => {
    const another = anchorKey(createServerKey(randomBytes(32))).publicKey
    expect(isSignedBy(anAnchor(7), another)).toBe(false)
    expect(isSignedBy(anAnchor(7), 'no key')).toBe(false)
  })

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"version":1}',
    JSON.stringify({ ...anAnchor(1), position: 0 }),
    JSON.stringify({ ...anAnchor(1), time: 'a\nb' })
  ])('is not read from %j', (line) => expect(parseAnchor(line)).toBeUndefined())
})

describe('the file of anchors', () => {
  test('holds them in their order, for its owner alone', async () => {
    const path = aFile()
    const anchors = [anAnchor(1), anAnchor(2), anAnchor(3)]
    for (const anchor of anchors) await appendAnchor(path, anchor)
    expect(await readAnchors(path)).toEqual({ anchors, unreadable: 0 })
    expect(await readLastAnchor(path)).toEqual(anchors[2])
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(statSync(dirname(path)).mode & 0o077).toBe(0)
  })

  test('is empty before the first', async () => {
    expect(await readOwnAnchors(aFile())).toEqual({ anchors: [], unreadable: 0 })
    expect(await readLastAnchor(aFile())).toBeUndefined()
  })

  test('survives half a line that a crash left', async () => {
    const path = aFile()
    const anchors = [anAnchor(1), anAnchor(2)]
    await appendAnchor(path, anchors[0]!)
    appendFileSync(path, JSON.stringify(anAnchor(2)).slice(0, 100))
    expect(await readLastAnchor(path)).toEqual(anchors[0])
    await appendAnchor(path, anchors[1]!)
    expect(await readAnchors(path)).toEqual({ anchors, unreadable: 1 })
  })

  test('gives its last anchor also when it is long', async () => {
    const path = aFile()
    const anchors = Array.from({ length: 200 }, (_, n) => anAnchor(n + 1))
    for (const anchor of anchors) await appendAnchor(path, anchor)
    expect(statSync(path).size).toBeGreaterThan(3 * 8192)
    expect(await readLastAnchor(path)).toEqual(anchors.at(-1))
  })
})

describe('anchors vouch', () => {
  test('for their points; those of others are left out', () => {
    const anchors = [anAnchor(1), anAnchor(2, timeOf(2), randomUUID()), anAnchor(3)]
    const { points, faults } = checkAnchors(organisation, anchors, key.publicKey)
    expect(points.map(({ position }) => position)).toEqual([1, 3])
    expect(faults).toEqual([])
  })

  test('for nothing when forged, and tell when they are out of order', () => {
    const forged = { ...anAnchor(4), position: 5 }
    const anchors = [anAnchor(3), forged, anAnchor(2), anAnchor(6, timeOf(1)), anAnchor(7)]
    const { points, faults } = checkAnchors(organisation, anchors, key.publicKey)
    expect(faults).toEqual([
      { kind: 'forged', position: 5 },
      { kind: 'disordered', position: 2 },
      { kind: 'disordered', position: 6 }
    ])
    expect(points.map(({ position }) => position)).toEqual([3, 2, 6, 7])
  })
})
