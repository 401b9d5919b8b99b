import { sql } from 'kysely'
import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AccountState, Language } from '../model.ts'
import type { StoredPassword } from './passwords/passwordWork.ts'
import type { AccessTables } from './tables.ts'

/** An account as sign-in needs it. */
export interface KnownAccount {
  readonly id: AccountId
  readonly email: string
  readonly name: string
  readonly state: AccountState
  readonly language: Language
  /** Absent for those who sign in elsewhere. */
  readonly password: StoredPassword | undefined
}

const accounts = (tx: Tx) =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_account')
    .select([
      'id',
      'email',
      'display_name as name',
      'state',
      'language',
      'password_salt',
      'password_verifier',
      'password_format'
    ])
    .where('organisation_id', '=', ownOrganisation())

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirstOrThrow']>>

const accountOf = ({
  password_salt: salt,
  password_verifier: verifier,
  password_format: format,
  ...row
}: Row) => ({
  ...row,
  password: salt && verifier && format !== null ? { salt, verifier, format } : undefined
})

/** The account of a folded address. */
export const selectAccountByEmail = async (tx: Tx, folded: string): Promise<KnownAccount | undefined> => {
  const row = await accounts(tx).where('email_key', '=', folded).executeTakeFirst()
  return row && accountOf(row)
}

/** An account by its id. */
export const selectAccount = async (tx: Tx, id: AccountId): Promise<KnownAccount | undefined> => {
  const row = await accounts(tx).where('id', '=', id).executeTakeFirst()
  return row && accountOf(row)
}

/** An active account, kept from changing until the transaction ends: what depends on it happens one by one. */
export const lockActiveAccount = async (tx: Tx, id: AccountId): Promise<KnownAccount | undefined> => {
  const row = await accounts(tx)
    .where('id', '=', id)
    .where('state', '=', 'active')
    .forUpdate()
    .executeTakeFirst()
  return row && accountOf(row)
}

/** The active accounts that still have their first password and one of these second factors. */
export const selectUnchangedDemoAccounts = async (
  tx: Tx,
  factors: readonly string[]
): Promise<AccountId[]> => {
  const rows = await tx
    .$extendTables<AccessTables>()
    .selectFrom('access_account as account')
    .innerJoin('access_second_factor as factor', 'factor.account_id', 'account.id')
    .select('account.id')
    .where('factor.id', 'in', factors)
    .where('account.state', '=', 'active')
    .whereRef('account.password_changed_at', '=', 'account.created_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** The names of accounts that were not erased. */
export const selectNames = (tx: Tx, ids: readonly AccountId[]) =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_account')
    .select(['id', 'display_name as name'])
    .where('organisation_id', '=', ownOrganisation())
    .where('id', '=', sql<AccountId>`ANY(${ids}::uuid[])`)
    .where('state', '!=', 'erased')
    .execute()
