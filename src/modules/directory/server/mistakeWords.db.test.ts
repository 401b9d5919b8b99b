import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn, TeamId } from '#modules/access/index.ts'
import { giveDuty } from '#modules/access/server/index.ts'
import { anOrganisationAdmin, aTeam, aTeamMember } from '#modules/access/testing/factories.ts'
import { fixedClock, systemClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import { aCentre, aProvider } from '../testing/factories.ts'
import {
  closeReportedMistake,
  countWaitingMistakes,
  listReportedMistakes,
  type ReportedMistake
} from './mistakeInbox.ts'
import { answerReports, forgetOldReports } from './mistakeReports.ts'
import { reportMistake, takesMistakeWords } from './public.ts'

const db = useTestDatabase()
let organisation: OrganisationId
let team: TeamId
const owner = () => db.ctx('owner', organisation)
const portal = () => db.ctx('app_portal', organisation)
const workOf = (session: SignedIn) => db.ctx('app_work', organisation, undefined, session.actor)
const rows = async <Row>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & object>(db.owner, statement, values)).rows

beforeAll(async () => {
  organisation = await db.addOrganisation()
  const work = db.ctx('app_work', organisation)
  await aCentre(work, { name: 'Neustadt', provider_id: await aProvider(work) })
})
beforeEach(async () => {
  await rows('DELETE FROM directory_mistake_report')
  team = await aTeam(owner())
  await rows('DELETE FROM access_duty')
  await give(team)
})

const give = async (teamId: TeamId | undefined) => {
  const actor = await anOrganisationAdmin(owner())
  const ctx = db.ctx('app_work', organisation, undefined, actor)
  const outcome = await giveDuty(ctx, actor, { duty: 'mistakeReports', teamId })
  if (!outcome.done) throw new Error(outcome.reason)
}
const report = (words: string, key: string = randomUUID()) =>
  reportMistake(portal(), { key, slug: 'neustadt', kinds: ['hours'], locale: 'ar', words })
const inbox = async (session: SignedIn) => {
  const outcome = await listReportedMistakes(workOf(session), session)
  return outcome.done ? outcome.value : outcome.reason
}
const keys = () => rows('SELECT id FROM access_record_key')

describe('what a visitor writes about a mistake', () => {
  test('is read by the team that has the duty, and by nobody in the database', async () => {
    const member = await aTeamMember(owner(), team)
    expect(await takesMistakeWords(portal())).toBe(true)
    expect(await report('Mittwochs ist zu. المكتب مغلق')).toMatchObject({ done: true })
    expect(await report('')).toMatchObject({ done: true })
    const [one, two] = (await inbox(member)) as ReportedMistake[]
    expect([one?.words, two?.words]).toContainEqual({
      state: 'open',
      texts: { words: 'Mittwochs ist zu. المكتب مغلق' }
    })
    expect([one?.words, two?.words]).toContain(undefined)
    expect(await countWaitingMistakes(workOf(member), member)).toBe(2)
    const [kept] = await rows<{ words: Buffer }>('SELECT words FROM directory_mistake_words')
    expect(kept!.words.includes('Mittwoch')).toBe(false)
  })

  test('is taken only where a member of that team holds a key', async () => {
    expect(await takesMistakeWords(portal())).toBe(false)
    expect(await report('Wort')).toEqual({ done: false, reason: 'closed' })
    expect(await report('')).toMatchObject({ done: true })
    await aTeamMember(owner(), team)
    expect(await report('Wort')).toMatchObject({ done: true })
    await give(undefined)
    expect(await takesMistakeWords(portal())).toBe(false)
    expect(await report('Wort')).toEqual({ done: false, reason: 'closed' })
  })

  test('that is sent twenty times at once is kept once, under one key', async () => {
    await aTeamMember(owner(), team)
    const before = (await keys()).length
    const key = randomUUID()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => report('Wort', key)))
    expect(outcomes.every(({ done }) => done)).toBe(true)
    expect(await rows('SELECT FROM directory_mistake_words')).toHaveLength(1)
    expect(await keys()).toHaveLength(before + 1)
  })

  test('goes with its key when it is answered, by a member, on the command line or after a year', async () => {
    const member = await aTeamMember(owner(), team)
    const before = (await keys()).length
    const id = randomUUID()
    await report('eins', id)
    await report('zwei')
    expect(await closeReportedMistake(workOf(member), member, id)).toMatchObject({ done: true })
    expect(await closeReportedMistake(workOf(member), member, id)).toEqual({ done: false, reason: 'gone' })
    expect(await keys()).toHaveLength(before + 1)
    expect(await answerReports(db.ctx('app_work', organisation), 'neustadt')).toBe(1)
    expect(await keys()).toHaveLength(before)
    await report('drei')
    const inAYear = fixedClock(
      systemClock
        .now()
        .add({ hours: 24 * 400 })
        .toString()
    )
    const later = db.ctx('app_work', organisation, inAYear)
    expect(await forgetOldReports(later)).toBe(1)
    expect(await keys()).toHaveLength(before)
    expect(await rows('SELECT FROM directory_mistake_words')).toEqual([])
  })

  test('is for nobody of another team, and closed to a member who waits', async () => {
    const member = await aTeamMember(owner(), team)
    const id = randomUUID()
    await report('Wort', id)
    const stranger = await aTeamMember(owner(), await aTeam(owner()))
    expect(await inbox(stranger)).toBe('forbidden')
    expect(await countWaitingMistakes(workOf(stranger), stranger)).toBeUndefined()
    expect(await closeReportedMistake(workOf(stranger), stranger, id)).toEqual({
      done: false,
      reason: 'forbidden'
    })
    const waiting = await aTeamMember(owner(), team)
    expect(await inbox(waiting)).toMatchObject([{ words: { state: 'closed' } }])
    expect(await inbox(member)).toMatchObject([{ words: { state: 'open' } }])
    const other = await db.addOrganisation('Anderer Verein')
    const there = db.ctx('app_work', other)
    const seen = await there.read((tx) =>
      tx
        .$extendTables<{ directory_mistake_words: object }>()
        .selectFrom('directory_mistake_words')
        .selectAll()
        .execute()
    )
    expect(seen).toEqual([])
  })

  test('cannot be read back by the portal', async () => {
    const reading = portal().read((tx) =>
      tx
        .$extendTables<{ directory_mistake_words: object }>()
        .selectFrom('directory_mistake_words')
        .selectAll()
        .execute()
    )
    await expect(reading).rejects.toThrow('permission denied')
  })
})

describe('the duty', () => {
  test('goes to an open team of the own organisation, by who looks after it', async () => {
    const admin = await anOrganisationAdmin(owner())
    const ctx = db.ctx('app_work', organisation, undefined, admin)
    const give = (teamId: TeamId) => giveDuty(ctx, admin, { duty: 'mistakeReports', teamId })
    const other = await db.addOrganisation('Dritter Verein')
    const theirs = await aTeam(db.ctx('owner', other))
    expect(await give(theirs)).toEqual({ done: false, reason: 'missing' })
    expect(await give(randomUUID() as TeamId)).toEqual({ done: false, reason: 'missing' })
    await rows('UPDATE access_team SET closed_at = now() WHERE id = $1', team)
    expect(await give(team)).toEqual({ done: false, reason: 'missing' })
    const { actor } = await aTeamMember(owner(), await aTeam(owner()))
    const asMember = db.ctx('app_work', organisation, undefined, actor)
    expect(await giveDuty(asMember, actor, { duty: 'mistakeReports', teamId: team })).toEqual({
      done: false,
      reason: 'forbidden'
    })
  })
})
