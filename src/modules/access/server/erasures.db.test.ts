import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, RecordKeyId } from '../model.ts'
import { aColleague, anOrganisationAdmin, aTeam } from '../testing/factories.ts'
import { aTeamKey } from '../testing/records.ts'
import { anchorKey, type Erasure } from './audit/anchor.ts'
import { anchorFile, MOST_ERASURES, readAnchors } from './audit/anchorFile.ts'
import { readLedger } from './audit/readLedger.ts'
import { noteErasure } from './erasureRepository.ts'
import { destroyRecords, disableAccount, eraseAccount } from './index.ts'
import { forgetFormerColleagues } from './privacy.ts'
import { recordEvent } from './recordEvent.ts'
import { replayErasures } from './replayErasures.ts'
import { writeAnchor } from './writeAnchor.ts'

const db = useTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-erasures-'))
afterAll(() => rmSync(folder, { recursive: true }))
let organisation: OrganisationId
let owner: Ctx
let work: Ctx
let admin: Actor
beforeEach(async () => {
  organisation = await db.addOrganisation()
  owner = db.ctx('owner', organisation)
  work = db.ctx('app_work', organisation)
  admin = await anOrganisationAdmin(owner)
})

const as = (actor: Actor) => db.ctx('app_work', actor.organisationId, undefined, actor)
const ledger = async (of = organisation) =>
  (
    await queryAsOwner<{ number: number; kind: string; id: string }>(
      db.owner,
      'SELECT number::int, kind, erased_id AS id FROM access_erasure WHERE organisation_id = $1 ORDER BY number',
      [of]
    )
  ).rows
const disabledColleague = async () => {
  const person = await aColleague(owner, { grants: [{ role: 'editor' }] })
  await disableAccount(as(admin), admin, person.accountId)
  return person.accountId
}
const note = (ctx: Ctx, id = randomUUID()) => ctx.write((tx) => noteErasure(tx, 'account', id))
const stateOf = async (id: string) =>
  (await queryAsOwner<{ state: string }>(db.owner, 'SELECT state FROM access_account WHERE id = $1', [id]))
    .rows

