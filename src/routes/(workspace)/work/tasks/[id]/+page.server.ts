import { error, redirect } from '@sveltejs/kit'
import { nothingSchema } from '#modules/access/index.ts'
import { changedTaskSchema } from '#modules/desk/index.ts'
import { guard, listTeamColleagues } from '#modules/access/server/index.ts'
import { changeTask, deleteTask, getTask } from '#modules/desk/server/index.ts'
import { todayIn } from '#platform/clock/clock.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { pageNames } from '../pageNames.ts'
import { typedOf } from '../typedOf.ts'
import type { Actions, PageServerLoad } from './$types'

/** Missing and foreign tasks look the same. */
const noSuchTask = () => error(404, 'no such task')

export const load = guard('tasks.view', async ({ locals, params, url }, { ctx }) => {
  const outcome = await getTask(ctx, locals.signedIn!, params.id)
  if (!outcome.done) return noSuchTask()
  const task = outcome.value
  const teams = await listTeamColleagues(ctx, locals.signedIn!)
  return {
    task,
    teams: teams.filter(({ team }) => team.id === task.team?.id),
    names: await pageNames([task], url),
    today: todayIn(ctx.clock),
    me: locals.signedIn!.accountId
  }
}) satisfies PageServerLoad

const FAULTS = {
  colleague: { assignedTo: 'tasks_error_colleague' },
  closed: { words: 'tasks_error_closed' },
  changed: { words: 'tasks_error_changed' }
} as const

export const actions = {
  change: guard('tasks.write', async (event, { ctx }) => {
    const read = await readForm(event, changedTaskSchema)
    if (!read.ok) return failForm(read)
    const { id } = event.params
    const outcome = await changeTask(ctx, event.locals.signedIn!, { ...read.value, id })
    if (!outcome.done) {
      if (outcome.reason === 'missing') return noSuchTask()
      return failForm({ errors: FAULTS[outcome.reason], typed: typedOf(read.value) })
    }
    leaveFlash(event, 'taskChanged')
    redirect(303, '/work/tasks')
  }),
  delete: guard('tasks.write', async (event, { ctx }) => {
    await readForm(event, nothingSchema)
    const outcome = await deleteTask(ctx, event.locals.signedIn!, event.params.id)
    if (!outcome.done) return noSuchTask()
    leaveFlash(event, 'taskDeleted')
    redirect(303, '/work/tasks')
  })
} satisfies Actions
