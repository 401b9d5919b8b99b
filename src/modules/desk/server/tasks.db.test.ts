import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn, TeamId } from '#modules/access/index.ts'
import { eraseAccount, passTeamKeysOn } from '#modules/access/server/index.ts'
import { anOrganisationAdmin, aTeam, aTeamMember, aUserKey } from '#modules/access/testing/factories.ts'
import { fixedClock, type Clock } from '#platform/clock/clock.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { queryAsOwner, useTestDatabase } from '#testing/testDatabase.ts'
import type { Task, TaskId } from '../model.ts'
import type { TaskList } from '../taskSchemas.ts'
import { aTask } from '../testing/factories.ts'
import {
  changeTask,
  countDueTasks,
  deleteTask,
  exportTasksOf,
  finishTask,
  forgetOldTasks,
  getTask,
  listTasks,
  listTasksForToday,
  reopenTask,
  TASKS_PAGE,
  writeTask
} from './index.ts'

const db = useTestDatabase()
const clock = fixedClock('2026-11-24T09:00:00Z')
const day = (iso: string) => Temporal.PlainDate.from(iso)
let organisation: OrganisationId
let team: TeamId
let first: SignedIn
let second: SignedIn
const owner = () => db.ctx('owner', organisation, clock)
const workOf = (session: SignedIn, at: Clock = clock) =>
  db.ctx('app_work', session.actor.organisationId, at, session.actor)
const rows = async <Row>(statement: string, ...values: unknown[]) =>
  (await queryAsOwner<Row & object>(db.owner, statement, values)).rows
const wordsOf = ({ words }: Task) => (words.state === 'open' ? words.text.words : words.state)
const listed = async (session: SignedIn, list: TaskList = 'mine', page = 1) =>
  (await listTasks(workOf(session), session, { list, page })).tasks.map(wordsOf)
const get = async (session: SignedIn, id: string) => {
  const outcome = await getTask(workOf(session), session, id)
  return outcome.done ? outcome.value : undefined
}
const missing = { done: false, reason: 'missing' }

beforeAll(async () => {
  organisation = await db.addOrganisation('Beispielverein')
})
beforeEach(async () => {
  team = await aTeam(owner())
  first = await aTeamMember(owner(), team)
  second = await aTeamMember(owner(), team)
  await passTeamKeysOn(workOf(first), first, second.accountId)
})

