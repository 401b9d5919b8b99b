import { sql } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { AbsenceDays } from '../absenceRules.ts'
import type { GrantId, Role } from '../model.ts'
import type { AccessTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<AccessTables>()

/** An absence that goes on or is to come. */
export interface AbsenceRow extends AbsenceDays {
  readonly id: string
  readonly accountId: AccountId
  /** Absent where nobody stands in whose account is open. */
  readonly standIn?: { readonly id: AccountId; readonly name: string }
}

/** Absences whose last day is `day` or later, of all colleagues or of one; a colleague has one at most. */
export const selectAbsences = async (tx: Tx, day: string, accountId?: AccountId): Promise<AbsenceRow[]> => {
  const query = tables(tx)
    .selectFrom('access_absence as absence')
    .leftJoin('access_account as stand', (join) =>
      join.onRef('stand.id', '=', 'absence.stand_in').on('stand.state', '=', 'active')
    )
    .select([
      'absence.id',
      'absence.account_id as accountId',
      sql<string>`absence.starts_on::text`.as('from'),
      sql<string>`absence.ends_on::text`.as('until'),
      'stand.id as standInId',
      'stand.display_name as standInName'
    ])
    .where('absence.organisation_id', '=', ownOrganisation())
    .where(sql<boolean>`absence.ends_on >= ${day}::date`)
  const rows = await (accountId ? query.where('absence.account_id', '=', accountId) : query).execute()
  return rows.map(({ standInId, standInName, ...row }) => ({
    ...row,
    ...(standInId && standInName !== null && { standIn: { id: standInId, name: standInName } })
  }))
}

interface NewAbsence extends AbsenceDays {
  readonly id: string
  readonly accountId: AccountId
  readonly organisationId: OrganisationId
  readonly at: Date
}

/** Notes an absence. */
export const insertAbsence = (tx: Tx, absence: NewAbsence): Promise<unknown> =>
  tables(tx)
    .insertInto('access_absence')
    .values({
      id: absence.id,
      organisation_id: absence.organisationId,
      account_id: absence.accountId,
      starts_on: absence.from,
      ends_on: absence.until,
      stand_in: null,
      noted_at: absence.at
    })
    .execute()

/** Gives an absence other days. */
export const writeAbsenceDays = (
  tx: Tx,
  { id, from, until, at }: Omit<NewAbsence, 'accountId' | 'organisationId'>
): Promise<unknown> =>
  tables(tx)
    .updateTable('access_absence')
    .set({ starts_on: from, ends_on: until, noted_at: at })
    .where('id', '=', id)
    .execute()

/** Writes down who stands in. */
export const writeStandIn = (tx: Tx, id: string, standIn: AccountId): Promise<unknown> =>
  tables(tx).updateTable('access_absence').set({ stand_in: standIn }).where('id', '=', id).execute()

/** Deletes an absence. */
export const deleteAbsence = (tx: Tx, id: string): Promise<unknown> =>
  tables(tx).deleteFrom('access_absence').where('id', '=', id).execute()

/** A role that was given for an absence and that nobody has ended. */
export interface StandInGrant {
  readonly id: GrantId
  readonly accountId: AccountId
  readonly role: Role
  readonly from: string
}

/** The roles that were given for an absence and hold on `day` or later. */
export const selectStandInGrants = (tx: Tx, absenceId: string, day: string): Promise<StandInGrant[]> =>
  tables(tx)
    .selectFrom('access_role_grant')
    .select(['id', 'account_id as accountId', 'role', sql<string>`valid_from::text`.as('from')])
    .where('absence_id', '=', absenceId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`valid_until >= ${day}::date`)
    .orderBy('id')
    .execute()

/** Has the roles that were given for an absence end with a day at the latest. */
export const shortenStandInGrants = (tx: Tx, absenceId: string, until: string): Promise<unknown> =>
  tables(tx)
    .updateTable('access_role_grant')
    .set({ valid_until: until })
    .where('absence_id', '=', absenceId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`valid_until > ${until}::date AND valid_from <= ${until}::date`)
    .execute()

/** Deletes absences whose last day is before `day`; answers how many. */
export const deleteOldAbsences = async (tx: Tx, day: string): Promise<number> => {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('access_absence')
    .where('organisation_id', '=', ownOrganisation())
    .where(sql<boolean>`ends_on < ${day}::date`)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
