import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccessTables } from './tables.ts'

const access = (tx: Tx) => tx.$extendTables<AccessTables>()

/** An identity at a provider, and whose account it opens. */
export interface NewIdentity {
  readonly id: string
  readonly accountId: AccountId
  readonly issuer: string
  readonly subject: string
}

/** Links an identity with an account; answers whether both were free: neither opens, or is opened by, another one. */
export const insertIdentity = async (tx: Tx, identity: NewIdentity, now: Date): Promise<boolean> => {
  const row = await access(tx)
    .insertInto('access_identity')
    .values({
      id: identity.id,
      organisation_id: ownOrganisation(),
      account_id: identity.accountId,
      issuer: identity.issuer,
      subject: identity.subject,
      created_at: now
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Notes that an identity was used; answers whether it was still linked. */
export const touchIdentity = async (tx: Tx, id: string, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await access(tx)
    .updateTable('access_identity')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Unlinks an identity of an account; answers whether it was there. */
export const deleteIdentity = async (tx: Tx, accountId: AccountId, id: string): Promise<boolean> => {
  const { numDeletedRows } = await access(tx)
    .deleteFrom('access_identity')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Notes that a way through the provider was taken, and forgets those that have run out; answers whether it is the first time. */
export const useSignOn = async (tx: Tx, id: string, expiresAt: Date, now: Date): Promise<boolean> => {
  await access(tx).deleteFrom('access_used_sign_on').where('expires_at', '<=', now).execute()
  const row = await access(tx)
    .insertInto('access_used_sign_on')
    .values({ id, organisation_id: ownOrganisation(), expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
