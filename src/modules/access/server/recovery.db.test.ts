import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock/clock.ts'
import { halvesOf, makeSealingPair } from '#platform/crypto/server/sealingPair.ts'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { openMail } from '#platform/mail/server/sealedMail.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Actor, SignedIn, TeamId } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { anAccount, anOrganisationAdmin, aSignIn, aTeam, type TestAccount } from '../testing/factories.ts'
import {
  completeRecovery,
  eraseAccount,
  exportAccount,
  forgetOldSignIns,
  listRecovery,
  nameRecoveryHolders,
  releaseHalf
} from './index.ts'
import { joined, openHalf } from './keyHalves.ts'
import { findRecoveryHolders } from './recoveryHolders.ts'
import { selectHalvesOf } from './recoveryRepository.ts'
import { openForActor, type SealedRow } from './sealed/openForActor.ts'
import { sealToTeam } from './sealed/sealToTeam.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
let organisation: OrganisationId
let team: TeamId
const clockAt = (minutes: number) => fixedClock(start.add({ minutes }).toString())
const owner = () => db.ctx('owner', organisation)
const rows = async <Row>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & object>(db.owner, statement, values)).rows
const wholly = async (account: TestAccount, minutes = 0): Promise<SignedIn> =>
  (await aSignIn(db.ctx('app_auth', organisation, clockAt(minutes)), account)).session
const workOf = (actor: Actor, minutes = 0) =>
  db.ctx('app_work', actor.organisationId, clockAt(minutes), actor)
const aMember = async (): Promise<TestAccount> => {
  const account = await anAccount(owner())
  await belongTo(account)
  return account
}
const belongTo = ({ id }: TestAccount) =>
  rows(
    `INSERT INTO access_role_grant (id, organisation_id, account_id, role, team_id, valid_from, granted_at)
     VALUES (gen_random_uuid(), $1, $2, 'counsellor', $3, '2026-01-01', now())`,
    ...[organisation, id, team]
  )
const name = (actor: Actor, ids: readonly AccountId[]) => nameRecoveryHolders(workOf(actor), actor, ids)
const release = (session: SignedIn, accountId: AccountId, minutes = 0, teamId = team) =>
  releaseHalf(workOf(session.actor, minutes), session, { accountId, teamId })
const complete = (session: SignedIn, accountId: AccountId, minutes = 0) =>
  completeRecovery(workOf(session.actor, minutes), session, { accountId, teamId: team })
const recoveryOf = ({ actor }: Pick<SignedIn, 'actor'>) => listRecovery(workOf(actor), { actor })
const refused = (reason: string) => ({ done: false, reason })
const sealed = async (words: string): Promise<SealedRow<'words'>> => {
  const [row, ctx] = [randomUUID(), db.ctx('app_portal', organisation)]
  const confided = { teamId: team, table: 'desk_note', row, texts: { words } }
  return { row, ...(await ctx.write((tx) => sealToTeam(tx, ctx, confided)))! }
}
const opens = async (session: SignedIn, row: SealedRow<'words'>) => {
  const ctx = workOf(session.actor)
  return (await ctx.read((tx) => openForActor(tx, ctx, session, 'desk_note', [row])))[0]
}
const halvesKept = () =>
  rows<{ account_id: AccountId; partner_id: AccountId }>(
    'SELECT account_id, partner_id FROM access_team_key_half WHERE team_id = $1 ORDER BY version',
    team
  )
const subjects = async () => {
  const kept = await rows<{ id: string; sealed: Buffer }>(
    'SELECT id, sealed FROM platform_outbox ORDER BY ctid'
  )
  return kept.map(({ id, sealed: mail }) => openMail(owner().serverKey, organisation, id, mail).subject)
}

