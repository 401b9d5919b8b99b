import { sql } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccessTables } from './tables.ts'
import { DAY, later } from './times.ts'

const entries = (tx: Tx) => tx.$extendTables<AccessTables>()

interface NewEntry {
  readonly id: string
  readonly tokenHash: Buffer
  readonly now: Date
  readonly expiresAt: Date
}

/** Puts a one-time address of the set-up in the place of any other. Runs as the owner. */
export const replaceSetUp = async (tx: Tx, { id, tokenHash, now, expiresAt }: NewEntry): Promise<void> => {
  await entries(tx).deleteFrom('access_entry').where('purpose', '=', 'setUp').execute()
  await entries(tx)
    .insertInto('access_entry')
    .values({ id, purpose: 'setUp', token_hash: tokenHash, created_at: now, expires_at: expiresAt })
    .execute()
}

/** Deletes the one-time addresses of the set-up. Runs as the owner. */
export const deleteSetUp = (tx: Tx) =>
  entries(tx).deleteFrom('access_entry').where('purpose', '=', 'setUp').execute()

/** Whether anyone gives roles, or will on a coming day: an active account with that role. Runs as the owner. */
export const hasAdministrator = async (tx: Tx, today: Temporal.PlainDate): Promise<boolean> => {
  const row = await entries(tx)
    .selectFrom('access_role_grant as held')
    .innerJoin('access_account as account', 'account.id', 'held.account_id')
    .select('held.id')
    .where('held.role', '=', 'organisationAdmin')
    .where('held.ended_at', 'is', null)
    .where('account.state', '=', 'active')
    .where(sql<boolean>`coalesce(held.valid_until, 'infinity') >= ${today.toString()}::date`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A good one-time address of the set-up, with the name of the association where there is one. */
export const callFindSetUp = async (
  tx: Tx,
  tokenHash: Buffer,
  now: Date
): Promise<{ readonly organisation: string | null } | undefined> => {
  const { rows } = await sql<{ organisation: string | null }>`
    SELECT organisation FROM access_find_set_up(${tokenHash}, ${now})`.execute(tx)
  return rows[0]
}

/** Uses a one-time address of the set-up; the rest of the transaction sees the rows of the association. */
export const callUseSetUp = async (
  tx: Tx,
  tokenHash: Buffer,
  organisationName: string,
  now: Date
): Promise<OrganisationId | undefined> => {
  const { rows } = await sql<{ id: OrganisationId | null }>`
    SELECT access_use_set_up(${tokenHash}, ${organisationName}, ${now}) AS id`.execute(tx)
  const id = rows[0]?.id
  if (!id) return undefined
  await sql`SELECT set_config('app.org', ${id}, true)`.execute(tx)
  return id
}

/** Writes down a one-time address for a new password. */
export const insertPasswordReset = (
  tx: Tx,
  accountId: AccountId,
  { id, tokenHash, now, expiresAt }: NewEntry
) =>
  entries(tx)
    .insertInto('access_entry')
    .values({
      id,
      organisation_id: sql<never>`current_setting('app.org')::uuid`,
      purpose: 'resetPassword',
      account_id: accountId,
      token_hash: tokenHash,
      created_at: now,
      expires_at: expiresAt
    })
    .execute()

/** How many addresses for a new password an account was sent since a moment. */
export const countPasswordResets = async (tx: Tx, accountId: AccountId, since: Date): Promise<number> => {
  const { sent } = await entries(tx)
    .selectFrom('access_entry')
    .select((select) => select.fn.countAll<string>().as('sent'))
    .where('account_id', '=', accountId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(sent)
}

/** Whose password a one-time address gives anew, while it is good. */
export const selectPasswordReset = (tx: Tx, tokenHash: Buffer, now: Date) =>
  entries(tx)
    .selectFrom('access_entry')
    .innerJoin('access_account', 'access_account.id', 'access_entry.account_id')
    .select(['access_account.id', 'access_account.email', 'access_account.display_name as name'])
    .where('token_hash', '=', tokenHash)
    .where('access_entry.organisation_id', '=', ownOrganisation())
    .where('purpose', '=', 'resetPassword')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('access_account.state', '=', 'active')
    .executeTakeFirst()

/** Uses up every one-time address of an account; answers whether the wanted one was still good. */
export const usePasswordReset = async (
  tx: Tx,
  accountId: AccountId,
  tokenHash: Buffer,
  now: Date
): Promise<boolean> => {
  const rows = await entries(tx)
    .updateTable('access_entry')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('token_hash')
    .execute()
  return rows.some((row) => row.token_hash.equals(tokenHash))
}

/** Deletes one-time addresses that expired more than a day ago; answers how many. */
export const deleteOldEntries = async (tx: Tx, now: Date): Promise<number> => {
  const { numDeletedRows } = await entries(tx)
    .deleteFrom('access_entry')
    .where('expires_at', '<', later(now, -DAY))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
