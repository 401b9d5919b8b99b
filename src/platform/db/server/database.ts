import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { ActorRef, OrganisationId } from '#platform/ctx.ts'
import { rolePassword, type OwnerConnection } from './connection.ts'
import type { LoginRole } from './roles.ts'

/** A running transaction. Each module extends it with its own tables: `tx.$extendTables<PlacesTables>()`. */
export type Tx = Transaction<NoTables>
export type NoTables = Record<never, never>

/** The pools of one process, one a login role, opened when first used. */
export interface Database {
  as(role: LoginRole | 'owner'): Kysely<NoTables>
  close(): Promise<void>
}

const POOL_SIZES: Readonly<Record<LoginRole | 'owner', number>> = {
  owner: 2,
  app_portal: 12,
  app_auth: 6,
  app_work: 12,
  app_jobs: 6
}

/** Opens the database for a process that serves or works. Nothing connects before the first query. */
export const openDatabase = (owner: OwnerConnection): Database => {
  const pools = new Map<string, Kysely<NoTables>>()
  return {
    as(role) {
      const open = pools.get(role) ?? openPool(owner, role)
      pools.set(role, open)
      return open
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    }
  }
}

const openPool = (owner: OwnerConnection, role: LoginRole | 'owner') => {
  const login = role === 'owner' ? {} : { user: role, password: rolePassword(owner, role) }
  const pool = new pg.Pool({
    ...owner,
    ...login,
    max: POOL_SIZES[role],
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: role === 'owner' ? 0 : 30_000,
    application_name: `anlaufstelle ${role}`
  })
  // A connection that breaks, idle or in use, fails the query it carries and leaves the pool. Without listeners Node
  // would end the process.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
}

interface TransactionWish {
  /** Whose rows the transaction sees; `undefined`: rows of no organisation. */
  readonly organisationId: OrganisationId | undefined
  readonly actor?: ActorRef | undefined
  readonly access: 'read only' | 'read write'
}

/** Runs `work` in one transaction that sees the rows of one organisation and knows who acts; a fault rolls everything back. */
export const runTransaction = <Value>(
  db: Kysely<NoTables>,
  wish: TransactionWish,
  work: (tx: Tx) => Promise<Value>
): Promise<Value> =>
  db
    .transaction()
    .setAccessMode(wish.access)
    .execute(async (tx) => {
      await sql`SELECT set_config('app.org', ${wish.organisationId ?? ''}, true),
        set_config('app.account', ${wish.actor?.accountId ?? ''}, true),
        set_config('app.session', ${wish.actor?.sessionId ?? ''}, true)`.execute(tx)
      return work(tx)
    })
