import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { AccessTables } from './tables.ts'

/** Whether an account has a second factor that admits it. */
export const hasSecondFactor = async (tx: Tx, accountId: AccountId): Promise<boolean> => {
  const row = await tx
    .$extendTables<AccessTables>()
    .selectFrom('access_second_factor')
    .select('id')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The confirmed second factors of an account, the oldest first. */
export const selectSecondFactors = (tx: Tx, accountId: AccountId) =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_second_factor')
    .select(['id', 'kind', 'label', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** The sealed secrets of an account's authenticator apps. */
export const selectTotpSecrets = (tx: Tx, accountId: AccountId) =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_second_factor')
    .select(['id', 'totp_secret'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'totp')
    .where('confirmed_at', 'is not', null)
    .execute()

/** An authenticator app that was begun after a moment and not confirmed yet. */
export const selectBegunTotp = (tx: Tx, accountId: AccountId, id: string, begunAfter: Date) =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_second_factor')
    .select(['id', 'totp_secret'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('kind', '=', 'totp')
    .where('confirmed_at', 'is', null)
    .where('created_at', '>', begunAfter)
    .executeTakeFirst()

/** How many one-time codes an account has left. */
export const countOneTimeCodes = async (tx: Tx, accountId: AccountId): Promise<number> => {
  const { left } = await tx
    .$extendTables<AccessTables>()
    .selectFrom('access_one_time_code')
    .select((select) => select.fn.countAll<string>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left)
}
