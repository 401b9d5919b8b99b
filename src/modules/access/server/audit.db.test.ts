import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock/clock.ts'
import { createServerKey } from '#platform/crypto/server/serverKey.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { anchorKey } from './audit/anchor.ts'
import { anchorFile, appendAnchor, readAnchors } from './audit/anchorFile.ts'
import { hashOf } from './audit/auditRow.ts'
import { checkAudit } from './checkAudit.ts'
import { readChain } from './readChain.ts'
import { recordEvent } from './recordEvent.ts'
import { writeAnchor } from './writeAnchor.ts'

const db = useTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-audit-'))
afterAll(() => rmSync(folder, { recursive: true }))
const owner = (statement: string, values: unknown[] = []) => queryAsOwner(db.owner, statement, values)

let organisation: OrganisationId
let ctx: Ctx
let data: string
beforeEach(async () => {
  organisation = await db.addOrganisation()
  ctx = db.ctx('app_work', organisation)
  data = join(folder, organisation)
})

const record = async (many: number) => {
  for (let n = 0; n < many; n++) {
    await ctx.write((tx) =>
      recordEvent(tx, ctx, {
        event: 'access.codes.renewed',
        record: { kind: 'account', id: randomUUID() },
        payload: { count: n }
      })
    )
  }
}
const anchor = () => writeAnchor(ctx, organisation, data)
const anchorsOf = async () => (await readAnchors(anchorFile(data, organisation))).anchors
const check = async () =>
  checkAudit(ctx, organisation, [await anchorsOf()], anchorKey(ctx.serverKey).publicKey)

/** What someone does who owns the database and disables what stands in the way. */
const tamper = async (...statements: string[]) => {
  const steps = statements.map((statement) => statement.replaceAll('ORG', `'${organisation}'`))
  await owner(
    [
      'ALTER TABLE access_audit_event DISABLE TRIGGER access_audit_event_unchangeable',
      ...steps,
      'ALTER TABLE access_audit_event ENABLE ALWAYS TRIGGER access_audit_event_unchangeable'
    ].join(';')
  )
}
const HASH_ANEW = `DO $$
  DECLARE entry access_audit_event; before bytea := decode(repeat('00', 32), 'hex'); place bigint := 0;
  BEGIN
    FOR entry IN SELECT * FROM access_audit_event WHERE organisation_id = ORG ORDER BY position LOOP
      place := place + 1;
      UPDATE access_audit_event SET position = place WHERE organisation_id = ORG AND position = entry.position;
      entry.position := place;
      entry.previous_hash := before;
      before := access_audit_hash(entry);
      UPDATE access_audit_event SET previous_hash = entry.previous_hash, hash = before
        WHERE organisation_id = ORG AND position = place;
    END LOOP;
    UPDATE access_audit_head SET position = place, hash = before WHERE organisation_id = ORG;
  END $$`

