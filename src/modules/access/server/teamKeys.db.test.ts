import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { halvesOf, makeSealingPair, openWith, sealTo } from '#platform/crypto/server/sealingPair.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { GrantId, SignedIn, TeamId } from '../model.ts'
import { eventsAbout } from '../testing/eventsAbout.ts'
import { anAccount, anOrganisationAdmin, aSignIn, aTeam, type TestAccount } from '../testing/factories.ts'
import { eraseAccount, exportAccount, listTeamAccess, passTeamKeysOn } from './index.ts'
import { insertGrant } from './peopleRepository.ts'
import { selectHeldKeys } from './teamKeyRepository.ts'
import { tendTeamKeys } from './teamKeys.ts'
import { openOrSuspect } from './teamSecret.ts'
import { nowOf } from './times.ts'

const db = useTestDatabase()
const start = Temporal.Instant.from('2026-11-23T09:00:00Z')
let organisation: OrganisationId
let team: TeamId
const clockAt = (minutes: number) => fixedClock(start.add({ minutes }).toString())
const at = (minutes = 0) => db.ctx('app_auth', organisation, clockAt(minutes))
const owner = () => db.ctx('owner', organisation)
const rows = async <Row>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & object>(db.owner, statement, values)).rows

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})
beforeEach(async () => {
  team = await aTeam(owner())
})

/** Somebody with a role in the team, from a day on, until one where it is dated. */
const aMember = async (dates: { validUntil?: string } = {}): Promise<TestAccount> => {
  const account = await anAccount(owner())
  await belongTo(team, account, dates)
  return account
}
const belongTo = (teamId: TeamId, { id: accountId }: TestAccount, dates: { validUntil?: string } = {}) =>
  owner().write((tx) =>
    insertGrant(tx, {
      id: randomUUID() as GrantId,
      accountId,
      organisationId: organisation,
      role: 'counsellor',
      teamId,
      validFrom: '2026-01-01',
      ...dates,
      grantedBy: null,
      at: nowOf(at())
    })
  )
const wholly = async (account: TestAccount, minutes = 0): Promise<SignedIn> =>
  (await aSignIn(at(minutes), account)).session
const workOf = (session: SignedIn, minutes = 0) =>
  db.ctx('app_work', session.actor.organisationId, clockAt(minutes), session.actor)
const pass = (session: SignedIn, accountId: AccountId) => passTeamKeysOn(workOf(session), session, accountId)
const accessOf = async (session: SignedIn) => (await listTeamAccess(workOf(session), session))[0]!
const leave = ({ id }: TestAccount) =>
  rows(`UPDATE access_role_grant SET ended_at = now() WHERE account_id = $1`, id)
const versionsOf = async ({ id }: TestAccount) =>
  (
    await rows<{ version: number }>(
      'SELECT version FROM access_team_key_wrap WHERE account_id = $1 ORDER BY version',
      id
    )
  ).map(({ version }) => version)
/** Whether somebody opens what was sealed to a version of the team's key. */
const opens = async ({ accountId, userKey }: SignedIn, version: number) => {
  const held = await owner().read((tx) => selectHeldKeys(tx, team))
  const theirs = held.find((each) => each.version === version && each.accountId === accountId)
  if (!theirs || !userKey) return false
  const secret = await at().write((tx) =>
    openOrSuspect(tx, at(), { teamId: team, accountId, userKey }, theirs)
  )
  if (!secret) return false
  const sealed = await sealTo(theirs.publicKey, 'place', Buffer.from('confided'))
  return (await openWith(halvesOf(secret), 'place', sealed)).toString() === 'confided'
}