describe('the ledger of erasures', () => {
  test('has who was erased by hand and by retention, and nobody whose erasure was refused', async () => {
    const [first, second] = [await disabledColleague(), await disabledColleague()]
    const open = await aColleague(owner, { grants: [{ role: 'editor' }] })
    expect(await eraseAccount(as(admin), admin, open.accountId)).toMatchObject({ done: false })
    expect(await eraseAccount(as(admin), admin, first)).toMatchObject({ done: true })
    await forgetFormerColleagues(db.ctx('app_work', organisation, fixedClock('2031-01-01T00:00:00Z')))
    expect(await ledger()).toEqual([
      { number: 1, kind: 'account', id: first },
      { number: 2, kind: 'account', id: second }
    ])
  })

  test('has nothing of an erasure that was rolled back', async () => {
    const id = await disabledColleague()
    await queryAsOwner(
      db.owner,
      "ALTER TABLE access_audit_event ADD CONSTRAINT no_more CHECK (event <> 'access.account.erased') NOT VALID"
    )
    await expect(eraseAccount(as(admin), admin, id)).rejects.toThrow('no_more')
    await queryAsOwner(db.owner, 'ALTER TABLE access_audit_event DROP CONSTRAINT no_more')
    expect(await ledger()).toEqual([])
  })

  test('counts without a gap when many erase at once, and for each organisation by itself', async () => {
    const other = await db.addOrganisation()
    await Promise.all([
      ...Array.from({ length: 12 }, () => note(work)),
      ...Array.from({ length: 3 }, () => note(db.ctx('app_work', other)))
    ])
    expect((await ledger()).map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
    expect((await ledger(other)).map(({ number }) => number)).toEqual([1, 2, 3])
  })

  test.each(['app_work', 'app_auth', 'app_jobs', 'app_portal'] as const)(
    'is not changed by %s',
    async (role) => {
      await note(work)
      for (const change of ["UPDATE access_erasure SET kind = 'x'", 'DELETE FROM access_erasure'])
        await expect(
          db.ctx(role, organisation).write(async (tx) => {
            const { sql } = await import('kysely')
            await sql.raw(change).execute(tx)
          })
        ).rejects.toThrow('permission denied')
      expect(await ledger()).toHaveLength(1)
    }
  )
})

describe('anchors', () => {
  const act = () =>
    work.write((tx) =>
      recordEvent(tx, work, { event: 'access.team.created', record: { kind: 'team', id: randomUUID() } })
    )
  const written = async () => (await readAnchors(anchorFile(folder, organisation))).anchors
  const read = async () =>
    readLedger(organisation, await written(), anchorKey(work.serverKey).publicKey, {
      erasures: 0,
      position: 0
    })

  test('carry the ledger: what was erased since the one before', async () => {
    await act()
    await writeAnchor(work, organisation, folder)
    const id = await disabledColleague()
    await eraseAccount(as(admin), admin, id)
    await writeAnchor(work, organisation, folder)
    await act()
    await writeAnchor(work, organisation, folder)
    expect(
      (await written()).map((anchor) => anchor.version === 2 && [anchor.erasures, anchor.erased.length])
    ).toEqual([
      [0, 0],
      [1, 1],
      [1, 0]
    ])
    expect(await read()).toMatchObject({ erasures: [{ number: 1, kind: 'account', id }] })
  })

  test('are several where much was erased, each of them readable as the last one', async () => {
    await act()
    for (let n = 0; n < MOST_ERASURES * 2 + 1; n++) await note(work)
    await writeAnchor(work, organisation, folder)
    expect((await written()).map((anchor) => anchor.version === 2 && anchor.erased.length)).toEqual([
      50, 50, 1
    ])
    expect(await writeAnchor(work, organisation, folder)).toEqual({ done: true, value: undefined })
    expect(await read()).toMatchObject({ erasures: { length: 101 } })
  })
})

describe('an erasure done again', () => {
  const time = '2026-11-24T09:00:00.000000Z'
  const replay = (...ids: string[]) => {
    const erasures = ids.map((id, n): Erasure => ({ number: n + 1, kind: 'account', id, time }))
    return owner.write((tx) => replayErasures(tx, organisation, erasures))
  }

  test('takes an account that is open in the backup, and one that is closed there, once', async () => {
    const open = (await aColleague(owner, { grants: [{ role: 'editor' }] })).accountId
    const closed = await disabledColleague()
    expect(await replay(open, closed)).toBe(2)
    expect([await stateOf(open), await stateOf(closed)]).toEqual([
      [{ state: 'erased' }],
      [{ state: 'erased' }]
    ])
    expect(await replay(open, closed)).toBe(0)
    expect(await ledger()).toMatchObject([{ id: open }, { id: closed }])
  })

  test('of somebody whom the backup does not know yet is written down, and no fault', async () => {
    const id = randomUUID()
    expect(await replay(id)).toBe(1)
    expect(await ledger()).toEqual([{ number: 1, kind: 'account', id }])
  })

  test('leaves other organisations alone', async () => {
    const other = db.ctx('owner', await db.addOrganisation())
    const theirs = (await aColleague(other, { grants: [{ role: 'editor' }] })).accountId
    await expect(replay(theirs)).resolves.toBe(1)
    expect(await stateOf(theirs)).toEqual([{ state: 'active' }])
  })

  test('of the key of a record destroys it, and it is noted when it is destroyed at first', async () => {
    const teamId = await aTeam(owner)
    await aTeamKey(owner, teamId)
    const key = async () => {
      const id = randomUUID() as RecordKeyId
      await queryAsOwner(
        db.owner,
        `INSERT INTO access_record_key (id, organisation_id, team_id, version, purpose, wrapped, made_at)
         SELECT $1, organisation_id, team_id, version, 'record', decode(repeat('00', 61), 'hex'), now()
         FROM access_team_key WHERE team_id = $2`,
        [id, teamId]
      )
      return id
    }
    const [destroyed, restored] = [await key(), await key()]
    await work.write((tx) => destroyRecords(tx, [destroyed, randomUUID() as RecordKeyId]))
    expect(await ledger()).toEqual([{ number: 1, kind: 'recordKey', id: destroyed }])
    const again: Erasure[] = [{ number: 2, kind: 'recordKey', id: restored, time }]
    expect(await owner.write((tx) => replayErasures(tx, organisation, again))).toBe(1)
    const left = await queryAsOwner(db.owner, 'SELECT FROM access_record_key WHERE team_id = $1', [teamId])
    expect(left.rows).toEqual([])
  })

  test('of a kind that nobody declared is a fault', async () => {
    const unknown: Erasure = { number: 1, kind: 'somethingElse', id: randomUUID(), time }
    await expect(owner.write((tx) => replayErasures(tx, organisation, [unknown]))).rejects.toThrow(
      'somethingElse'
    )
    expect(await ledger()).toEqual([])
  })
})
