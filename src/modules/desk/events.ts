import { declareEvents, detail } from '#modules/access/index.ts'

/** The events of this module that the audit tells of. */
export const deskEvents = declareEvents({
  'desk.notes.listed': { payload: { team: detail.id } },
  'desk.note.written': { record: 'teamNote', payload: { team: detail.id } },
  'desk.note.changed': { record: 'teamNote' },
  'desk.note.deleted': { record: 'teamNote' },
  'desk.tasks.listed': {},
  'desk.task.viewed': { record: 'task' },
  'desk.task.written': { record: 'task' },
  'desk.task.changed': { record: 'task' },
  'desk.task.done': { record: 'task' },
  'desk.task.reopened': { record: 'task' },
  'desk.task.deleted': { record: 'task' }
})