describe('a task', () => {
  test('of one’s own is read by oneself alone, and by nobody in the database', async () => {
    const id = await aTask(workOf(first), first, { words: 'Urlaub beantragen', link: '/work/profile' })
    expect(await get(first, id)).toMatchObject({
      words: { state: 'open', text: { words: 'Urlaub beantragen', link: '/work/profile' } },
      team: undefined,
      writtenBy: { id: first.accountId, name: first.actor.name }
    })
    expect(await listed(second, 'teams')).toEqual([])
    expect(await getTask(workOf(second), second, id)).toEqual(missing)
    const [kept] = await rows<{ row: string }>('SELECT t::text AS row FROM desk_task t WHERE id = $1', id)
    expect(kept!.row).not.toContain(Buffer.from('Urlaub').toString('hex'))
    expect(kept!.row).not.toContain(Buffer.from('/work/profile').toString('hex'))
  })

  test('of a team is read by its members, and says whose it is', async () => {
    const task = { teamId: team, assignedTo: second.accountId, words: 'Dolmetscherin bestellen' }
    const id = await aTask(workOf(first), first, task)
    expect(await get(second, id)).toMatchObject({
      words: { state: 'open', text: { words: 'Dolmetscherin bestellen' } },
      team: { id: team },
      assignedTo: { id: second.accountId, name: second.actor.name }
    })
    expect(await listed(second)).toEqual(['Dolmetscherin bestellen'])
    expect(await listed(first)).toEqual([])
    expect(await listed(first, 'teams')).toEqual(['Dolmetscherin bestellen'])
  })

  test('that nobody has taken, or whose colleague left the team, is everybody’s', async () => {
    await aTask(workOf(first), first, { teamId: team, words: 'frei' })
    await aTask(workOf(first), first, { teamId: team, assignedTo: second.accountId, words: 'verwaist' })
    expect(await listed(first)).toEqual(['frei'])
    await rows('UPDATE access_role_grant SET ended_at = now() WHERE account_id = $1', second.accountId)
    expect((await listed(first)).sort()).toEqual(['frei', 'verwaist'])
  })

  test('that is sent ten times at once is one', async () => {
    const id = randomUUID() as TaskId
    const write = () => writeTask(workOf(first), first, { id, teamId: team, words: 'einmal', link: '' })
    const outcomes = await Promise.all(Array.from({ length: 10 }, write))
    expect(outcomes.every(({ done }) => done)).toBe(true)
    expect(await listed(first)).toEqual(['einmal'])
    expect(await rows('SELECT FROM access_record_key WHERE team_id = $1', team)).toHaveLength(1)
  })

  test('with the id of somebody else’s is refused, and leaves that as it is', async () => {
    const id = await aTask(workOf(first), first, { words: 'meine' })
    const task = { id, words: 'fremd', link: '' }
    expect(await writeTask(workOf(second), second, task)).toEqual(missing)
    expect(await writeTask(workOf(second), second, { ...task, teamId: team })).toEqual(missing)
    expect(await listed(first)).toEqual(['meine'])
  })

  test('is for nobody outside the team or organisation, not even that it is there', async () => {
    const id = await aTask(workOf(first), first, { teamId: team })
    const other = await db.addOrganisation('Anderer Verein')
    const elsewhere = db.ctx('owner', other, clock)
    const strangers = [
      await aTeamMember(owner(), await aTeam(owner())),
      await aTeamMember(elsewhere, await aTeam(elsewhere))
    ]
    for (const stranger of strangers) {
      const ctx = workOf(stranger)
      const { changedAt: seen } = (await get(first, id))!
      const changed = { id, seen, words: 'fremd', link: '' }
      expect(await listed(stranger, 'teams')).toEqual([])
      expect(await getTask(ctx, stranger, id)).toEqual(missing)
      expect(await changeTask(ctx, stranger, changed)).toEqual(missing)
      expect(await finishTask(ctx, stranger, id)).toEqual(missing)
      expect(await reopenTask(ctx, stranger, id)).toEqual(missing)
      expect(await deleteTask(ctx, stranger, id)).toEqual(missing)
      const own = { id: randomUUID() as TaskId, teamId: team, words: 'fremd', link: '' }
      expect(await writeTask(ctx, stranger, own)).toEqual(missing)
    }
    for (const id of [randomUUID(), 'x', '']) expect(await getTask(workOf(first), first, id)).toEqual(missing)
    expect(await listed(first)).toEqual(['Aufgabe'])
  })

  test('goes to nobody who is not in its team', async () => {
    const stranger = await aTeamMember(owner(), await aTeam(owner()))
    const task = { id: randomUUID() as TaskId, words: 'x', link: '', assignedTo: stranger.accountId }
    const refused = { done: false, reason: 'colleague' }
    expect(await writeTask(workOf(first), first, { ...task, teamId: team })).toEqual(refused)
    expect(await writeTask(workOf(first), first, task)).toEqual(refused)
    const id = await aTask(workOf(first), first, { teamId: team })
    const { changedAt: seen } = (await get(first, id))!
    expect(await changeTask(workOf(first), first, { ...task, id, seen })).toEqual(refused)
  })

  test('is not written where nothing can be sealed', async () => {
    const locked = { ...first, userKey: undefined }
    const own = { id: randomUUID() as TaskId, words: 'x', link: '' }
    expect(await writeTask(workOf(first), locked, own)).toEqual({ done: false, reason: 'locked' })
    const id = await aTask(workOf(first), first, { words: 'zu' })
    expect(await listed(locked)).toEqual(['closed'])
    const { changedAt: seen } = (await get(first, id))!
    expect(await changeTask(workOf(first), locked, { ...own, id, seen })).toEqual({
      done: false,
      reason: 'closed'
    })
    await rows('DELETE FROM access_team_key WHERE team_id = $1', team)
    expect(await writeTask(workOf(first), first, { ...own, teamId: team })).toEqual({
      done: false,
      reason: 'noKey'
    })
  })

  test('that was changed in the database is called damaged, and the others stay readable', async () => {
    const id = await aTask(workOf(first), first, { words: 'ganz' })
    const [own, shared] = [
      await aTask(workOf(first), first, { words: 'eigen' }),
      await aTask(workOf(first), first, { teamId: team, words: 'Team' })
    ]
    await rows(
      'UPDATE desk_task SET own_words = set_byte(own_words, 20, 255 - get_byte(own_words, 20)) WHERE id = $1',
      own
    )
    await rows(
      'UPDATE desk_task SET words = set_byte(words, 20, 255 - get_byte(words, 20)) WHERE id = $1',
      shared
    )
    expect((await listed(first)).sort()).toEqual(['damaged', 'damaged', 'ganz'])
    expect(await get(first, id)).toMatchObject({ words: { state: 'open' } })
    await rows('UPDATE desk_task SET owner_id = $2 WHERE id = $1', id, second.accountId)
    expect(await listed(second)).toContain('damaged')
  })
})

