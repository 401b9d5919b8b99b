import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccessTables } from './tables.ts'

/** Names of those who give roles in the organisation, in the order of the alphabet: whom a colleague asks. */
export const listAdministrators = (ctx: Ctx): Promise<string[]> =>
  ctx.read(async (tx) => {
    const today = todayIn(ctx.clock).toString()
    const rows = await tx
      .$extendTables<AccessTables>()
      .selectFrom('access_role_grant as grant')
      .innerJoin('access_account as account', 'account.id', 'grant.account_id')
      .select('account.display_name')
      .distinct()
      .where('grant.role', '=', 'organisationAdmin')
      .where('account.state', '=', 'active')
      .where('grant.ended_at', 'is', null)
      .where(
        sql<boolean>`${today}::date BETWEEN grant.valid_from AND coalesce(grant.valid_until, 'infinity')`
      )
      .execute()
    return rows.map((row) => row.display_name).sort(new Intl.Collator('de').compare)
  })
