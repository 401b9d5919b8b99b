import { randomUUID } from 'node:crypto'
import { sealToTeam } from '#modules/access/server/index.ts'
import { anAccount } from '#modules/access/testing/factories.ts'
import type { NoteId, TaskId } from '#modules/desk/index.ts'
import { insertNote } from '#modules/desk/server/noteRepository.ts'
import { insertTask } from '#modules/desk/server/taskRepository.ts'
import type { Place, Target } from './matrixWorld.ts'

/** A note of the team of a place; its name is when it last changed. */
export const aNoteIn = async ({ ctx, mark, teamId }: Place): Promise<Target> => {
  const [id, organisationId] = [randomUUID() as NoteId, ctx.organisationId!]
  const by = await anAccount(ctx, { name: mark, email: `${mark}-${randomUUID()}@example.org` })
  const at = new Date(ctx.clock.now().epochMilliseconds)
  await ctx.write(async (tx) => {
    const texts = { words: `${mark} Notiz` }
    const { keyId, columns } = (await sealToTeam(tx, ctx, {
      teamId,
      table: 'desk_team_note',
      row: id,
      texts
    }))!
    const written = { writtenBy: by.id, writtenAt: at, changedBy: by.id, changedAt: at }
    await insertNote(tx, { id, organisationId, teamId, keyId, ...columns, ...written })
  })
  return { id, watched: [id], record: { organisationId, teamIds: [teamId] }, name: at.toISOString() }
}

/** A task of the team of a place; its name is when it last changed. */
export const aTaskIn = async ({ ctx, mark, teamId }: Place, isDone: boolean): Promise<Target> => {
  const [id, organisationId] = [randomUUID() as TaskId, ctx.organisationId!]
  const by = await anAccount(ctx, { name: mark, email: `${mark}-${randomUUID()}@example.org` })
  const at = new Date(ctx.clock.now().epochMilliseconds)
  await ctx.write(async (tx) => {
    const texts = { words: `${mark} Aufgabe`, link: '' }
    const sealed = (await sealToTeam(tx, ctx, { teamId, table: 'desk_task', row: id, texts }))!
    const place = { id, organisationId, teamId, ownerId: null, keyId: sealed.keyId, ...sealed.columns }
    const state = { doneAt: isDone ? at : null, doneBy: isDone ? by.id : null }
    const open = { assignedTo: null, dueOn: null, ...state }
    await insertTask(tx, { ...place, ...open, writtenBy: by.id, writtenAt: at, changedAt: at })
  })
  return { id, watched: [id], record: { organisationId, teamIds: [teamId] }, name: at.toISOString() }
}
