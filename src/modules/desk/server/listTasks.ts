import type { SignedIn } from '#modules/access/index.ts'
import { eventRecorder, listTeamColleagues, type TeamColleagues } from '#modules/access/server/index.ts'
import { midnight, todayIn } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { deskEvents } from '../events.ts'
import type { Task } from '../model.ts'
import type { TaskList } from '../taskSchemas.ts'
import { readTasks } from './readTasks.ts'
import { countTasks, selectDoneTasks, selectOpenTasks, type TaskReach } from './taskRepository.ts'

const { recordView } = eventRecorder(deskEvents)

/** Tasks on one page of the list. */
export const TASKS_PAGE = 100

/** Whose tasks somebody sees: their own, and those of their teams. */
const reachOf = async (
  ctx: Ctx,
  { accountId }: SignedIn,
  mine: boolean
): Promise<{ readonly reach: TaskReach; readonly teams: readonly TeamColleagues[] }> => {
  const teams = await listTeamColleagues(ctx, { accountId })
  const people = teams.map(({ team, people }) => ({ id: team.id, people: people.map(({ id }) => id) }))
  return { reach: { accountId, teams: people, mine }, teams }
}

interface Wish {
  readonly list: TaskList
  /** From 1. */
  readonly page: number
}

/**
 * Tasks of whoever is signed in. `mine`: their own, those given to them, and those of their teams that nobody of the team has taken; `teams`: all that are
 * open in their teams, and their own; `done`: what was done of these. With how many they are on all pages. Leaves an event in the audit.
 */
export const listTasks = async (
  ctx: Ctx,
  session: SignedIn,
  { list, page }: Wish
): Promise<{ readonly tasks: readonly Task[]; readonly all: number }> => {
  const { reach, teams } = await reachOf(ctx, session, list === 'mine')
  const window = { limit: TASKS_PAGE, offset: (page - 1) * TASKS_PAGE }
  return ctx.write(async (tx) => {
    const rows =
      list === 'done' ? await selectDoneTasks(tx, reach, window) : await selectOpenTasks(tx, reach, window)
    const { open, done } = await countTasks(tx, reach, todayIn(ctx.clock).toString())
    const tasks = await readTasks(tx, ctx, session, rows, teams)
    if (rows.length > 0) await recordView(tx, ctx, { event: 'desk.tasks.listed' })
    return { tasks, all: list === 'done' ? done : open }
  })
}

/** Tasks that a day begins with, and those that somebody did last. */
const FIRST = 12
const LAST = 5

/** What somebody has to do first, what they did today, and how many tasks there are besides. Leaves an event in the audit where there is one. */
export const listTasksForToday = async (
  ctx: Ctx,
  session: SignedIn
): Promise<{ readonly first: readonly Task[]; readonly done: readonly Task[]; readonly open: number }> => {
  const { reach, teams } = await reachOf(ctx, session, true)
  const today = todayIn(ctx.clock)
  const since = new Date(midnight(today).epochMilliseconds)
  return ctx.write(async (tx) => {
    const rows = await selectOpenTasks(tx, reach, { limit: FIRST })
    const last = await selectDoneTasks(
      tx,
      { ...reach, mine: false },
      { limit: LAST, by: session.accountId, since }
    )
    const { open } = await countTasks(tx, reach, today.toString())
    const read = (some: typeof rows) => readTasks(tx, ctx, session, some, teams)
    const [first, done] = [await read(rows), await read(last)]
    if (rows.length + last.length > 0) await recordView(tx, ctx, { event: 'desk.tasks.listed' })
    return { first, done, open }
  })
}

/** How many tasks of whoever is signed in are due today or late: what the frame of every page says. */
export const countDueTasks = async (ctx: Ctx, session: SignedIn): Promise<number> => {
  const { reach } = await reachOf(ctx, session, true)
  return ctx.read(async (tx) => (await countTasks(tx, reach, todayIn(ctx.clock).toString())).due)
}
