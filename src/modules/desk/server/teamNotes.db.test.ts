import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn, TeamId } from '#modules/access/index.ts'
import { passTeamKeysOn } from '#modules/access/server/index.ts'
import { aTeam, aTeamMember } from '#modules/access/testing/factories.ts'
import { fixedClock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { NoteId, TeamNote } from '../model.ts'
import { aTeamNote } from '../testing/factories.ts'
import {
  changeTeamNote,
  deleteTeamNote,
  exportNotesOf,
  forgetOldNotes,
  listTeamNotes,
  writeTeamNote
} from './index.ts'

const db = useTestDatabase()
const clock = fixedClock('2026-11-23T09:00:00Z')
let organisation: OrganisationId
let team: TeamId
let first: SignedIn
const owner = () => db.ctx('owner', organisation, clock)
const workOf = (session: SignedIn) => db.ctx('app_work', session.actor.organisationId, clock, session.actor)
const rows = async <Row>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & object>(db.owner, statement, values)).rows
const list = async (session: SignedIn, teamId = team): Promise<readonly TeamNote[] | string> => {
  const outcome = await listTeamNotes(workOf(session), session, teamId)
  return outcome.done ? outcome.value : outcome.reason
}
const onlyNote = async () => ((await list(first)) as TeamNote[])[0]!

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})
beforeEach(async () => {
  team = await aTeam(owner())
  first = await aTeamMember(owner(), team)
})

