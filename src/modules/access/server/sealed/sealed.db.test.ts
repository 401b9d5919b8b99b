import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import type { Ctx, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { SignedIn, TeamId } from '../../model.ts'
import { eventsAbout } from '../../testing/eventsAbout.ts'
import { aTeam, aTeamMember } from '../../testing/factories.ts'
import { passTeamKeysOn } from '../index.ts'
import { tendTeamKeys } from '../teamKeys.ts'
import { destroyRecords } from './destroyRecords.ts'
import { indexNames } from './indexNames.ts'
import { openForActor, sealAgain, type SealedRow } from './openForActor.ts'
import { sealToTeam } from './sealToTeam.ts'
import { settleRecordKeys } from './settleRecordKeys.ts'

const db = useTestDatabase()
const clock = fixedClock('2026-11-23T09:00:00Z')
let organisation: OrganisationId
let team: TeamId
const owner = () => db.ctx('owner', organisation, clock)
const portal = () => db.ctx('app_portal', organisation, clock)
const workOf = (session: SignedIn): Ctx => db.ctx('app_work', organisation, clock, session.actor)
const rows = async <Row>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & object>(db.owner, statement, values)).rows

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})
beforeEach(async () => {
  team = await aTeam(owner())
})

const TABLE = 'desk_note'
const seal = async (ctx: Ctx, text: string, session?: SignedIn): Promise<SealedRow<'words'> | undefined> => {
  const row = randomUUID()
  const confided = { teamId: team, table: TABLE, row, texts: { words: text } }
  const sealed = await ctx.write((tx) => sealToTeam(tx, ctx, confided, session))
  return sealed && { row, ...sealed }
}
const open = (session: SignedIn, ...sealed: SealedRow<'words'>[]) => {
  const ctx = workOf(session)
  return ctx.read((tx) => openForActor(tx, ctx, session, TABLE, sealed))
}
const writeAgain = (session: SignedIn, { row, keyId }: SealedRow<'words'>, text: string) => {
  const ctx = workOf(session)
  return ctx.write((tx) => sealAgain(tx, ctx, session, { table: TABLE, row, keyId, texts: { words: text } }))
}
const member = () => aTeamMember(owner(), team)
const tend = (session: SignedIn) => {
  const ctx = db.ctx('app_auth', organisation, clock)
  return ctx.write((tx) => tendTeamKeys(tx, ctx, session))
}
const wrappedOf = async ({ keyId }: SealedRow<'words'>) =>
  (
    await rows<{ version: number; length: number }>(
      'SELECT version, length(wrapped) FROM access_record_key WHERE id = $1',
      keyId
    )
  )[0]
const leave = ({ accountId }: SignedIn) =>
  rows('UPDATE access_role_grant SET ended_at = now() WHERE account_id = $1', accountId)

