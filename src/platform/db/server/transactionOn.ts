import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import type { OrganisationId } from '#platform/ctx.ts'
import type { NoTables, Tx } from './database.ts'

/**
 * Runs `work` in one transaction on a connection that is open already, so that statements of this connection and of
 * `tx` stand in the same transaction, for one organisation; a fault rolls everything back. `snapshot`: everything is read as it was at the begin, and
 * nothing is written.
 */
export const transactionOn = <Value>(
  client: pg.Client,
  wish: { readonly kind: 'snapshot' | 'read write'; readonly organisationId: OrganisationId },
  work: (tx: Tx) => Promise<Value>
): Promise<Value> => {
  const held = Object.assign(client, { release: () => undefined }) as unknown as pg.PoolClient
  const pool = { options: {}, connect: () => Promise.resolve(held), end: () => Promise.resolve() }
  const begun = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) }).transaction()
  const set =
    wish.kind === 'snapshot'
      ? begun.setIsolationLevel('repeatable read').setAccessMode('read only')
      : begun.setAccessMode('read write')
  return set.execute(async (tx) => {
    await sql`SELECT set_config('app.org', ${wish.organisationId}, true)`.execute(tx)
    return work(tx)
  })
}
