import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { DeskTables } from './tables.ts'

/**
 * Which notes somebody wrote or changed, for them (GDPR, Art. 15): when, and for which team. The words are the team's. An erased account leaves its id behind,
 * which leads to nobody.
 */
export const exportNotesOf = (ctx: Ctx, id: AccountId): Promise<readonly object[]> =>
  ctx.read((tx) =>
    tx
      .$extendTables<DeskTables>()
      .selectFrom('desk_team_note')
      .select(['id', 'team_id', 'written_by', 'written_at', 'changed_by', 'changed_at'])
      .where((where) => where.or([where('written_by', '=', id), where('changed_by', '=', id)]))
      .orderBy('written_at')
      .execute()
  )

/**
 * Which tasks somebody has, wrote or did, for them (GDPR, Art. 15). What is to be done in their own they read in their session, where their key is open; the
 * words of others are the team's. Own tasks go with the key of an erased account (trigger `desk_task_forget`); what it did for a team stays under an id that leads to nobody.
 */
export const exportTasksOf = (ctx: Ctx, id: AccountId): Promise<readonly object[]> =>
  ctx.read((tx) =>
    tx
      .$extendTables<DeskTables>()
      .selectFrom('desk_task')
      .select([
        'id',
        'team_id',
        'owner_id',
        'assigned_to',
        'due_on',
        'written_by',
        'written_at',
        'changed_at',
        'done_at',
        'done_by'
      ])
      .where((where) =>
        where.or([
          where('owner_id', '=', id),
          where('assigned_to', '=', id),
          where('written_by', '=', id),
          where('done_by', '=', id)
        ])
      )
      .orderBy('written_at')
      .execute()
  )
