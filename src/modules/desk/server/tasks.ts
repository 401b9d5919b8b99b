import { mayDo, type Permission, type SignedIn, type TeamId } from '#modules/access/index.ts'
import {
  destroyRecords,
  eventRecorder,
  isOfTeam,
  listTeamColleagues,
  sealAgain,
  sealToOneself,
  sealToTeam
} from '#modules/access/server/index.ts'
import { midnight, todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { isId } from '#platform/isId.ts'
import { deskEvents } from '../events.ts'
import type { Task, TaskId } from '../model.ts'
import { readTasks, TASK_TABLE } from './readTasks.ts'
import {
  deleteTaskRow,
  deleteTasksBefore,
  insertTask,
  markTask,
  selectTask,
  updateTask,
  type TaskRow
} from './taskRepository.ts'

const { recordEvent, recordView } = eventRecorder(deskEvents)

const may = (
  { actor }: SignedIn,
  permission: Permission,
  { teamId, ownerId }: Pick<TaskRow, 'teamId' | 'ownerId'>
) =>
  (teamId === null || isId(teamId)) &&
  mayDo(actor, permission, {
    organisationId: actor.organisationId,
    ...(ownerId && { ownerId }),
    ...(teamId && { teamIds: [teamId] })
  })

/** A task that whoever is signed in may see or change; nothing where there is none for them. */
const find = async (tx: Tx, session: SignedIn, permission: Permission, id: string) => {
  if (!isId(id)) return undefined
  const task = await selectTask(tx, id as TaskId, permission === 'tasks.write' ? 'lock' : 'look')
  return task && may(session, permission, task) ? task : undefined
}

/** A task, for who may see it (`missing` otherwise). Leaves an event in the audit. */
export const getTask = async (ctx: Ctx, session: SignedIn, id: string): Promise<Outcome<Task, 'missing'>> => {
  const teams = await listTeamColleagues(ctx, session)
  return ctx.write(async (tx) => {
    const row = await find(tx, session, 'tasks.view', id)
    if (!row) return refuse('missing')
    const [task] = await readTasks(tx, ctx, session, [row], teams)
    await recordView(tx, ctx, { event: 'desk.task.viewed', record: { kind: 'task', id: row.id } })
    return done(task!)
  })
}

interface TaskTexts {
  readonly words: string
  /** Path of a page of the workspace; '' for none. */
  readonly link: string
  readonly dueOn?: Temporal.PlainDate | undefined
  readonly assignedTo?: AccountId | undefined
}

interface NewTask extends TaskTexts {
  readonly id: TaskId
  /** Without a team it is one's own. */
  readonly teamId?: TeamId | undefined
}

/**
 * Writes a task, for oneself or for one of one's teams. `id` is made with the form: sent twice, it is one task. Refuses a team that is not one's own
 * (`missing`), a colleague who is not in that team (`colleague`), a team without a key (`noKey`), and an own task while one's key is locked (`locked`).
 */
export const writeTask = (
  ctx: Ctx,
  session: SignedIn,
  { id, teamId, words, link, dueOn, assignedTo }: NewTask
): Promise<Outcome<undefined, 'missing' | 'colleague' | 'noKey' | 'locked'>> =>
  ctx.write(async (tx) => {
    const { accountId, actor } = session
    const place = { teamId: teamId ?? null, ownerId: teamId ? null : accountId }
    if (!may(session, 'tasks.write', place)) return refuse('missing')
    const earlier = await selectTask(tx, id, 'lock')
    if (earlier) return isSame(earlier, place, accountId) ? done(undefined) : refuse('missing')
    if (!(await fitsTeam(tx, ctx, place.teamId, assignedTo))) return refuse('colleague')
    const sealed = await seal(tx, ctx, session, { id, teamId }, { words, link })
    if (!sealed) return refuse(teamId ? 'noKey' : 'locked')
    const now = new Date(ctx.clock.now().epochMilliseconds)
    const added = await insertTask(tx, {
      id,
      organisationId: actor.organisationId,
      ...place,
      ...sealed,
      assignedTo: assignedTo ?? null,
      dueOn: dueOn?.toString() ?? null,
      writtenBy: accountId,
      writtenAt: now,
      changedAt: now,
      doneAt: null,
      doneBy: null
    })
    if (!added) {
      if (sealed.keyId) await destroyRecords(tx, [sealed.keyId])
      const there = await selectTask(tx, id, 'lock')
      return there && isSame(there, place, accountId) ? done(undefined) : refuse('missing')
    }
    await recordEvent(tx, ctx, { event: 'desk.task.written', record: { kind: 'task', id } })
    return done(undefined)
  })

const isSame = (
  task: TaskRow,
  { teamId, ownerId }: Pick<TaskRow, 'teamId' | 'ownerId'>,
  accountId: AccountId
) => task.teamId === teamId && task.ownerId === ownerId && task.writtenBy === accountId

/** Only who is in the team can be given its task, and an own one nobody. */
const fitsTeam = async (tx: Tx, ctx: Ctx, teamId: TeamId | null, assignedTo: AccountId | undefined) =>
  assignedTo === undefined || (teamId !== null && (await isOfTeam(tx, ctx, teamId, assignedTo)))

type Texts = Pick<TaskTexts, 'words' | 'link'>

const seal = async (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  { id, teamId }: Pick<NewTask, 'id' | 'teamId'>,
  texts: Texts
) => {
  if (!teamId) return sealOwn(ctx, session, id, texts)
  const sealed = await sealToTeam(
    tx,
    ctx,
    { teamId, table: TASK_TABLE, row: id, texts: { ...texts } },
    session
  )
  return sealed && { keyId: sealed.keyId, ...sealed.columns }
}

const sealOwn = (ctx: Ctx, session: SignedIn, id: TaskId, { words, link }: Texts) => {
  const columns = { own_words: words, own_link: link }
  const sealed = sealToOneself(ctx, session, { table: TASK_TABLE, row: id }, columns)
  return sealed && { keyId: null, words: sealed.own_words, link: sealed.own_link }
}

interface ChangedTask extends TaskTexts {
  readonly id: string
  /** When the task had last changed as it stood in the form: whoever saw another one sees what changed first. */
  readonly seen: Temporal.Instant
}

/**
 * Changes a task. Refuses who may not (`missing`), who cannot open it (`closed`), a colleague who is not in its team (`colleague`), and a task that changed
 * meanwhile (`changed`).
 */
export const changeTask = (
  ctx: Ctx,
  session: SignedIn,
  { id, seen, words, link, dueOn, assignedTo }: ChangedTask
): Promise<Outcome<undefined, 'missing' | 'closed' | 'colleague' | 'changed'>> =>
  ctx.write(async (tx) => {
    const task = await find(tx, session, 'tasks.write', id)
    if (!task) return refuse('missing')
    if (task.changedAt.getTime() !== seen.epochMilliseconds) return refuse('changed')
    const kept = assignedTo !== undefined && assignedTo === task.assignedTo
    if (!kept && !(await fitsTeam(tx, ctx, task.teamId, assignedTo))) return refuse('colleague')
    const sealed = await sealChanged(tx, ctx, session, task, { words, link })
    if (!sealed) return refuse('closed')
    await updateTask(tx, task, {
      ...sealed,
      assignedTo: assignedTo ?? null,
      dueOn: dueOn?.toString() ?? null,
      changedAt: changeOf(ctx, task)
    })
    await recordEvent(tx, ctx, { event: 'desk.task.changed', record: { kind: 'task', id: task.id } })
    return done(undefined)
  })

const sealChanged = (
  tx: Tx,
  ctx: Ctx,
  session: SignedIn,
  { id, keyId }: TaskRow,
  texts: Texts
): Promise<Readonly<Record<keyof Texts, Buffer>> | undefined> =>
  keyId === null
    ? Promise.resolve(sealOwn(ctx, session, id, texts))
    : sealAgain(tx, ctx, session, { table: TASK_TABLE, row: id, keyId, texts: { ...texts } })

/** Two changes within one tick of the clock still differ. */
const changeOf = (ctx: Ctx, { changedAt }: TaskRow) =>
  new Date(Math.max(ctx.clock.now().epochMilliseconds, changedAt.getTime() + 1))

/** Says that a task is done; one that is done already stays so. Refuses who may not (`missing`). */
export const finishTask = (ctx: Ctx, session: SignedIn, id: string): Promise<Outcome<undefined, 'missing'>> =>
  ctx.write(async (tx) => {
    const task = await find(tx, session, 'tasks.write', id)
    if (!task) return refuse('missing')
    if (task.doneAt) return done(undefined)
    const at = changeOf(ctx, task)
    await markTask(tx, task.id, at, { by: session.accountId, at })
    await recordEvent(tx, ctx, { event: 'desk.task.done', record: { kind: 'task', id: task.id } })
    return done(undefined)
  })

/** Takes back that a task is done. Refuses who may not (`missing`). */
export const reopenTask = (ctx: Ctx, session: SignedIn, id: string): Promise<Outcome<undefined, 'missing'>> =>
  ctx.write(async (tx) => {
    const task = await find(tx, session, 'tasks.write', id)
    if (!task) return refuse('missing')
    if (!task.doneAt) return done(undefined)
    await markTask(tx, task.id, changeOf(ctx, task))
    await recordEvent(tx, ctx, { event: 'desk.task.reopened', record: { kind: 'task', id: task.id } })
    return done(undefined)
  })

/** Deletes a task and destroys its key. Refuses who may not, and one that is not there any more (`missing`). */
export const deleteTask = (ctx: Ctx, session: SignedIn, id: string): Promise<Outcome<undefined, 'missing'>> =>
  ctx.write(async (tx) => {
    const task = await find(tx, session, 'tasks.write', id)
    if (!task) return refuse('missing')
    await deleteTaskRow(tx, task.id)
    if (task.keyId) await destroyRecords(tx, [task.keyId])
    await recordEvent(tx, ctx, { event: 'desk.task.deleted', record: { kind: 'task', id: task.id } })
    return done(undefined)
  })

/** Forgets tasks that were done 90 days ago, and open ones that nobody changed for two years. */
export const forgetOldTasks = (ctx: Ctx): Promise<void> =>
  ctx.write(async (tx) => {
    const today = todayIn(ctx.clock)
    const since = (day: Temporal.PlainDate) => new Date(midnight(day).epochMilliseconds)
    const before = { done: since(today.subtract({ days: 90 })), changed: since(today.subtract({ years: 2 })) }
    await destroyRecords(tx, await deleteTasksBefore(tx, before))
  })