/** Three holders who are signed in, and an administrator who named them. */
const aRecovery = async () => {
  const admin = await anOrganisationAdmin(owner())
  const accounts = await Promise.all([anAccount(owner()), anAccount(owner()), anAccount(owner())])
  const [one, two, three] = await Promise.all(accounts.map((each) => wholly(each)))
  expect(
    await name(
      admin,
      accounts.map(({ id }) => id)
    )
  ).toEqual({ done: true })
  return { admin, accounts, one: one!, two: two!, three: three! }
}
/** The only member of the team lost every way to their key after something was confided to the team, and signed in with a new one. */
const aLockedOut = async () => {
  const account = await aMember()
  await wholly(account, 1)
  const confided = await sealed('Anvertraut')
  await rows('DELETE FROM access_user_key_wrap WHERE account_id = $1', account.id)
  const session = await wholly(account, 2)
  expect(await opens(session, confided)).toEqual({ state: 'closed' })
  return { account, session, confided }
}

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})
beforeEach(async () => {
  team = await aTeam(owner())
  await rows('DELETE FROM platform_outbox')
  await rows('DELETE FROM access_recovery_holder')
})

describe('naming recovery holders', () => {
  test('tells them by mail and the audit, and everybody sees who they are', async () => {
    const { one, accounts } = await aRecovery()
    const { holders, isHolder } = await recoveryOf(one)
    expect(holders.map(({ id }) => id).sort()).toEqual(accounts.map(({ id }) => id).sort())
    expect(holders.every(({ counts }) => counts)).toBe(true)
    expect(isHolder).toBe(true)
    expect(await subjects()).toEqual(Array(3).fill('Sie sind Vertrauensperson für die Wiederherstellung'))
    for (const { id } of accounts) expect(await eventsAbout(db.owner, id)).toContain('access.recovery.named')
  })

  test('refuses one alone, the same one twice, five, who has no key, a foreign colleague, and who is no administrator', async () => {
    const { admin, one, two, accounts } = await aRecovery()
    const before = await rows('SELECT * FROM access_recovery_holder ORDER BY account_id')
    const keyless = await anAccount(owner())
    const elsewhere = await db.addOrganisation('Anderer Verein')
    const foreign = await anAccount(db.ctx('owner', elsewhere))
    await aSignIn(db.ctx('app_auth', elsewhere, clockAt(0)), foreign)
    const [first, second] = [one.accountId, two.accountId]
    expect(await name(admin, [first])).toEqual(refused('number'))
    expect(await name(admin, [first, first])).toEqual(refused('number'))
    const five = [...accounts.map(({ id }) => id), keyless.id, foreign.id]
    expect(await name(admin, five)).toEqual(refused('number'))
    expect(await name(admin, [first, keyless.id])).toEqual(refused('keyless'))
    expect(await name(admin, [first, foreign.id])).toEqual(refused('keyless'))
    expect(await name(admin, [first, 'nobody' as AccountId])).toEqual(refused('keyless'))
    expect(await name(one.actor, [first, second])).toEqual(refused('forbidden'))
    expect(await rows('SELECT * FROM access_recovery_holder ORDER BY account_id')).toEqual(before)
  })

  test('of others takes every half from those before; of the same changes nothing', async () => {
    const { admin, accounts, one, two, three } = await aRecovery()
    const { account } = await aLockedOut()
    await release(one, account.id, 3)
    const before = await halvesKept()
    expect(
      await name(
        admin,
        accounts.map(({ id }) => id)
      )
    ).toEqual({ done: true })
    expect(await halvesKept()).toEqual(before)
    expect(await name(admin, [two.accountId, three.accountId])).toEqual({ done: true })
    expect(await halvesKept()).toEqual([])
    expect(await rows('SELECT FROM access_recovery_release')).toEqual([])
    expect(await complete(two, account.id, 4)).toEqual(refused('changed'))
    expect(await release(one, account.id, 4)).toEqual(refused('forbidden'))
    await wholly(account, 5)
    expect(await recoveryOf(two)).toMatchObject({ requests: [] })
    const pairs = new Set((await halvesKept()).map((half) => half.account_id))
    expect([...pairs].sort()).toEqual([two.accountId, three.accountId].sort())
  })

  test('at the same time as keys are halved leaves halves of those named last alone', async () => {
    const { admin, one, two, three } = await aRecovery()
    const members = await Promise.all([aMember(), aMember()])
    const signIns = members.map((member) => wholly(member, 1))
    const [named] = await Promise.all([name(admin, [one.accountId, two.accountId]), ...signIns])
    expect(named).toEqual({ done: true })
    expect(await name(admin, [one.accountId, two.accountId])).toEqual({ done: true })
    const halves = await halvesKept()
    expect(halves.flatMap((half) => [half.account_id, half.partner_id])).not.toContain(three.accountId)
  })
})

