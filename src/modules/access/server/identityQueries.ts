import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccessTables } from './tables.ts'

const identities = (tx: Tx) => tx.$extendTables<AccessTables>().selectFrom('access_identity')

/** The linked identity that a provider vouches for. */
export const selectIdentity = (
  tx: Tx,
  { issuer, subject }: { readonly issuer: string; readonly subject: string }
) =>
  identities(tx)
    .select(['id', 'account_id as accountId'])
    .where('organisation_id', '=', ownOrganisation())
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()

/** The identities that open an account, the oldest first. */
export const selectIdentitiesOf = (tx: Tx, accountId: AccountId) =>
  identities(tx)
    .select(['id', 'issuer', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
