import { sql } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { AccountState, GrantId, Profile } from '../model.ts'
import type { GrantWish } from '../rules.ts'
import type { AccessTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<AccessTables>()

/** Changes to people, roles, teams and invitations of an organisation happen one after the other: waits for the one before. */
export const lockPeople = (tx: Tx, organisationId: OrganisationId | undefined): Promise<unknown> =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(${`access people ${organisationId ?? ''}`}, 0))`.execute(
    tx
  )

/** Keeps an account from changing until this transaction ends. */
export const lockAccount = (tx: Tx, id: AccountId): Promise<unknown> =>
  tables(tx).selectFrom('access_account').select('id').where('id', '=', id).forUpdate().execute()

interface NewGrant extends GrantWish {
  readonly id: GrantId
  readonly accountId: AccountId
  readonly organisationId: OrganisationId
  /** Absent where nobody signed in gave it: at the set-up. */
  readonly grantedBy: AccountId | null
  /** The absence that it is given for: it ends with it. */
  readonly absenceId?: string
  readonly at: Date
}

/** Gives a role. Answers whether it was given now: one of the same id is given once. */
export const insertGrant = async (tx: Tx, grant: NewGrant): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('access_role_grant')
    .values({
      id: grant.id,
      organisation_id: grant.organisationId,
      account_id: grant.accountId,
      role: grant.role,
      team_id: grant.teamId ?? null,
      centre_id: grant.centreId ?? null,
      deputy_for: grant.deputyFor ?? null,
      ...(grant.absenceId && { absence_id: grant.absenceId }),
      valid_from: grant.validFrom,
      valid_until: grant.validUntil ?? null,
      granted_by: grant.grantedBy,
      granted_at: grant.at,
      ended_at: null,
      ended_by: null
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Ends a role that nobody has ended yet. */
export const endGrant = (tx: Tx, id: GrantId, by: AccountId, at: Date): Promise<unknown> =>
  tables(tx)
    .updateTable('access_role_grant')
    .set({ ended_at: at, ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()

/** Opens or closes an account. */
export const writeAccountState = (
  tx: Tx,
  id: AccountId,
  state: Exclude<AccountState, 'erased'>,
  at: Date
): Promise<unknown> =>
  tables(tx).updateTable('access_account').set({ state, state_changed_at: at }).where('id', '=', id).execute()

/** Writes how someone is called and how the workspace looks to them. */
export const writeProfile = (
  tx: Tx,
  id: AccountId,
  { name, language, theme, textSize, keyboard }: Profile
): Promise<unknown> =>
  tables(tx)
    .updateTable('access_account')
    .set({ display_name: name, language, theme, text_size: textSize, keyboard })
    .where('id', '=', id)
    .execute()

/** Takes all second factors and one-time codes from an account. */
export const deleteFactorsOf = async (tx: Tx, id: AccountId): Promise<void> => {
  await tables(tx).deleteFrom('access_second_factor').where('account_id', '=', id).execute()
  await tables(tx).deleteFrom('access_one_time_code').where('account_id', '=', id).execute()
}

/** Makes the one-time addresses of an account useless. */
export const deleteEntriesOf = (tx: Tx, id: AccountId): Promise<unknown> =>
  tables(tx).deleteFrom('access_entry').where('account_id', '=', id).execute()