describe('a half of a key', () => {
  test('tells nothing: only both of a pair make the key', async () => {
    const { one, two } = await aRecovery()
    const { account } = await aLockedOut()
    const ctx = db.ctx('owner', organisation, clockAt(3))
    const found = await ctx.read(async (tx) => {
      const holders = await findRecoveryHolders(tx, ctx)
      const half = async (mine: SignedIn, theirs: SignedIn) => {
        const holder = holders.find(({ accountId }) => accountId === mine.accountId)!
        const kept = (await selectHalvesOf(tx, mine.accountId, team)).find(
          (each) => each.version === 1 && each.partnerId === theirs.accountId
        )!
        return { kept, opened: await openHalf(ctx, { holder, userKey: mine.userKey! }, kept) }
      }
      return [await half(one, two), await half(two, one)] as const
    })
    const { publicKey } = found[0].kept
    for (const { opened } of found) {
      expect(publicKey.equals(halvesOf(opened).publicKey)).toBe(false)
      expect(opened).toHaveLength(64)
    }
    expect(publicKey.equals(halvesOf(joined(found[0].opened, found[1].opened)).publicKey)).toBe(true)
    expect(await complete(one, account.id, 3), 'without the half of another').toEqual(refused('changed'))
    await release(one, account.id, 3)
    expect(await complete(one, account.id, 3), 'the same holder twice').toEqual(refused('changed'))
  })

  test('is made of every version that is held, also of the next one', async () => {
    await aRecovery()
    await aLockedOut()
    const versions = await rows<{ version: number; count: string }>(
      'SELECT version, count(*) FROM access_team_key_half WHERE team_id = $1 GROUP BY version ORDER BY version',
      team
    )
    expect(versions).toEqual([
      { version: 1, count: '6' },
      { version: 2, count: '6' }
    ])
  })

  test('is made at the next sign-in of who held the key before holders were named', async () => {
    const member = await aMember()
    await wholly(member)
    const { one } = await aRecovery()
    const before = await recoveryOf(one)
    expect(await halvesKept()).toEqual([])
    await wholly(member, 1)
    expect(await halvesKept()).toHaveLength(6)
    expect((await recoveryOf(one)).halved).toBe(before.halved + 1)
  })

  test('is not made for a key that somebody exchanged in the database', async () => {
    const { one, two, three } = await aRecovery()
    const { publicKey } = await makeSealingPair()
    await rows('UPDATE access_user_key SET public_key = $2 WHERE account_id = $1', three.accountId, publicKey)
    await wholly(await aMember(), 1)
    const halves = await halvesKept()
    expect(halves.map((each) => each.account_id).sort()).toEqual([one.accountId, two.accountId].sort())
    const { holders } = await recoveryOf(one)
    expect(holders.filter(({ counts }) => !counts)).toMatchObject([{ id: three.accountId }])
  })

  test('goes with the key of who had it, and they do not count with a new one', async () => {
    const { accounts, one, three } = await aRecovery()
    await aLockedOut()
    await rows('DELETE FROM access_user_key_wrap WHERE account_id = $1', three.accountId)
    expect((await recoveryOf(one)).holders.filter(({ counts }) => counts)).toHaveLength(2)
    await wholly(accounts[2], 5)
    expect((await recoveryOf(one)).holders.filter(({ counts }) => counts)).toHaveLength(2)
    expect(await halvesKept()).toHaveLength(4)
    await rows(`UPDATE access_account SET state = 'disabled' WHERE id = $1`, accounts[1].id)
    expect((await recoveryOf(one)).holders.filter(({ counts }) => counts)).toHaveLength(1)
  })
})

