export { deskEvents } from './events.ts'
export { NOTE_LONGEST, type NoteId, type TeamNote, type Writer } from './model.ts'
export { changedNoteSchema, deletedNoteSchema, noteSchema } from './schemas.ts'