describe('a chain in the database', () => {
  test('has the hashes that the check computes', async () => {
    await record(5)
    const rows = await Array.fromAsync(readChain(ctx, organisation))
    expect(rows.map((row) => hashOf(row).equals(row.hash))).toEqual(Array(5).fill(true))
    expect(new Set(rows.map(({ hash }) => Buffer.from(hash).toString('hex'))).size).toBe(5)
  })

  test('is whole, up to its anchor and beyond', async () => {
    await record(3)
    await anchor()
    await record(2)
    expect(await check()).toEqual({
      entries: 5,
      last: 5,
      confirmed: 5,
      anchored: 3,
      faults: [],
      anchorFaults: []
    })
  })

  test('is whole when it is empty', async () => {
    expect(await anchor()).toEqual({ done: true, value: undefined })
    const verdict = await checkAudit(ctx, organisation, [], anchorKey(ctx.serverKey).publicKey)
    expect(verdict).toMatchObject({ entries: 0, faults: [], anchored: 0 })
  })

  test.each([
    [
      'edited',
      `UPDATE access_audit_event SET payload = '{"count": 7}' WHERE organisation_id = ORG AND position = 4`,
      { kind: 'edited', from: 4, to: 4 }
    ],
    [
      'edited by a microsecond',
      `UPDATE access_audit_event SET occurred_at = occurred_at + interval '1 microsecond' WHERE organisation_id = ORG AND position = 4`,
      { kind: 'edited', from: 4, to: 4 }
    ],
    [
      'without one entry',
      `DELETE FROM access_audit_event WHERE organisation_id = ORG AND position = 4`,
      { kind: 'missing', from: 4, to: 4 }
    ],
    [
      'cut off',
      `DELETE FROM access_audit_event WHERE organisation_id = ORG AND position > 4`,
      { kind: 'truncated', from: 5, to: 8 }
    ],
    [
      'emptied with its head',
      `DELETE FROM access_audit_event WHERE organisation_id = ORG; DELETE FROM access_audit_head WHERE organisation_id = ORG`,
      { kind: 'truncated', from: 1, to: 6 }
    ],
    [
      'edited and hashed anew',
      `UPDATE access_audit_event SET event = 'access.team.closed' WHERE organisation_id = ORG AND position = 4; ${HASH_ANEW}`,
      { kind: 'rewritten', from: 1, to: 6 }
    ],
    [
      'without one entry, moved up and hashed anew',
      `DELETE FROM access_audit_event WHERE organisation_id = ORG AND position = 4; ${HASH_ANEW}`,
      { kind: 'rewritten', from: 1, to: 6 }
    ]
  ])('is found out when it was %s', async (_, statement, fault) => {
    await record(6)
    await anchor()
    await record(2)
    await tamper(statement)
    expect((await check()).faults).toContainEqual(fault)
    await tamper('SELECT 1')
  })

  test('is found out when it was cut off after the last anchor and its head was forgotten', async () => {
    await record(2)
    await anchor()
    await record(3)
    await tamper('DELETE FROM access_audit_event WHERE organisation_id = ORG AND position > 3')
    expect((await check()).faults).toEqual([{ kind: 'truncated', from: 4, to: 5 }])
  })
})

describe('an anchor', () => {
  test("says by the database's clock where the chain stands, once for each state", async () => {
    await record(3)
    const outcome = await anchor()
    expect(outcome).toMatchObject({ done: true, value: { organisation, position: 3, version: 2 } })
    expect(await anchor()).toEqual({ done: true, value: undefined })
    await record(1)
    await anchor()
    const anchors = await anchorsOf()
    expect(anchors.map(({ position }) => position)).toEqual([3, 4])
    const age = systemClock.now().epochMilliseconds - Date.parse(anchors[1]!.time)
    expect(age).toBeGreaterThanOrEqual(0)
    expect(age).toBeLessThan(10_000)
  })

  test.each([
    ['truncated', ['DELETE FROM access_audit_event WHERE organisation_id = ORG AND position > 1', HASH_ANEW]],
    [
      'truncated',
      [
        'DELETE FROM access_audit_event WHERE organisation_id = ORG',
        'DELETE FROM access_audit_head WHERE organisation_id = ORG'
      ]
    ],
    [
      'rewritten',
      [`UPDATE access_audit_event SET payload = '{}' WHERE organisation_id = ORG AND position = 1`, HASH_ANEW]
    ]
  ])('is refused to a chain that was %s, and the old one stays', async (reason, statements) => {
    await record(3)
    await anchor()
    await record(1)
    const before = readFileSync(anchorFile(data, organisation))
    await tamper(...statements)
    expect(await anchor()).toEqual({ done: false, reason })
    expect(readFileSync(anchorFile(data, organisation))).toEqual(before)
  })

  test("is refused where the newest one is from later than the database's clock says", async () => {
    await record(1)
    const [row] = await Array.fromAsync(readChain(ctx, organisation))
    const later = anchorKey(ctx.serverKey).sign({
      organisation,
      position: 1,
      hash: Buffer.from(row!.hash).toString('hex'),
      time: '2199-01-01T00:00:00.000000Z',
      erasures: 0,
      erased: []
    })
    await appendAnchor(anchorFile(data, organisation), later)
    await record(1)
    expect(await anchor()).toEqual({ done: false, reason: 'clock' })
  })

  test('is refused where the newest one was signed with another key', async () => {
    await record(1)
    await writeAnchor({ ...ctx, serverKey: createServerKey(randomBytes(32)) }, organisation, data)
    await record(1)
    expect(await anchor()).toEqual({ done: false, reason: 'forged' })
    expect((await check()).anchorFaults).toEqual([{ kind: 'forged', position: 1 }])
  })
})