describe('the key of a team', () => {
  test('is made when its first member signs in, once however many come at once', async () => {
    const members = await Promise.all([aMember(), aMember(), aMember()])
    const sessions = await Promise.all(members.map((member) => wholly(member)))
    expect(await rows('SELECT version FROM access_team_key WHERE team_id = $1', team)).toHaveLength(1)
    const opened = await Promise.all(sessions.map((session) => opens(session, 1)))
    expect(opened.filter(Boolean)).toHaveLength(1)
    const first = sessions[opened.indexOf(true)]!
    expect(await accessOf(first)).toMatchObject({ state: 'open', holders: 1, members: 3 })
    expect((await accessOf(first)).waiting).toHaveLength(2)
    const waiting = sessions[(opened.indexOf(true) + 1) % 3]!
    expect(await accessOf(waiting)).toMatchObject({ state: 'waiting', waiting: [] })
    expect(await eventsAbout(db.owner, team)).toEqual(['access.teamKey.made'])
  })

  test('of several teams is made by those who come at once, and nobody waits for another for ever', async () => {
    const members = await Promise.all(Array.from({ length: 4 }, () => anAccount(owner())))
    const sessions = await Promise.all(members.map((member) => wholly(member)))
    const teams = (await Promise.all(Array.from({ length: 12 }, () => aTeam(owner())))).sort()
    for (const [n, teamId] of teams.entries())
      for (const [m, member] of members.entries()) if (n >= m * 3) await belongTo(teamId, member)
    await Promise.all(sessions.map((session) => at().write((tx) => tendTeamKeys(tx, at(), session))))
    const made = await rows('SELECT FROM access_team_key WHERE team_id = ANY($1)', teams)
    expect(made).toHaveLength(teams.length)
  })

  test('is passed on by a member, once, and then opens for both', async () => {
    const [one, two] = [await aMember(), await aMember()]
    const [first, second] = [await wholly(one), await wholly(two)]
    const both = await Promise.all([pass(first, two.id), pass(first, two.id)])
    expect(both.map((outcome) => outcome.done || outcome.reason).sort()).toEqual(['changed', true])
    expect(await opens(second, 1)).toBe(true)
    expect(await accessOf(second)).toMatchObject({ state: 'open', holders: 2, waiting: [] })
    expect(await eventsAbout(db.owner, two.id)).toContain('access.teamKey.passedOn')
  })

  test('is passed on by nobody who does not hold it, and to nobody outside the team', async () => {
    const [one, two, stranger] = [await aMember(), await aMember(), await anAccount(owner())]
    const [first, second, outside] = [await wholly(one), await wholly(two), await wholly(stranger)]
    expect(await pass(second, one.id)).toEqual({ done: false, reason: 'changed' })
    expect(await pass({ ...first, userKey: undefined }, two.id)).toEqual({ done: false, reason: 'locked' })
    expect(await pass(outside, two.id)).toEqual({ done: false, reason: 'missing' })
    expect(await pass(first, one.id)).toEqual({ done: false, reason: 'oneself' })
    expect(await pass(first, stranger.id)).toEqual({ done: false, reason: 'missing' })
    expect(await pass(first, 'nobody' as AccountId)).toEqual({ done: false, reason: 'missing' })
    const newcomer = await aMember()
    expect(await pass(first, newcomer.id), 'who has no key of their own yet').toEqual({
      done: false,
      reason: 'changed'
    })
  })

  test('is another one as soon as a member signs in after somebody left, who opens neither any more', async () => {
    const [one, two, three] = [await aMember(), await aMember(), await aMember()]
    const [first, second] = [await wholly(one), await wholly(two), await wholly(three)]
    await pass(first, two.id)
    await leave(two)
    await wholly(three, 10)
    expect(await versionsOf(three), 'who does not hold it changes nothing').toEqual([])
    const again = await wholly(one, 20)
    expect([await versionsOf(one), await versionsOf(three)]).toEqual([[1, 2], []])
    expect(await opens(again, 2)).toBe(true)
    expect(await opens(again, 1), 'what was sealed before stays open').toBe(true)
    expect(await versionsOf(two)).toEqual([])
    expect(await opens(second, 1)).toBe(false)
    expect((await eventsAbout(db.owner, team)).at(-1)).toBe('access.teamKey.renewed')
    expect(await pass(again, three.id)).toMatchObject({ done: true })
    expect(await versionsOf(three)).toEqual([1, 2])
  })

  test('is another one after an account was closed', async () => {
    const [one, two] = [await aMember(), await aMember()]
    const first = await wholly(one)
    await wholly(two)
    await pass(first, two.id)
    await rows(`UPDATE access_account SET state = 'disabled' WHERE id = $1`, two.id)
    await wholly(one, 10)
    expect([await versionsOf(one), await versionsOf(two)]).toEqual([[1, 2], []])
  })

  test('is another one after the last day of a role that was dated', async () => {
    const [one, two] = [await aMember(), await aMember({ validUntil: '2026-11-23' })]
    const first = await wholly(one)
    await wholly(two)
    await pass(first, two.id)
    await wholly(one, 10)
    expect(await versionsOf(one)).toEqual([1])
    await wholly(one, 24 * 60)
    expect([await versionsOf(one), await versionsOf(two)]).toEqual([[1, 2], []])
  })

  test('begins anew for a team that everybody left, and the older one stays with whoever held it', async () => {
    const one = await aMember()
    await wholly(one)
    await leave(one)
    const two = await aMember()
    const session = await wholly(two)
    expect([await versionsOf(one), await versionsOf(two)]).toEqual([[1], [2]])
    expect(await accessOf(session)).toMatchObject({ state: 'open', holders: 1, members: 1 })
  })

  test('waits where the colleague made a new key of their own, and is passed on again', async () => {
    const [one, two] = [await aMember(), await aMember()]
    const first = await wholly(one)
    await wholly(two)
    await pass(first, two.id)
    await rows('DELETE FROM access_user_key_wrap WHERE account_id = $1', two.id)
    const anew = await wholly(two, 10)
    expect(await accessOf(anew)).toMatchObject({ state: 'waiting', holders: 1 })
    expect(await pass(first, two.id)).toMatchObject({ done: true })
    expect(await opens(anew, 1)).toBe(true)
  })

  test('is not taken from what somebody exchanged in the database: the audit is told', async () => {
    const [one, two] = [await aMember(), await aMember()]
    const session = await wholly(one)
    await wholly(two)
    const { publicKey } = await makeSealingPair()
    await rows('UPDATE access_team_key SET public_key = $2 WHERE team_id = $1', team, publicKey)
    expect(await pass(session, two.id)).toEqual({ done: false, reason: 'changed' })
    expect(await eventsAbout(db.owner, one.id)).toContain('access.teamKey.suspected')
    expect(await versionsOf(two)).toEqual([])
  })
})

