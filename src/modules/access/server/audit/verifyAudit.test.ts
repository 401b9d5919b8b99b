import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { BEGINNING, hashOf, type AuditRow } from './auditRow.ts'
import { MOST_FAULTS, verifyAudit, type KnownPoint } from './verifyAudit.ts'

const ORGANISATION = randomUUID()
const EVENTS = ['access.account.viewed', 'access.people.listed', 'access.role.granted']

/** Gives rows the positions and hashes that a chain of them has, as someone would who may write anything. */
const chained = (rows: readonly AuditRow[]): AuditRow[] => {
  let previousHash = BEGINNING
  return rows.map((row, at) => {
    const placed = { ...row, position: at + 1, previousHash }
    previousHash = hashOf(placed)
    return { ...placed, hash: previousHash }
  })
}

const aChain = (length: number): AuditRow[] =>
  chained(
    Array.from({ length }, (_, at) => ({
      organisationId: ORGANISATION,
      position: 0,
      occurredAt: String(1_795_000_000_000_000 + at * 1_234_567),
      event: EVENTS[at % EVENTS.length]!,
      actorId: at % 4 === 0 ? null : randomUUID(),
      sessionId: at % 4 === 0 ? null : randomUUID(),
      recordKind: at % 3 === 1 ? null : 'account',
      recordId: at % 3 === 1 ? null : randomUUID(),
      payload: at % 2 ? '{}' : `{"count": ${at}, "role": "counsellor"}`,
      previousHash: BEGINNING,
      hash: BEGINNING
    }))
  )

const lastOf = (rows: readonly AuditRow[]): KnownPoint[] => [
  { position: rows.at(-1)!.position, hash: rows.at(-1)!.hash }
]

type Tampering = (rows: AuditRow[], at: number, many: number) => AuditRow[]
const change =
  (changed: (row: AuditRow) => Partial<AuditRow>): Tampering =>
  (rows, at) =>
    rows.with(at, { ...rows[at]!, ...changed(rows[at]!) })
const flipped = (bytes: Uint8Array) => Buffer.from(bytes).map((byte, at) => (at === 7 ? byte ^ 1 : byte))
/** Then everything is hashed anew, so that nothing but an anchor remembers. */
const rewritten =
  (tampering: Tampering): Tampering =>
  (rows, at, many) =>
    chained(tampering(rows, at, many))

const edits: Record<string, Tampering> = {
  organisation: change(() => ({ organisationId: randomUUID() })),
  position: change(({ position }) => ({ position: position + 1000 })),
  time: change(({ occurredAt }) => ({ occurredAt: String(BigInt(occurredAt) + 1n) })),
  event: change(() => ({ event: 'access.team.closed' })),
  actor: change(({ actorId }) => ({ actorId: actorId ? null : randomUUID() })),
  'actor for another': change(() => ({ actorId: randomUUID() })),
  session: change(() => ({ sessionId: randomUUID() })),
  'kind of record': change(() => ({ recordKind: 'team' })),
  record: change(() => ({ recordId: randomUUID() })),
  payload: change(() => ({ payload: '{"count": 999}' })),
  'hash before': change(({ previousHash }) => ({ previousHash: flipped(previousHash) })),
  hash: change(({ hash }) => ({ hash: flipped(hash) })),
  'content with its own hash': (rows, at) => {
    const row = { ...rows[at]!, event: 'access.team.closed' }
    return rows.with(at, { ...row, hash: hashOf(row) })
  }
}
const moves: Record<string, Tampering> = {
  'one deleted': (rows, at) => rows.toSpliced(at, 1),
  'many deleted': (rows, at, many) => rows.toSpliced(at, many),
  'the first deleted': (rows) => rows.slice(1),
  'two swapped': (rows, at) =>
    rows.with(at, rows[(at + 1) % rows.length]!).with((at + 1) % rows.length, rows[at]!),
  'two swapped with their positions': (rows, at) => {
    const [a, b] = [rows[at]!, rows[(at + 1) % rows.length]!]
    return rows
      .with(at, { ...b, position: a.position })
      .with((at + 1) % rows.length, { ...a, position: b.position })
  },
  reversed: (rows) => rows.toReversed(),
  'one twice': (rows, at) => rows.toSpliced(at, 0, rows[at]!),
  'one put in from elsewhere': (rows, at) => rows.toSpliced(at, 0, aChain(3)[1]!),
  'cut off by one': (rows) => rows.slice(0, -1),
  'cut off by many': (rows, at) => rows.slice(0, at),
  emptied: () => []
}
const rewrites: Record<string, Tampering> = Object.fromEntries(
  [
    ...['time', 'event', 'actor', 'session', 'record', 'payload'].map(
      (name) => [name, edits[name]!] as const
    ),
    ...[
      'one deleted',
      'many deleted',
      'two swapped',
      'one twice',
      'one put in from elsewhere',
      'cut off by one'
    ].map((name) => [name, moves[name]!] as const)
  ].map(([name, tampering]) => [`${name}, all hashed anew`, rewritten(tampering)])
)
const everything = Object.entries({ ...edits, ...moves, ...rewrites })
const COPIES = 500

