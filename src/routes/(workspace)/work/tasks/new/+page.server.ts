import { randomUUID } from 'node:crypto'
import { error, redirect } from '@sveltejs/kit'
import { taskSchema, workPathIn, type TaskId } from '#modules/desk/index.ts'
import { guard, listTeamColleagues } from '#modules/access/server/index.ts'
import { writeTask } from '#modules/desk/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import { typedOf } from '../typedOf.ts'
import type { Actions, PageServerLoad } from './$types'

export const load = guard('tasks.write', async ({ locals, url }, { ctx }) => ({
  id: randomUUID() as TaskId,
  teams: await listTeamColleagues(ctx, locals.signedIn!),
  link: workPathIn(url.searchParams.get('link') ?? '') ?? '',
  locked: locals.signedIn!.userKey === undefined
})) satisfies PageServerLoad

const FAULTS = {
  colleague: { assignedTo: 'tasks_error_colleague' },
  noKey: { teamId: 'tasks_error_noKey' },
  locked: { words: 'tasks_error_locked' }
} as const

export const actions = {
  default: guard('tasks.write', async (event, { ctx }) => {
    const read = await readForm(event, taskSchema)
    if (!read.ok) return failForm(read)
    const outcome = await writeTask(ctx, event.locals.signedIn!, read.value)
    if (!outcome.done) {
      if (outcome.reason === 'missing') error(404, 'no such team')
      return failForm({ errors: FAULTS[outcome.reason], typed: typedOf(read.value) })
    }
    leaveFlash(event, 'taskWritten')
    redirect(303, '/work/tasks')
  })
} satisfies Actions
