import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import type { BarrierCount } from '../model.ts'
import type { PublishingTables } from './tables.ts'

/** How often each barrier was reported, the most frequent first. */
export const selectBarrierCounts = (tx: Tx): Promise<BarrierCount[]> =>
  tx
    .$extendTables<PublishingTables>()
    .selectFrom('publishing_barrier_report')
    .select([
      'page',
      'kind',
      'locale',
      sql<number>`count(*)::int`.as('count'),
      sql<string>`max(reported_on)::text`.as('lastOn')
    ])
    .groupBy(['page', 'kind', 'locale'])
    .orderBy('count', 'desc')
    .orderBy('lastOn', 'desc')
    .orderBy('page')
    .orderBy('kind')
    .orderBy('locale')
    .execute()
