import type { RecordKeyId, TeamId } from '#modules/access/index.ts'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type { NoteId, TaskId } from '../model.ts'

/** Type aliases, not interfaces: only they satisfy Kysely's index signature. */
export type DeskTables = {
  desk_team_note: {
    id: NoteId
    organisation_id: OrganisationId
    team_id: TeamId
    key_id: RecordKeyId
    words: Buffer
    written_by: AccountId
    written_at: Date
    changed_by: AccountId
    changed_at: Date
  }
  desk_task: {
    id: TaskId
    organisation_id: OrganisationId
    team_id: TeamId | null
    owner_id: AccountId | null
    key_id: RecordKeyId | null
    words: Buffer | null
    own_words: Buffer | null
    link: Buffer | null
    own_link: Buffer | null
    assigned_to: AccountId | null
    /** ISO day. */
    due_on: string | null
    written_by: AccountId
    written_at: Date
    changed_at: Date
    done_at: Date | null
    done_by: AccountId | null
  }
}

/** Who can read which column. */
export const deskClasses = declareClasses<DeskTables>()({
  desk_team_note: {
    clear: [
      'id',
      'organisation_id',
      'team_id',
      'key_id',
      'written_by',
      'written_at',
      'changed_by',
      'changed_at'
    ],
    teamSealed: ['words']
  },
  desk_task: {
    clear: [
      'id',
      'organisation_id',
      'team_id',
      'owner_id',
      'key_id',
      'assigned_to',
      'due_on',
      'written_by',
      'written_at',
      'changed_at',
      'done_at',
      'done_by'
    ],
    teamSealed: ['words', 'link'],
    ownerSealed: ['own_words', 'own_link']
  }
})
