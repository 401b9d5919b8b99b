import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { Language } from '../model.ts'
import type { StoredPassword } from './passwords/passwordWork.ts'
import type { AccessTables } from './tables.ts'

const access = (tx: Tx) => tx.$extendTables<AccessTables>()

/** Somebody who will sign in. */
export interface NewAccount {
  readonly id: AccountId
  readonly email: string
  readonly displayName: string
  readonly language: Language
  /** Absent for those who sign in elsewhere. */
  readonly password?: StoredPassword
}

/** Adds an account; answers whether its address was free. */
export const insertAccount = async (tx: Tx, account: NewAccount, now: Date): Promise<boolean> => {
  const row = await access(tx)
    .insertInto('access_account')
    .values({
      id: account.id,
      organisation_id: ownOrganisation(),
      email: account.email,
      display_name: account.displayName,
      language: account.language,
      ...(account.password && passwordColumns(account.password, now)),
      created_at: now,
      state_changed_at: now
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'email_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const passwordColumns = ({ salt, verifier, format }: StoredPassword, now: Date) => ({
  password_salt: salt,
  password_verifier: verifier,
  password_format: format,
  password_changed_at: now
})

/** Gives an account another password. */
export const updatePassword = (tx: Tx, id: AccountId, password: StoredPassword, now: Date) =>
  access(tx).updateTable('access_account').set(passwordColumns(password, now)).where('id', '=', id).execute()
