import { z } from 'zod'
import { NOTE_LONGEST, type NoteId } from './model.ts'

const words = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .pipe(z.string().min(1, { error: 'notes_error_empty' }).max(NOTE_LONGEST, { error: 'notes_error_long' }))
const id = z.uuid().transform((value) => value as NoteId)

/** The form of a new note. `id` is made with the form. */
export const noteSchema = z.object({ id, words })

/** The form that changes a note. `seen` is when the note had last changed as it stood in the form. */
export const changedNoteSchema = z.object({
  id,
  words,
  seen: z.iso.datetime().transform((moment) => Temporal.Instant.from(moment))
})

/** The form that deletes a note. */
export const deletedNoteSchema = z.object({ id })