describe('of five hundred tampered copies', () => {
  const copies = Array.from({ length: COPIES }, (_, n) => {
    const [what, tampering] = everything[n % everything.length]!
    const length = 5 + (n % 36)
    const at = (n * 7919) % (length - 1)
    return { what, original: aChain(length), tampering, at, many: 2 + (n % 3) }
  })

  test('each is found, given the last anchor', async () => {
    const missed: string[] = []
    for (const { what, original, tampering, at, many } of copies) {
      const { faults } = await verifyAudit(ORGANISATION, tampering(original, at, many), lastOf(original))
      if (faults.length === 0) missed.push(`${what} at ${at} of ${original.length}`)
    }
    expect(missed).toEqual([])
    expect(new Set(copies.map(({ what }) => what)).size).toBe(everything.length)
  })

  test('the untouched originals are whole, confirmed to the end', async () => {
    for (const { original } of copies) {
      expect(await verifyAudit(ORGANISATION, original, lastOf(original))).toEqual({
        entries: original.length,
        last: original.length,
        confirmed: original.length,
        faults: []
      })
    }
  })

  test('only those that were cut off or hashed anew stay unseen without an anchor', async () => {
    const unseen = new Set<string>()
    for (const { what, original, tampering, at, many } of copies) {
      const { faults } = await verifyAudit(ORGANISATION, tampering(original, at, many), [])
      if (faults.length === 0) unseen.add(what)
    }
    // Many deleted at the very end are a chain cut off.
    expect([...unseen].filter((what) => !/hashed anew|cut off|emptied|many deleted/.test(what))).toEqual([])
    expect(unseen.has('event, all hashed anew')).toBe(true)
  })
})

describe('the fault and its place', () => {
  const original = aChain(30)
  const anchors = [10, 20, 30].map((position) => ({ position, hash: original[position - 1]!.hash }))
  const faultsOf = async (rows: AuditRow[], points = anchors) =>
    (await verifyAudit(ORGANISATION, rows, points)).faults

  test.each([
    ['edited', edits['payload']!(original, 11, 1), { kind: 'edited', from: 12, to: 12 }],
    [
      'unlinked',
      edits['content with its own hash']!(original, 11, 1),
      { kind: 'unlinked', from: 13, to: 13 }
    ],
    ['missing', original.toSpliced(4, 3), { kind: 'missing', from: 5, to: 7 }],
    ['disordered', moves['two swapped']!(original, 4, 1), { kind: 'disordered', from: 5, to: 5 }],
    ['foreign', edits['organisation']!(original, 11, 1), { kind: 'foreign', from: 12, to: 12 }],
    ['truncated', original.slice(0, 25), { kind: 'truncated', from: 26, to: 30 }],
    [
      'rewritten',
      rewrites['event, all hashed anew']!(original, 11, 1),
      { kind: 'rewritten', from: 11, to: 20 }
    ]
  ] as const)('are told: %s', async (_, rows, fault) => {
    expect(await faultsOf(rows)).toContainEqual(fault)
  })

  test('are one for one edit', async () => {
    expect(await faultsOf(edits['event']!(original, 11, 1))).toEqual([{ kind: 'edited', from: 12, to: 12 }])
  })

  test('are told for the first hundred', async () => {
    const rows = aChain(150).map((row) => ({ ...row, event: 'access.team.closed' }))
    expect(await faultsOf(rows, [])).toHaveLength(MOST_FAULTS)
  })

  test('say how far an anchor confirms what came before', async () => {
    const verdict = await verifyAudit(ORGANISATION, original.slice(0, 25), anchors)
    expect(verdict).toMatchObject({ entries: 25, last: 25, confirmed: 20 })
  })

  test('are found in entries that arrive one by one', async () => {
    async function* arriving() {
      for (const row of original.toSpliced(8, 1)) yield await Promise.resolve(row)
    }
    expect((await verifyAudit(ORGANISATION, arriving(), [])).faults).toEqual([
      { kind: 'missing', from: 9, to: 9 }
    ])
  })
})

test('two entries never read alike, however their fields are cut', () => {
  const [row] = aChain(1)
  const alike = [
    { ...row!, event: 'ab', recordKind: 'c' },
    { ...row!, event: 'a', recordKind: 'bc' },
    { ...row!, event: 'abc', recordKind: '' },
    { ...row!, event: 'abc', recordKind: null },
    { ...row!, event: '', recordKind: 'abc' }
  ]
  expect(new Set(alike.map((each) => hashOf(each).toString('hex'))).size).toBe(alike.length)
})
