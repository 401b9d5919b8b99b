import { z } from 'zod'
import type { TeamId } from '#modules/access/index.ts'
import type { AccountId } from '#platform/ctx.ts'
import { TASK_LONGEST, type TaskId } from './model.ts'
import { workPathIn } from './taskRules.ts'

/** What is left empty in a form is absent. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const id = <Id extends string>() => z.uuid('tasks_error_old').transform((text) => text.toLowerCase() as Id)

const task = {
  words: z
    .string('tasks_error_empty')
    .trim()
    .normalize()
    .min(1, 'tasks_error_empty')
    .max(TASK_LONGEST, 'tasks_error_long')
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'tasks_error_characters'),
  /** ISO day. */
  dueOn: optional(
    z.iso
      .date({ error: 'tasks_error_day', abort: true })
      .refine((text) => text >= '2000-01-01' && text < '2200-01-01', 'tasks_error_day')
      .transform((text) => Temporal.PlainDate.from(text))
  ),
  assignedTo: optional(id<AccountId>()),
  link: z
    .string()
    .trim()
    .default('')
    .transform((text, { addIssue }) => {
      const path = text === '' ? '' : workPathIn(text)
      if (path === undefined) addIssue('tasks_error_link')
      return path ?? ''
    })
}

/** The form of a new task. `id` is made with the form; without a team it is one's own. */
export const taskSchema = z.object({ id: id<TaskId>(), teamId: optional(id<TeamId>()), ...task })

/** The form that changes a task. `seen` is when it had last changed as it stood in the form. */
export const changedTaskSchema = z.object({
  ...task,
  seen: z.iso.datetime('tasks_error_old').transform((moment) => Temporal.Instant.from(moment))
})

/** The form that says that a task is done, or not after all, and to which page that leads. */
export const doneTaskSchema = z.object({ id: id<TaskId>(), back: z.enum(['today', 'tasks']).catch('tasks') })

/** Which tasks a list shows: `mine` to do, all that are open in one's `teams`, or what is `done`. */
export const TASK_LISTS = ['mine', 'teams', 'done'] as const
export type TaskList = (typeof TASK_LISTS)[number]