describe('a note of a team', () => {
  test('is read by its members, and by nobody in the database', async () => {
    const second = await aTeamMember(owner(), team)
    await passTeamKeysOn(workOf(first), first, second.accountId)
    const id = await aTeamNote(workOf(first), first, team, 'Dolmetscherin: donnerstags')
    expect(await list(second)).toMatchObject([
      {
        id,
        words: { state: 'open', text: 'Dolmetscherin: donnerstags' },
        writtenBy: { id: first.accountId, name: first.actor.name }
      }
    ])
    const [kept] = await rows<{ words: Buffer }>('SELECT words FROM desk_team_note WHERE id = $1', id)
    expect(kept!.words.includes('Dolmetscherin')).toBe(false)
  })

  test('that is sent ten times at once is one', async () => {
    const id = randomUUID() as NoteId
    const write = () => writeTeamNote(workOf(first), first, { id, teamId: team, words: 'einmal' })
    const outcomes = await Promise.all(Array.from({ length: 10 }, write))
    expect(outcomes.every(({ done }) => done)).toBe(true)
    expect(await list(first)).toHaveLength(1)
    expect(await rows('SELECT FROM access_record_key WHERE team_id = $1', team)).toHaveLength(1)
  })

  test('is for nobody outside the team, not even that it is there', async () => {
    const id = await aTeamNote(workOf(first), first, team)
    const stranger = await aTeamMember(owner(), await aTeam(owner()))
    const seen = (await onlyNote()).changedAt
    expect(await list(stranger)).toBe('missing')
    const missing = { done: false, reason: 'missing' }
    const note = { id: randomUUID() as NoteId, teamId: team, words: 'fremd' }
    expect(await writeTeamNote(workOf(stranger), stranger, note)).toEqual(missing)
    expect(
      await changeTeamNote(workOf(stranger), stranger, { id, teamId: team, words: 'fremd', seen })
    ).toEqual(missing)
    expect(await deleteTeamNote(workOf(stranger), stranger, { id, teamId: team })).toEqual(missing)
    const unknown = { id: randomUUID() as NoteId, teamId: team }
    expect(await deleteTeamNote(workOf(first), first, unknown)).toEqual(missing)
    const elsewhereTeam = stranger.actor.grants[0]!.teamId!
    expect(await deleteTeamNote(workOf(stranger), stranger, { id, teamId: elsewhereTeam })).toEqual(missing)
    const other = await db.addOrganisation('Anderer Verein')
    const elsewhere = db.ctx('owner', other, clock)
    const foreign = await aTeamMember(elsewhere, await aTeam(elsewhere))
    expect(await list(foreign)).toBe('missing')
    expect(await deleteTeamNote(workOf(foreign), foreign, { id, teamId: team })).toEqual(missing)
    expect(
      await writeTeamNote(workOf(stranger), stranger, {
        ...note,
        id,
        teamId: stranger.actor.grants[0]!.teamId!
      })
    ).toEqual(missing)
  })

  test('stays closed to who waits for access and to whose key is locked, who can change none of its words', async () => {
    const id = await aTeamNote(workOf(first), first, team)
    const waiting = await aTeamMember(owner(), team)
    const { changedAt: seen } = await onlyNote()
    for (const one of [waiting, { ...first, userKey: undefined }]) {
      expect(await list(one)).toMatchObject([{ words: { state: 'closed' } }])
      expect(await changeTeamNote(workOf(one), one, { id, teamId: team, words: 'neu', seen })).toEqual({
        done: false,
        reason: 'closed'
      })
    }
  })

  test('is changed by one of two who saw the same', async () => {
    const second = await aTeamMember(owner(), team)
    await passTeamKeysOn(workOf(first), first, second.accountId)
    const id = await aTeamNote(workOf(first), first, team, 'alt')
    const { changedAt: seen } = await onlyNote()
    const outcomes = await Promise.all(
      [first, second].map((one) =>
        changeTeamNote(workOf(one), one, { id, teamId: team, words: `von ${one.accountId}`, seen })
      )
    )
    expect(outcomes.map((outcome) => outcome.done || outcome.reason).sort()).toEqual(['changed', true])
    const winner = [first, second][outcomes.findIndex(({ done }) => done)]!
    expect(await onlyNote()).toMatchObject({
      words: { text: `von ${winner.accountId}` },
      changedBy: { id: winner.accountId },
      writtenBy: { id: first.accountId }
    })
  })

  test('is gone with its key when it is deleted, and a year after its last change', async () => {
    await deleteTeamNote(workOf(first), first, {
      id: await aTeamNote(workOf(first), first, team),
      teamId: team
    })
    await aTeamNote(workOf(first), first, team)
    const after = (days: number) =>
      db.ctx(
        'app_work',
        organisation,
        fixedClock(
          clock
            .now()
            .add({ hours: 24 * days })
            .toString()
        )
      )
    await forgetOldNotes(after(364))
    expect(await list(first)).toHaveLength(1)
    await forgetOldNotes(after(367))
    expect(await list(first)).toEqual([])
    expect(await rows('SELECT FROM access_record_key WHERE team_id = $1', team)).toEqual([])
  })

  test('is shown as damaged where somebody changed it, beside the others', async () => {
    const id = await aTeamNote(workOf(first), first, team, 'eins')
    await aTeamNote(workOf(first), first, team, 'zwei')
    await rows(
      'UPDATE desk_team_note SET words = set_byte(words, 20, get_byte(words, 20) # 1) WHERE id = $1',
      id
    )
    const states = ((await list(first)) as TeamNote[]).map(({ words }) => words.state)
    expect(states.sort()).toEqual(['damaged', 'open'])
  })

  test('is not written for a team without a key, nor a 201st', async () => {
    const keyless = await aTeam(owner())
    const actor = { ...first.actor, grants: [{ role: 'counsellor' as const, teamId: keyless }] }
    const there = { ...first, actor }
    const note = { id: randomUUID() as NoteId, teamId: keyless, words: 'zu früh' }
    expect(await writeTeamNote(workOf(there), there, note)).toEqual({ done: false, reason: 'noKey' })
    await aTeamNote(workOf(first), first, team)
    await rows(
      `INSERT INTO desk_team_note SELECT gen_random_uuid(), organisation_id, team_id, key_id, words, written_by,
         written_at, changed_by, changed_at FROM desk_team_note, generate_series(1, 199) WHERE team_id = $1`,
      team
    )
    const more = { id: randomUUID() as NoteId, teamId: team, words: 'zu viel' }
    expect(await writeTeamNote(workOf(first), first, more)).toEqual({ done: false, reason: 'full' })
  })

  test('stands in the data of who wrote it, without its words', async () => {
    const id = await aTeamNote(workOf(first), first, team, 'Geheim')
    const told = await exportNotesOf(workOf(first), first.accountId)
    expect(told).toMatchObject([{ id, team_id: team, written_by: first.accountId }])
    expect(JSON.stringify(told)).not.toContain('Geheim')
  })
})
