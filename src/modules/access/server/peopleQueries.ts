import { sql } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { isId } from '#platform/isId.ts'
import { selectAbsences, type AbsenceRow } from './absenceRepository.ts'
import type { Absence, AccountState, GrantId, HeldRole, Language } from '../model.ts'
import type { AccessTables } from './tables.ts'

/** A colleague with everything that someone may see of them. */
export interface PersonRow {
  readonly id: AccountId
  readonly organisationId: OrganisationId
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly state: AccountState
  readonly factors: number
  /** Roles that hold on the day asked for or later. */
  readonly roles: readonly HeldRole[]
  /** That goes on on that day, or is to come. */
  readonly absence?: Absence
}

/** Everyone who works or worked in the organisation, or one of them, with the roles they have on `day` or later. */
export const selectPeople = async (tx: Tx, day: string, id?: AccountId): Promise<PersonRow[]> => {
  if (id !== undefined && !isId(id)) return []
  let query = tx
    .$extendTables<AccessTables>()
    .selectFrom('access_account')
    .select([
      'id',
      'organisation_id as organisationId',
      'display_name as name',
      'email',
      'language',
      'state',
      sql<number>`(SELECT count(*)::int FROM access_second_factor AS factor
        WHERE factor.account_id = access_account.id AND factor.confirmed_at IS NOT NULL)`.as('factors')
    ])
  if (id !== undefined) query = query.where('id', '=', id)
  const accounts = await query.execute()
  const roles = Map.groupBy(await selectRoles(tx, day, id), ({ accountId }) => accountId)
  const absences = new Map((await selectAbsences(tx, day, id)).map((each) => [each.accountId, each]))
  return accounts.map((account) => {
    const absence = absences.get(account.id)
    return {
      ...account,
      roles: (roles.get(account.id) ?? []).map(({ accountId: _, ...role }) => role),
      ...(absence && { absence: absenceOf(absence) })
    }
  })
}

const absenceOf = ({ from, until, standIn }: AbsenceRow): Absence => ({
  from,
  until,
  ...(standIn && { standIn })
})

const selectRoles = async (tx: Tx, day: string, accountId?: AccountId) => {
  let query = tx
    .$extendTables<AccessTables>()
    .selectFrom('access_role_grant as role')
    .leftJoin('access_team as team', 'team.id', 'role.team_id')
    .leftJoin('access_account as absent', 'absent.id', 'role.deputy_for')
    .select([
      'role.id',
      'role.account_id as accountId',
      'role.role',
      'role.team_id as teamId',
      'team.name as teamName',
      'role.centre_id as centreId',
      'role.deputy_for as deputyFor',
      'absent.display_name as deputyForName',
      sql<string>`role.valid_from::text`.as('validFrom'),
      sql<string | null>`role.valid_until::text`.as('validUntil')
    ])
    .where('role.ended_at', 'is', null)
    .where(sql<boolean>`coalesce(role.valid_until, 'infinity') >= ${day}::date`)
    .orderBy('role.granted_at')
    .orderBy('role.id')
  if (accountId) query = query.where('role.account_id', '=', accountId)
  return (await query.execute()).map((row) => withoutNulls(row))
}

type WithoutNulls<Row> = {
  [Key in keyof Row as null extends Row[Key] ? never : Key]: Row[Key]
} & { [Key in keyof Row as null extends Row[Key] ? Key : never]?: NonNullable<Row[Key]> }

/** A row whose empty columns are left out. */
export const withoutNulls = <Row extends object>(row: Row): WithoutNulls<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as WithoutNulls<Row>

/** Whose role this is; `undefined` where there is none. */
export const selectGrant = async (tx: Tx, id: GrantId) =>
  isId(id)
    ? tx
        .$extendTables<AccessTables>()
        .selectFrom('access_role_grant')
        .select('account_id as accountId')
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined

/** The account that signs in with an address, if any. */
export const selectAccountOf = (tx: Tx, email: string) =>
  tx
    .$extendTables<AccessTables>()
    .selectFrom('access_account')
    .select(['id', 'organisation_id as organisationId'])
    .where('email_key', '=', email.toLowerCase())
    .execute()

/** The name of an organisation, as its mails say it. */
export const selectOrganisationName = async (tx: Tx, id: OrganisationId): Promise<string> => {
  const { name } = await tx
    .$extendTables<AccessTables>()
    .selectFrom('access_organisation')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return name
}

/** What happened to an account, the latest first, 200 at most; looks at it are not among it. */
export const selectHistory = async (tx: Tx, id: AccountId) => {
  const rows = await tx
    .$extendTables<AccessTables>()
    .selectFrom('access_audit_event as event')
    .leftJoin('access_account as actor', (join) =>
      join
        .onRef('actor.id', '=', 'event.actor_id')
        .onRef('actor.organisation_id', '=', 'event.organisation_id')
    )
    .select([
      'event.organisation_id as organisationId',
      'event.event',
      'event.occurred_at as at',
      'event.payload',
      'actor.id as actorId',
      'actor.display_name as actorName'
    ])
    .where('event.record_id', '=', id)
    .where('event.record_kind', '=', 'account')
    .where('event.event', 'in', HISTORY)
    .orderBy('event.position', 'desc')
    .limit(200)
    .execute()
  return rows
}

/** What stands in the history of an account: what colleagues did to it. How someone signs in is theirs alone. */
const HISTORY = [
  'access.account.created',
  'access.account.changed',
  'access.account.disabled',
  'access.account.enabled',
  'access.account.exported',
  'access.account.erased',
  'access.factor.reset',
  'access.role.granted',
  'access.role.ended'
]
