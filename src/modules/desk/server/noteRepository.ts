import { sql } from 'kysely'
import type { RecordKeyId, TeamId } from '#modules/access/index.ts'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { NoteId } from '../model.ts'
import type { DeskTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<DeskTables>()

/** A note as it is kept. */
export interface NoteRow {
  readonly id: NoteId
  readonly organisationId: OrganisationId
  readonly teamId: TeamId
  readonly keyId: RecordKeyId
  readonly words: Buffer
  readonly writtenBy: AccountId
  readonly writtenAt: Date
  readonly changedBy: AccountId
  readonly changedAt: Date
}

const notes = (tx: Tx) =>
  tables(tx)
    .selectFrom('desk_team_note')
    .select([
      'id',
      'organisation_id as organisationId',
      'team_id as teamId',
      'key_id as keyId',
      'words',
      'written_by as writtenBy',
      'written_at as writtenAt',
      'changed_by as changedBy',
      'changed_at as changedAt'
    ])

/** The notes of a team, the last changed first; at most `limit`. */
export const selectNotes = (tx: Tx, teamId: TeamId, limit: number): Promise<NoteRow[]> =>
  notes(tx).where('team_id', '=', teamId).orderBy('changed_at', 'desc').orderBy('id').limit(limit).execute()

/** A note, which stays as it is until the transaction ends. */
export const lockNote = (tx: Tx, id: NoteId): Promise<NoteRow | undefined> =>
  notes(tx).where('id', '=', id).forUpdate().executeTakeFirst()

/** How many notes a team has. */
export const countNotes = async (tx: Tx, teamId: TeamId): Promise<number> => {
  const { count } = await tables(tx)
    .selectFrom('desk_team_note')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('team_id', '=', teamId)
    .executeTakeFirstOrThrow()
  return count
}

/** Adds a note. Answers whether it was added: an id stands for one. */
export const insertNote = async (tx: Tx, note: NoteRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('desk_team_note')
    .values({
      id: note.id,
      organisation_id: note.organisationId,
      team_id: note.teamId,
      key_id: note.keyId,
      words: note.words,
      written_by: note.writtenBy,
      written_at: note.writtenAt,
      changed_by: note.changedBy,
      changed_at: note.changedAt
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Puts other words in the place of a note's. */
export const replaceWords = (
  tx: Tx,
  id: NoteId,
  { words, changedBy, changedAt }: Pick<NoteRow, 'words' | 'changedBy' | 'changedAt'>
) =>
  tables(tx)
    .updateTable('desk_team_note')
    .set({ words, changed_by: changedBy, changed_at: changedAt })
    .where('id', '=', id)
    .execute()

/** Deletes a note. */
export const deleteNote = (tx: Tx, id: NoteId) =>
  tables(tx).deleteFrom('desk_team_note').where('id', '=', id).execute()

/** Deletes the notes that nobody changed since a moment; answers the keys that are to be destroyed with them. */
export const deleteNotesBefore = async (tx: Tx, before: Date): Promise<RecordKeyId[]> => {
  const rows = await tables(tx)
    .deleteFrom('desk_team_note')
    .where('changed_at', '<', before)
    .returning('key_id as keyId')
    .execute()
  return rows.map(({ keyId }) => keyId)
}
