import { declareEvents, detail } from '#modules/access/index.ts'

/** The events of this module that the audit tells of. */
export const deskEvents = declareEvents({
  'desk.notes.listed': { payload: { team: detail.id } },
  'desk.note.written': { record: 'teamNote', payload: { team: detail.id } },
  'desk.note.changed': { record: 'teamNote' },
  'desk.note.deleted': { record: 'teamNote' }
})