describe('two recovery holders', () => {
  test('give a colleague access to what was confided to the team, who is told', async () => {
    const { one, two } = await aRecovery()
    const { account, session, confided } = await aLockedOut()
    expect((await recoveryOf(one)).requests).toMatchObject([
      { person: { id: account.id }, team: { id: team }, holders: 0, given: false, ready: false }
    ])
    await rows('DELETE FROM platform_outbox')
    expect(await release(one, account.id, 3)).toEqual({ done: true })
    expect(await release(one, account.id, 3), 'once').toEqual(refused('changed'))
    expect(await opens(session, confided), 'one half gives nothing').toEqual({ state: 'closed' })
    expect(await complete(two, account.id, 4)).toEqual({ done: true })
    expect(await opens(session, confided)).toEqual({ state: 'open', texts: { words: 'Anvertraut' } })
    expect(await complete(two, account.id, 5)).toEqual(refused('changed'))
    expect(await rows('SELECT FROM access_recovery_release')).toEqual([])
    expect(await subjects()).toEqual([
      'Ihr Zugang zu einem Team wird wiederhergestellt',
      'Ihr Zugang zu einem Team ist wiederhergestellt'
    ])
    const events = await eventsAbout(db.owner, account.id)
    expect(events).toEqual(expect.arrayContaining(['access.recovery.released', 'access.recovery.completed']))
    expect((await recoveryOf(one)).requests).toEqual([])
  })

  test('at the same moment do it once', async () => {
    const { one, two, three } = await aRecovery()
    const { account, session, confided } = await aLockedOut()
    await release(one, account.id, 3)
    const both = await Promise.all([complete(two, account.id, 4), complete(three, account.id, 4)])
    expect(both.map((outcome) => outcome.done || outcome.reason).sort()).toEqual(['changed', true])
    expect(await opens(session, confided)).toMatchObject({ state: 'open' })
    const told = await eventsAbout(db.owner, account.id)
    expect(told.filter((event) => event === 'access.recovery.completed')).toHaveLength(1)
  })

  test('have 24 hours between them, and what was released is forgotten', async () => {
    const { one, two } = await aRecovery()
    const { account } = await aLockedOut()
    await release(one, account.id, 3)
    expect(await complete(two, account.id, 3 + 24 * 60)).toEqual(refused('changed'))
    await forgetOldSignIns(db.ctx('owner', organisation, clockAt(2 + 24 * 60)))
    expect(await rows('SELECT FROM access_recovery_release')).toHaveLength(2)
    const daily = db.ctx('owner', organisation, clockAt(3 + 24 * 60))
    expect(await forgetOldSignIns(daily)).toMatchObject({ releases: 2 })
    expect(await release(one, account.id, 4 + 24 * 60)).toEqual({ done: true })
    expect(await complete(two, account.id, 5 + 24 * 60)).toEqual({ done: true })
  })

  test('are nobody but two holders with an open key, and not for themselves', async () => {
    const { one, two, accounts } = await aRecovery()
    const { account, session } = await aLockedOut()
    expect(await release({ ...one, userKey: undefined }, account.id, 3)).toEqual(refused('locked'))
    const stranger = await wholly(await anAccount(owner()))
    expect(await release(stranger, account.id, 3)).toEqual(refused('forbidden'))
    expect(await release(session, account.id, 3)).toEqual(refused('oneself'))
    await belongTo(accounts[1])
    expect(await release(two, two.accountId, 3)).toEqual(refused('oneself'))
    expect(await complete(two, two.accountId, 3)).toEqual(refused('oneself'))
    expect((await recoveryOf(two)).requests.map(({ person }) => person.id)).toEqual([account.id])
    expect(await release(one, two.accountId, 3), 'the others may').toEqual({ done: true })
    const given = await rows<{ partner_id: string }>('SELECT partner_id FROM access_recovery_release')
    expect(given.map((each) => each.partner_id)).not.toContain(two.accountId)
  })

  test('refuse who does not wait, has left the team, or is of another organisation', async () => {
    const { one, two } = await aRecovery()
    const { account } = await aLockedOut()
    const outside = await anAccount(owner())
    await wholly(outside)
    expect(await release(one, outside.id, 3)).toEqual(refused('changed'))
    expect(await release(one, account.id, 3, 'no team' as TeamId)).toEqual(refused('changed'))
    expect(await release(one, account.id, 3, await aTeam(owner()))).toEqual(refused('changed'))
    const elsewhere = await db.addOrganisation('Anderer Verein')
    const foreign = await anAccount(db.ctx('owner', elsewhere))
    expect(await release(one, foreign.id, 3)).toEqual(refused('missing'))
    await release(one, account.id, 3)
    await rows('UPDATE access_role_grant SET ended_at = now() WHERE account_id = $1', account.id)
    expect(await complete(two, account.id, 4)).toEqual(refused('changed'))
  })

  test('pass nothing on that was exchanged in the database: the audit is told', async () => {
    const { one, two } = await aRecovery()
    const { account } = await aLockedOut()
    await release(one, account.id, 3)
    const { publicKey } = await makeSealingPair()
    await rows(
      'UPDATE access_team_key SET public_key = $2 WHERE team_id = $1 AND version = 1',
      team,
      publicKey
    )
    expect(await complete(two, account.id, 4)).toEqual(refused('changed'))
    expect(await eventsAbout(db.owner, two.accountId)).toContain('access.teamKey.suspected')
    const held = await rows(
      'SELECT FROM access_team_key_wrap WHERE account_id = $1 AND version = 1',
      account.id
    )
    expect(held).toEqual([])
  })

  test('give no half that was released for somebody else', async () => {
    const { one, two } = await aRecovery()
    const { account } = await aLockedOut()
    const other = await aMember()
    await wholly(other, 3)
    await release(one, account.id, 3)
    await rows('UPDATE access_recovery_release SET account_id = $1', other.id)
    expect(await complete(two, other.id, 4)).toEqual(refused('changed'))
    expect(await rows('SELECT FROM access_team_key_wrap WHERE account_id = $1', other.id)).toEqual([])
  })
})

