import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccessTables } from './tables.ts'

const factors = (tx: Tx) => tx.$extendTables<AccessTables>()

/** Begins an authenticator app; it admits nobody before it is confirmed. */
export const insertTotp = (
  tx: Tx,
  factor: { readonly id: string; readonly accountId: AccountId; readonly sealed: Buffer; readonly now: Date }
) =>
  factors(tx)
    .insertInto('access_second_factor')
    .values({
      id: factor.id,
      organisation_id: ownOrganisation(),
      account_id: factor.accountId,
      kind: 'totp',
      label: '–',
      totp_secret: factor.sealed,
      created_at: factor.now
    })
    .execute()

/** Deletes the apps of an account that were begun and never confirmed, but for the newest `keep`. */
export const deleteBegunTotp = (tx: Tx, accountId: AccountId, keep: number) =>
  factors(tx)
    .deleteFrom('access_second_factor')
    .where('id', 'in', (select) =>
      select
        .selectFrom('access_second_factor')
        .select('id')
        .where('account_id', '=', accountId)
        .where('confirmed_at', 'is', null)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .offset(keep)
    )
    .execute()

/** From now on the app admits its owner; the step of the code that confirmed it is used. */
export const confirmTotp = (
  tx: Tx,
  {
    id,
    label,
    step,
    now
  }: { readonly id: string; readonly label: string; readonly step: number; readonly now: Date }
) =>
  factors(tx)
    .updateTable('access_second_factor')
    .set({ label, totp_last_step: String(step), confirmed_at: now, last_used_at: now })
    .where('id', '=', id)
    .execute()

/** Uses the code of a step; answers whether neither it nor a later one was used before. */
export const useTotpStep = async (tx: Tx, id: string, step: number, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await factors(tx)
    .updateTable('access_second_factor')
    .set({ totp_last_step: String(step), last_used_at: now })
    .where('id', '=', id)
    .where('confirmed_at', 'is not', null)
    .where((where) =>
      where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', String(step))])
    )
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Calls a confirmed second factor of an account by another name; answers whether it was there. */
export const writeFactorLabel = async (
  tx: Tx,
  accountId: AccountId,
  { id, label }: { readonly id: string; readonly label: string }
): Promise<boolean> => {
  const { numUpdatedRows } = await factors(tx)
    .updateTable('access_second_factor')
    .set({ label })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Deletes a second factor of an account; answers whether it was there. */
export const deleteSecondFactor = async (tx: Tx, accountId: AccountId, id: string): Promise<boolean> => {
  const { numDeletedRows } = await factors(tx)
    .deleteFrom('access_second_factor')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Puts new one-time codes in the place of all that an account had. */
export const replaceOneTimeCodes = async (
  tx: Tx,
  accountId: AccountId,
  hashes: readonly Buffer[],
  now: Date
) => {
  await factors(tx).deleteFrom('access_one_time_code').where('account_id', '=', accountId).execute()
  await factors(tx)
    .insertInto('access_one_time_code')
    .values(
      hashes.map((hash) => ({
        account_id: accountId,
        organisation_id: ownOrganisation(),
        code_hash: hash,
        created_at: now
      }))
    )
    .execute()
}

/** Uses a one-time code; answers whether it was one of the account's and never used. */
export const useOneTimeCode = async (
  tx: Tx,
  accountId: AccountId,
  hash: Buffer,
  now: Date
): Promise<boolean> => {
  const { numUpdatedRows } = await factors(tx)
    .updateTable('access_one_time_code')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