describe('what is sealed to a team', () => {
  test('by the portal opens for a member and says nothing in the database', async () => {
    const session = await member()
    const sealed = (await seal(portal(), 'Die Nummer ist falsch: ضع'))!
    expect(await open(session, sealed)).toEqual([
      { state: 'open', texts: { words: 'Die Nummer ist falsch: ضع' } }
    ])
    expect(sealed.columns.words.includes('Nummer')).toBe(false)
    expect(await wrappedOf(sealed)).toEqual({ version: 1, length: 81 })
  })

  test('by a member is wrapped under the secret itself', async () => {
    const session = await member()
    const sealed = (await seal(workOf(session), 'Notiz', session))!
    expect(await wrappedOf(sealed)).toEqual({ version: 1, length: 61 })
    expect(await open(session, sealed)).toMatchObject([{ texts: { words: 'Notiz' } }])
  })

  test('is as long for yes as for no, and an empty text is one too', async () => {
    const session = await member()
    const texts = ['', 'ja', 'nein', 'x'.repeat(63)]
    const sealed = await Promise.all(texts.map((text) => seal(portal(), text)))
    expect(new Set(sealed.map((each) => each!.columns.words.length)).size).toBe(1)
    expect((await seal(portal(), 'x'.repeat(64)))!.columns.words.length).toBe(
      sealed[0]!.columns.words.length + 64
    )
    const opened = await open(session, ...sealed.map((each) => each!))
    expect(opened.map((each) => each.state === 'open' && each.texts.words)).toEqual(texts)
  })

  test('cannot be read back by the portal, not even its key', async () => {
    await member()
    await seal(portal(), 'Geheim')
    const reading = portal().read((tx) =>
      tx
        .$extendTables<{ access_record_key: { id: string } }>()
        .selectFrom('access_record_key')
        .selectAll()
        .execute()
    )
    await expect(reading).rejects.toThrow('permission denied')
  })

  test('is not taken where the team has no key yet, is closed, or is another organisation’s', async () => {
    expect(await seal(portal(), 'zu früh')).toBeUndefined()
    await member()
    const other = await db.addOrganisation('Anderer Verein')
    expect(await seal(db.ctx('app_portal', other, clock), 'fremd')).toBeUndefined()
    await rows('UPDATE access_team SET closed_at = now() WHERE id = $1', team)
    expect(await seal(portal(), 'zu spät')).toBeUndefined()
  })

  test('stays closed to other teams, to members who wait, to locked keys and to who has left', async () => {
    const session = await member()
    const sealed = (await seal(portal(), 'Geheim'))!
    const stranger = await aTeamMember(owner(), await aTeam(owner()))
    const waiting = await aTeamMember(owner(), team)
    const left: SignedIn = { ...session, actor: { ...session.actor, grants: [] } }
    for (const one of [stranger, waiting, { ...session, userKey: undefined }, left])
      expect(await open(one, sealed)).toEqual([{ state: 'closed' }])
    expect(await writeAgain(stranger, sealed, 'anders')).toBeUndefined()
  })

  test('opens in no other row, column, table or organisation', async () => {
    const session = await member()
    const [one, two] = [(await seal(portal(), 'eins'))!, (await seal(portal(), 'zwei'))!]
    const ctx = workOf(session)
    const swapped = { ...one, columns: two.columns }
    const moved = { ...one, row: two.row }
    const renamed = { ...one, columns: { other: one.columns.words } }
    expect(await open(session, swapped, moved)).toEqual([{ state: 'damaged' }, { state: 'damaged' }])
    const openIn = (table: string, row: SealedRow<string>) =>
      ctx.read((tx) => openForActor(tx, ctx, session, table, [row]))
    expect(await openIn(TABLE, renamed)).toEqual([{ state: 'damaged' }])
    expect(await openIn('other_table', one)).toEqual([{ state: 'damaged' }])
    expect(await open(session, { ...one, keyId: two.keyId })).toEqual([{ state: 'damaged' }])
    const other = await db.addOrganisation('Dritter Verein')
    const there = db.ctx('app_work', other, clock, session.actor)
    expect(await there.read((tx) => openForActor(tx, there, session, TABLE, [one]))).toEqual([
      { state: 'closed' }
    ])
  })

  test('can be written anew by who opens it, under the same key', async () => {
    const session = await member()
    const sealed = (await seal(portal(), 'alt'))!
    const columns = (await writeAgain(session, sealed, 'neu'))!
    expect(await open(session, { ...sealed, columns })).toMatchObject([{ texts: { words: 'neu' } }])
  })

  test('is gone once its key is destroyed', async () => {
    const session = await member()
    const sealed = (await seal(portal(), 'Geheim'))!
    const ctx = workOf(session)
    await ctx.write((tx) => destroyRecords(tx, [sealed.keyId]))
    expect(await open(session, sealed)).toEqual([{ state: 'closed' }])
  })
})

describe('the public half of a team', () => {
  test.each([
    ['another half', 'UPDATE access_team_key SET public_key = sha256(public_key) WHERE team_id = $1'],
    [
      'a half with the signature of somebody the server does not know',
      `UPDATE access_user_key SET signing_key = sha256(signing_key)
       WHERE account_id IN (SELECT signed_by FROM access_team_key WHERE team_id = $1)`
    ]
  ])('is not sealed to where somebody put %s into the database', async (_, statement) => {
    await member()
    await rows(statement, team)
    expect(await seal(portal(), 'Geheim')).toBeUndefined()
  })

  test('is not sealed to where somebody gave it to another team', async () => {
    await member()
    const from = team
    team = await aTeam(owner())
    await rows(
      `INSERT INTO access_team_key (team_id, version, organisation_id, public_key, signed_by, signature, made_at)
       SELECT $2, version, organisation_id, public_key, signed_by, signature, made_at FROM access_team_key WHERE team_id = $1`,
      from,
      team
    )
    expect(await seal(portal(), 'Geheim')).toBeUndefined()
  })

  test('is signed anew by another member where its signer has another key by now', async () => {
    const first = await member()
    const second = await aTeamMember(owner(), team)
    await passTeamKeysOn(workOf(first), first, second.accountId)
    await rows('DELETE FROM access_user_key WHERE account_id = $1', first.accountId)
    expect(await seal(portal(), 'Geheim')).toBeUndefined()
    await rows('DELETE FROM access_role_grant WHERE account_id = $1', first.accountId)
    await tend(second)
    const sealed = await seal(portal(), 'Geheim')
    expect(await open(second, sealed!)).toMatchObject([{ state: 'open' }])
  })

  test('is not passed on to a colleague in whose place somebody put their own', async () => {
    const first = await member()
    const second = await aTeamMember(owner(), team)
    await rows(
      'UPDATE access_user_key SET public_key = sha256(public_key) WHERE account_id = $1',
      second.accountId
    )
    expect(await passTeamKeysOn(workOf(first), first, second.accountId)).toEqual({
      done: false,
      reason: 'changed'
    })
    expect(await eventsAbout(db.owner, second.accountId)).toContain('access.userKey.suspected')
    expect(await rows('SELECT FROM access_team_key_wrap WHERE account_id = $1', second.accountId)).toEqual([])
  })
})