test('an export names halves and releases; an erased account is no holder', async () => {
  const { admin, one } = await aRecovery()
  const { account } = await aLockedOut()
  await release(one, account.id, 3)
  const told = await exportAccount(workOf(one.actor), one.actor, one.accountId)
  expect(told).toMatchObject({ value: { recoveryHolder: [{}], recoveryReleases: [{}, {}] } })
  expect(told.done && told.value.keyHalves).toHaveLength(4)
  await rows(`UPDATE access_account SET state = 'disabled' WHERE id = $1`, one.accountId)
  expect(await eraseAccount(workOf(admin), admin, one.accountId)).toEqual({ done: true })
  expect(await rows('SELECT FROM access_recovery_holder WHERE account_id = $1', one.accountId)).toEqual([])
  expect(await halvesKept()).toHaveLength(4)
  expect(await rows('SELECT FROM access_recovery_release')).toEqual([])
})

test('another organisation sees nothing of it', async () => {
  const { one } = await aRecovery()
  const { account } = await aLockedOut()
  await release(one, account.id, 3)
  const other = await db.addOrganisation('Anderer Verein')
  const admin = await anOrganisationAdmin(db.ctx('owner', other))
  expect(await listRecovery(workOf(admin), { actor: admin })).toMatchObject({
    holders: [],
    teams: 0,
    requests: []
  })
  const seen = await db.ctx('app_work', other).read(async (tx) => {
    type Tables = {
      access_recovery_holder: object
      access_team_key_half: object
      access_recovery_release: object
    }
    const tables = tx.$extendTables<Tables>()
    return [
      await tables.selectFrom('access_recovery_holder').selectAll().execute(),
      await tables.selectFrom('access_team_key_half').selectAll().execute(),
      await tables.selectFrom('access_recovery_release').selectAll().execute()
    ]
  })
  expect(seen).toEqual([[], [], []])
})