test('an export names the teams whose key somebody holds; an erased account holds none', async () => {
  const account = await aMember()
  const { actor } = await wholly(account)
  const told = await exportAccount(db.ctx('app_work', organisation, undefined, actor), actor, account.id)
  expect(told).toMatchObject({ done: true, value: { teamKeys: [{ team_id: team, version: 1 }] } })
  await rows(`UPDATE access_account SET state = 'disabled' WHERE id = $1`, account.id)
  const admin = await anOrganisationAdmin(owner())
  const asAdmin = db.ctx('app_work', organisation, undefined, admin)
  expect(await eraseAccount(asAdmin, admin, account.id)).toMatchObject({ done: true })
  expect(await versionsOf(account)).toEqual([])
})

test('another organisation sees nothing of it', async () => {
  await wholly(await aMember())
  const other = await db.addOrganisation('Anderer Verein')
  for (const role of ['app_auth', 'app_work'] as const) {
    const seen = await db.ctx(role, other).read(async (tx) => {
      const tables = tx.$extendTables<{ access_team_key: object; access_team_key_wrap: object }>()
      return [
        await tables.selectFrom('access_team_key').selectAll().execute(),
        await tables.selectFrom('access_team_key_wrap').selectAll().execute()
      ]
    })
    expect(seen).toEqual([[], []])
  }
})
