import { sql } from 'kysely'
import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccessTables } from './tables.ts'

const drafts = (tx: Tx) => tx.$extendTables<AccessTables>()

/** Drafts of a colleague are kept one after the other: waits for the one before. */
export const lockDrafts = (tx: Tx, accountId: AccountId): Promise<unknown> =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(${`access drafts ${accountId}`}, 0))`.execute(tx)

interface NewDraft {
  readonly id: string
  readonly accountId: AccountId
  readonly sealed: Buffer
  readonly now: Date
}

/** Keeps a draft. */
export const insertDraft = (tx: Tx, { id, accountId, sealed, now }: NewDraft) =>
  drafts(tx)
    .insertInto('access_draft')
    .values({ id, organisation_id: ownOrganisation(), account_id: accountId, sealed, made_at: now })
    .execute()

/** Deletes all drafts of a colleague but the newest. */
export const deleteOldestDrafts = (tx: Tx, accountId: AccountId, most: number) =>
  drafts(tx)
    .deleteFrom('access_draft')
    .where('account_id', '=', accountId)
    .where('id', 'not in', (query) =>
      query
        .selectFrom('access_draft')
        .select('id')
        .where('account_id', '=', accountId)
        .orderBy('made_at', 'desc')
        .orderBy('id')
        .limit(most)
    )
    .execute()

/** The drafts of a colleague that were made after a moment, the oldest first. */
export const selectDrafts = (tx: Tx, accountId: AccountId, after: Date) =>
  drafts(tx)
    .selectFrom('access_draft')
    .select(['id', 'made_at as madeAt'])
    .where('account_id', '=', accountId)
    .where('made_at', '>', after)
    .orderBy('made_at')
    .orderBy('id')
    .execute()

/** A draft of a colleague that was made after a moment. */
export const selectDraft = (tx: Tx, accountId: AccountId, id: string, after: Date) =>
  drafts(tx)
    .selectFrom('access_draft')
    .select(['id', 'sealed', 'made_at as madeAt'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('made_at', '>', after)
    .executeTakeFirst()

/** Deletes a draft of a colleague; answers whether it was there. */
export const deleteDraft = async (tx: Tx, accountId: AccountId, id: string): Promise<boolean> => {
  const { numDeletedRows } = await drafts(tx)
    .deleteFrom('access_draft')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Deletes the drafts that were made until a moment; answers how many. */
export const deleteOldDrafts = async (tx: Tx, until: Date): Promise<number> => {
  const { numDeletedRows } = await drafts(tx)
    .deleteFrom('access_draft')
    .where('made_at', '<=', until)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
