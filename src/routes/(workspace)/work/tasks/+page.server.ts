import { error, redirect } from '@sveltejs/kit'
import { doneTaskSchema, TASK_LISTS } from '#modules/desk/index.ts'
import { guard } from '#modules/access/server/index.ts'
import { finishTask, listTasks, reopenTask, TASKS_PAGE } from '#modules/desk/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { pageNames } from './pageNames.ts'
import type { Actions, PageServerLoad } from './$types'

const listIn = ({ searchParams }: URL) =>
  TASK_LISTS.find((list) => list === searchParams.get('show')) ?? 'mine'
const pageIn = ({ searchParams }: URL) => {
  const text = searchParams.get('page') ?? ''
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1
}

export const load = guard('tasks.view', async ({ locals, url }, { ctx }) => {
  const [list, page] = [listIn(url), pageIn(url)]
  const { tasks, all } = await listTasks(ctx, locals.signedIn!, { list, page })
  return {
    list,
    page,
    pages: Math.max(1, Math.ceil(all / TASKS_PAGE)),
    all,
    tasks,
    names: await pageNames(tasks, url),
    today: todayIn(ctx.clock),
    me: locals.signedIn!.accountId,
    locked: locals.signedIn!.userKey === undefined
  }
}) satisfies PageServerLoad

const PLACES = { today: '/work', tasks: '/work/tasks' } as const

export const actions = {
  finish: guard('tasks.write', async (event, { ctx }) => {
    const read = await readForm(event, doneTaskSchema)
    if (!read.ok) return failForm(read)
    const outcome = await finishTask(ctx, event.locals.signedIn!, read.value.id)
    if (!outcome.done) error(404, 'no such task')
    leaveFlash(event, 'taskDone')
    redirect(303, PLACES[read.value.back])
  }),
  reopen: guard('tasks.write', async (event, { ctx }) => {
    const read = await readForm(event, doneTaskSchema)
    if (!read.ok) return failForm(read)
    const outcome = await reopenTask(ctx, event.locals.signedIn!, read.value.id)
    if (!outcome.done) error(404, 'no such task')
    leaveFlash(event, 'taskReopened')
    redirect(303, PLACES[read.value.back])
  })
} satisfies Actions
