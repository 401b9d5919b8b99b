import { randomUUID } from 'node:crypto'
import type { SignedIn, TeamId } from '#modules/access/index.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { NoteId, TaskId } from '../model.ts'
import { writeTask, writeTeamNote } from '../server/index.ts'

/** A note that whoever is signed in wrote for their team. `ctx` acts for them. */
export const aTeamNote = async (
  ctx: Ctx,
  session: SignedIn,
  teamId: TeamId,
  words = 'Notiz'
): Promise<NoteId> => {
  const id = randomUUID() as NoteId
  const outcome = await writeTeamNote(ctx, session, { id, teamId, words })
  if (!outcome.done) throw new Error(`No note was written: ${outcome.reason}`)
  return id
}

interface TaskWish {
  readonly teamId?: TeamId
  readonly words?: string
  readonly link?: string
  readonly dueOn?: Temporal.PlainDate
  readonly assignedTo?: AccountId
}

/** A task that whoever is signed in wrote, for themselves unless a team is named. `ctx` acts for them. */
export const aTask = async (
  ctx: Ctx,
  session: SignedIn,
  { words = 'Aufgabe', link = '', ...more }: TaskWish = {}
): Promise<TaskId> => {
  const id = randomUUID() as TaskId
  const outcome = await writeTask(ctx, session, { id, words, link, ...more })
  if (!outcome.done) throw new Error(`No task was written: ${outcome.reason}`)
  return id
}
