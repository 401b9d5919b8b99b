import type { RecordKeyId, TeamId } from '#modules/access/index.ts'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import { declareClasses } from '#platform/db/columnClasses.ts'
import type { NoteId } from '../model.ts'

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
  }
})