describe('keys of records', () => {
  test('are wrapped anew for those who stay, resumably, and then open by the newest secret alone', async () => {
    const [first, second] = [await member(), await aTeamMember(owner(), team)]
    await passTeamKeysOn(workOf(first), first, second.accountId)
    const sealed = await Promise.all([seal(portal(), 'eins'), seal(workOf(first), 'zwei', first)])
    await leave(second)
    await tend(first)
    expect(await settleRecordKeys(workOf(first), first, 0)).toEqual({ left: 2, damaged: 0 })
    expect(await settleRecordKeys(workOf(second), second, 100), 'who left does nothing').toEqual({
      left: 0,
      damaged: 0
    })
    expect(await settleRecordKeys(workOf(first), first, 100)).toEqual({ left: 0, damaged: 0 })
    for (const each of sealed) expect(await wrappedOf(each!)).toEqual({ version: 2, length: 61 })
    expect(await open(first, ...sealed.map((each) => each!))).toMatchObject([
      { texts: { words: 'eins' } },
      { texts: { words: 'zwei' } }
    ])
    expect(await open(second, sealed[0]!)).toEqual([{ state: 'closed' }])
  })

  test('are settled once where several members do it at the same time', async () => {
    const first = await member()
    const second = await aTeamMember(owner(), team)
    await passTeamKeysOn(workOf(first), first, second.accountId)
    const sealed = await Promise.all(Array.from({ length: 40 }, (_, n) => seal(portal(), `Text ${n}`)))
    await Promise.all([first, second, first].map((one) => settleRecordKeys(workOf(one), one, 100)))
    expect(await settleRecordKeys(workOf(first), first, 100)).toEqual({ left: 0, damaged: 0 })
    const opened = await open(second, ...sealed.map((each) => each!))
    expect(opened.map((each) => each.state === 'open' && each.texts.words)).toEqual(
      sealed.map((_, n) => `Text ${n}`)
    )
  })

  test('that somebody changed are left as they are, and the others are settled', async () => {
    const session = await member()
    const [broken, whole] = [(await seal(portal(), 'eins'))!, (await seal(portal(), 'zwei'))!]
    await rows(
      'UPDATE access_record_key SET wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1) WHERE id = $1',
      broken.keyId
    )
    expect(await settleRecordKeys(workOf(session), session, 100)).toEqual({ left: 0, damaged: 1 })
    expect(await open(session, broken, whole)).toMatchObject([{ state: 'damaged' }, { state: 'open' }])
  })
})

describe('the index of names', () => {
  const indexOf = (session: SignedIn) => {
    const ctx = workOf(session)
    return ctx.write((tx) => indexNames(tx, ctx, session, team))
  }

  test('is the same for all who hold the key, also when they begin at the same time, and after it was renewed', async () => {
    const [first, second] = [await member(), await aTeamMember(owner(), team)]
    await passTeamKeysOn(workOf(first), first, second.accountId)
    const [one, two] = await Promise.all([indexOf(first), indexOf(second)])
    const word = one!('exact', 'muster')
    expect(word).toHaveLength(16)
    expect(two!('exact', 'muster')).toEqual(word)
    expect(one!('sound', 'muster')).not.toEqual(word)
    expect(one!('exact', 'beispiel')).not.toEqual(word)
    await leave(second)
    await tend(first)
    await settleRecordKeys(workOf(first), first, 100)
    expect((await indexOf(first))!('exact', 'muster')).toEqual(word)
    expect(await indexOf(second)).toBeUndefined()
  })

  test('is another one in another team, and nobody else has one', async () => {
    const session = await member()
    const word = (await indexOf(session))!('exact', 'muster')
    const waiting = await aTeamMember(owner(), team)
    expect(await indexOf(waiting)).toBeUndefined()
    team = await aTeam(owner())
    const elsewhere = await member()
    expect((await indexOf(elsewhere))!('exact', 'muster')).not.toEqual(word)
    expect(await indexOf(session)).toBeUndefined()
  })
})
