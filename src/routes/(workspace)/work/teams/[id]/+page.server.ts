import { randomUUID } from 'node:crypto'
import { error, redirect } from '@sveltejs/kit'
import type { TeamId } from '#modules/access/index.ts'
import { guard, listTeamAccess } from '#modules/access/server/index.ts'
import { changedNoteSchema, deletedNoteSchema, noteSchema, type NoteId } from '#modules/desk/index.ts'
import { changeTeamNote, deleteTeamNote, listTeamNotes, writeTeamNote } from '#modules/desk/server/index.ts'
import { failForm } from '#platform/forms/server/failForm.ts'
import { leaveFlash } from '#platform/forms/server/flash.ts'
import { readForm } from '#platform/forms/server/readForm.ts'
import type { Actions, PageServerLoad } from './$types'

/** Missing and foreign teams look the same. */
export const load = guard('notes.view', async ({ locals, params }, { ctx }) => {
  const teamId = params.id as TeamId
  const access = (await listTeamAccess(ctx, locals.signedIn!)).find(({ team }) => team.id === teamId)
  const notes = await listTeamNotes(ctx, locals.signedIn!, teamId)
  if (!access || !notes.done) error(404, 'no such team')
  return { id: randomUUID() as NoteId, team: access.team, access, notes: notes.value }
}) satisfies PageServerLoad

export const actions = {
  write: guard('notes.write', async (event, { ctx }) => {
    const read = await readForm(event, noteSchema, ROOM)
    if (!read.ok) return failForm({ ...read, form: 'write' })
    const teamId = event.params.id as TeamId
    const outcome = await writeTeamNote(ctx, event.locals.signedIn!, { ...read.value, teamId })
    if (!outcome.done && outcome.reason === 'missing') error(404, 'no such team')
    if (!outcome.done) {
      const words = outcome.reason === 'full' ? 'notes_error_full' : 'notes_error_noKey'
      return failForm({ form: 'write', errors: { words }, typed: { ...read.value } })
    }
    leaveFlash(event, 'noteWritten')
    redirect(303, event.url.pathname)
  }),
  change: guard('notes.write', async (event, { ctx }) => {
    const read = await readForm(event, changedNoteSchema, ROOM)
    if (!read.ok) return failForm({ ...read, form: read.typed['id'] ?? '' })
    const teamId = event.params.id as TeamId
    const outcome = await changeTeamNote(ctx, event.locals.signedIn!, { ...read.value, teamId })
    if (!outcome.done && outcome.reason === 'missing') error(404, 'no such note')
    if (!outcome.done) {
      const words = outcome.reason === 'changed' ? 'notes_error_changed' : 'notes_error_closed'
      const { id, words: typed } = read.value
      return failForm({ form: id, errors: { words }, typed: { words: typed } })
    }
    leaveFlash(event, 'noteChanged')
    redirect(303, event.url.pathname)
  }),
  delete: guard('notes.write', async (event, { ctx }) => {
    const read = await readForm(event, deletedNoteSchema)
    if (!read.ok) return failForm({ ...read, form: 'delete' })
    const teamId = event.params.id as TeamId
    const outcome = await deleteTeamNote(ctx, event.locals.signedIn!, { ...read.value, teamId })
    if (!outcome.done) error(404, 'no such note')
    leaveFlash(event, 'noteDeleted')
    redirect(303, event.url.pathname)
  })
} satisfies Actions

/** A note of 4,000 characters of four bytes, percent-encoded. */
const ROOM = { bytes: 65_536 }