describe('tasks', () => {
  test('stand in the order in which they are due', async () => {
    const due = ['2026-12-01', undefined, '2026-11-23', '2026-11-24']
    for (const dueOn of due)
      await aTask(workOf(first), first, { words: dueOn ?? 'irgendwann', ...(dueOn && { dueOn: day(dueOn) }) })
    expect(await listed(first)).toEqual(['2026-11-23', '2026-11-24', '2026-12-01', 'irgendwann'])
    expect(await countDueTasks(workOf(first), first)).toBe(2)
    expect(await countDueTasks(workOf(second), second)).toBe(0)
  })

  test('of a day are the first of them, what was done on it, and how many there are', async () => {
    for (let n = 0; n < 14; n++) await aTask(workOf(first), first, { words: `Nummer ${n}` })
    const late = await aTask(workOf(first), first, { words: 'spät', dueOn: day('2026-11-20') })
    const before = await listTasksForToday(workOf(first), first)
    expect(before).toMatchObject({ open: 15, done: [] })
    expect(before.first).toHaveLength(12)
    expect(before.first[0]!.id).toBe(late)
    await finishTask(workOf(first), first, late)
    const after = await listTasksForToday(workOf(first), first)
    expect(after.open).toBe(14)
    expect(after.done.map(wordsOf)).toEqual(['spät'])
    const tomorrow = fixedClock('2026-11-25T09:00:00Z')
    expect((await listTasksForToday(workOf(first, tomorrow), first)).done).toEqual([])
  })

  test('come page by page', async () => {
    for (let n = 0; n <= TASKS_PAGE; n++) await aTask(workOf(first), first, { words: `Nummer ${n}` })
    const pages = [await listed(first), await listed(first, 'mine', 2)]
    expect(pages.map(({ length }) => length)).toEqual([TASKS_PAGE, 1])
    expect(new Set(pages.flat()).size).toBe(TASKS_PAGE + 1)
    expect(await listed(first, 'mine', 3)).toEqual([])
  })
})

describe('what is done', () => {
  test('leaves the list, says who did it, and can be taken back', async () => {
    const id = await aTask(workOf(first), first, { teamId: team, assignedTo: first.accountId })
    expect(await finishTask(workOf(second), second, id)).toMatchObject({ done: true })
    expect(await listed(first)).toEqual([])
    expect(await listed(first, 'done')).toEqual(['Aufgabe'])
    expect(await get(first, id)).toMatchObject({ done: { by: { id: second.accountId } } })
    expect(await finishTask(workOf(first), first, id)).toMatchObject({ done: true })
    expect(await get(first, id)).toMatchObject({ done: { by: { id: second.accountId } } })
    expect(await reopenTask(workOf(first), first, id)).toMatchObject({ done: true })
    expect(await reopenTask(workOf(first), first, id)).toMatchObject({ done: true })
    expect(await listed(first)).toEqual(['Aufgabe'])
    const events = await rows<{ event: string }>(
      'SELECT event FROM access_audit_event WHERE record_id = $1 ORDER BY position',
      id
    )
    expect(events.map(({ event }) => event).filter((event) => event !== 'desk.task.viewed')).toEqual([
      'desk.task.written',
      'desk.task.done',
      'desk.task.reopened'
    ])
  })

  test('is done once where ten say so at the same moment', async () => {
    const id = await aTask(workOf(first), first, { teamId: team })
    const finish = (session: SignedIn) => finishTask(workOf(session), session, id)
    await Promise.all(Array.from({ length: 10 }, (_, n) => finish(n % 2 ? first : second)))
    const told = await rows(
      `SELECT FROM access_audit_event WHERE record_id = $1 AND event = 'desk.task.done'`,
      id
    )
    expect(told).toHaveLength(1)
  })
})

