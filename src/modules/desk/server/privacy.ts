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
