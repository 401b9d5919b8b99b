export { changeTeamNote, deleteTeamNote, forgetOldNotes, listTeamNotes, writeTeamNote } from './teamNotes.ts'
export { exportNotesOf } from './privacy.ts'
