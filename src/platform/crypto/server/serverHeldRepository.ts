import { sql } from 'kysely'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { ServerPurpose } from './serverKey.ts'
import type { CryptoTables } from './tables.ts'

const held = (tx: Tx) => tx.$extendTables<CryptoTables>()

/** A value as it is kept. */
export interface HeldRow {
  readonly id: string
  readonly purpose: ServerPurpose
  readonly sealed: Buffer
  readonly destroyAt: Date
}

/** Keeps a value, of which nothing is read back: the portal may not. */
export const insertHeld = async (tx: Tx, { id, purpose, sealed, destroyAt }: HeldRow): Promise<void> => {
  await sql`INSERT INTO platform_server_held (id, organisation_id, purpose, sealed, destroy_at)
    VALUES (${id}, ${ownOrganisation()}, ${purpose}, ${sealed}, ${destroyAt})`.execute(tx)
}

/** A value whose hour has not come. */
export const selectHeld = (tx: Tx, id: string, now: Date): Promise<HeldRow | undefined> =>
  held(tx)
    .selectFrom('platform_server_held')
    .select(['id', 'purpose', 'sealed', 'destroy_at as destroyAt'])
    .where('id', '=', id)
    .where('destroy_at', '>', now)
    .executeTakeFirst()

/** Deletes values by their ids. */
export const deleteHeld = (tx: Tx, ids: readonly string[]) =>
  held(tx)
    .deleteFrom('platform_server_held')
    .where(sql<boolean>`id = ANY(${ids}::uuid[])`)
    .execute()

/** Deletes values whose hour has come; answers how many. */
export const deleteOverdue = async (tx: Tx, now: Date): Promise<number> => {
  const { numDeletedRows } = await held(tx)
    .deleteFrom('platform_server_held')
    .where('destroy_at', '<=', now)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