describe('a change', () => {
  test('of the second of two who saw the same task is refused, and nothing is lost', async () => {
    const id = await aTask(workOf(first), first, { teamId: team })
    const { changedAt: seen } = (await get(first, id))!
    const changed = { id, seen, link: '', dueOn: day('2026-12-24'), assignedTo: second.accountId }
    expect(await changeTask(workOf(first), first, { ...changed, words: 'eins' })).toMatchObject({
      done: true
    })
    const refused = await changeTask(workOf(second), second, { ...changed, words: 'zwei' })
    expect(refused).toEqual({ done: false, reason: 'changed' })
    expect(await get(second, id)).toMatchObject({
      words: { text: { words: 'eins' } },
      assignedTo: { id: second.accountId }
    })
    expect((await get(second, id))!.dueOn!.toString()).toBe('2026-12-24')
  })

  test('may keep a colleague who has left the team meanwhile', async () => {
    const id = await aTask(workOf(first), first, { teamId: team, assignedTo: second.accountId })
    await rows('UPDATE access_role_grant SET ended_at = now() WHERE account_id = $1', second.accountId)
    const { changedAt: seen } = (await get(first, id))!
    const changed = { id, seen, words: 'neu', link: '', assignedTo: second.accountId }
    expect(await changeTask(workOf(first), first, changed)).toMatchObject({ done: true })
  })
})

describe('what is left of tasks', () => {
  test('that are deleted: not their key', async () => {
    const id = await aTask(workOf(first), first, { teamId: team })
    expect(await deleteTask(workOf(second), second, id)).toMatchObject({ done: true })
    expect(await rows('SELECT FROM access_record_key WHERE team_id = $1', team)).toEqual([])
    expect(await deleteTask(workOf(second), second, id)).toEqual(missing)
  })

  test('goes 90 days after they are done, or two years after an open one changed', async () => {
    const [done, open] = [
      await aTask(workOf(first), first, { teamId: team, words: 'erledigt' }),
      await aTask(workOf(first), first, { words: 'offen' })
    ]
    await finishTask(workOf(first), first, done)
    const at = (iso: string) => db.ctx('app_work', organisation, fixedClock(iso))
    const left = async () =>
      (await rows<{ id: string }>('SELECT id FROM desk_task WHERE written_by = $1', first.accountId)).map(
        ({ id }) => id
      )
    await forgetOldTasks(at('2027-02-21T12:00:00Z'))
    expect(await left()).toHaveLength(2)
    await forgetOldTasks(at('2027-02-23T12:00:00Z'))
    expect(await left()).toEqual([open])
    expect(await rows('SELECT FROM access_record_key WHERE team_id = $1', team)).toEqual([])
    await forgetOldTasks(at('2028-11-26T12:00:00Z'))
    expect(await left()).toEqual([])
  })

  test('is exported for a person without anybody’s words', async () => {
    const id = await aTask(workOf(first), first, {
      teamId: team,
      assignedTo: second.accountId,
      words: 'Geheim'
    })
    const data = JSON.stringify(await exportTasksOf(workOf(second), second.accountId))
    expect(data).toContain(id)
    expect(data).not.toContain('Geheim')
    const stranger = await aTeamMember(owner(), await aTeam(owner()))
    expect(await exportTasksOf(workOf(stranger), stranger.accountId)).toEqual([])
  })

  test('of somebody’s own goes with the key that opened it', async () => {
    await aTask(workOf(first), first, { words: 'eigen' })
    await aTask(workOf(first), first, { teamId: team, words: 'Team' })
    await rows(`UPDATE access_account SET state = 'disabled' WHERE id = $1`, first.accountId)
    const admin = await anOrganisationAdmin(owner())
    const erased = await eraseAccount(db.ctx('app_work', organisation, clock, admin), admin, first.accountId)
    expect(erased).toMatchObject({ done: true })
    expect(await listed(second, 'teams')).toEqual(['Team'])
    expect(await rows('SELECT FROM desk_task WHERE owner_id = $1', first.accountId)).toEqual([])
    await aTask(workOf(second), second, { words: 'eigen' })
    await aUserKey(owner(), second.accountId)
    expect(await rows('SELECT FROM desk_task WHERE owner_id = $1', second.accountId)).toEqual([])
  })
})
