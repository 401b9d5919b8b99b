import { sql } from 'kysely'
import { midnight, todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Actor } from '../model.ts'
import { changePerson, type Refused } from './changePerson.ts'
import { noteErasure } from './erasureRepository.ts'
import { withoutNulls, type PersonRow } from './peopleQueries.ts'
import { recordEvent } from './recordEvent.ts'
import type { AccessTables } from './tables.ts'

/** Years after which a disabled account is erased. */
const YEARS = 2

const tables = (tx: Tx) => tx.$extendTables<AccessTables>()

/** Everything this module knows of one person (GDPR, Art. 15 and 20). Texts of the audit are codes. */
export interface AccountExport {
  readonly account: object
  readonly secondFactors: readonly object[]
  readonly oneTimeCodes: readonly object[]
  readonly identities: readonly object[]
  /** Since when they have a key of their own, and by which ways it opens. */
  readonly keys: readonly object[]
  readonly teamKeys: readonly object[]
  /** The public halves of teams that they signed. */
  readonly signedTeamKeys: readonly object[]
  /** Since when they are a recovery holder. */
  readonly recoveryHolder: readonly object[]
  /** Which halves of teams' keys they open, and with whom. */
  readonly keyHalves: readonly object[]
  /** Halves that were given in the last day, by them, to them or for them. */
  readonly recoveryReleases: readonly object[]
  readonly sessions: readonly object[]
  /** That something typed is kept, and since when: what it is they read in their session, where their key is open. */
  readonly drafts: readonly object[]
  readonly roles: readonly object[]
  /** When they were away or are, and when they stand in. */
  readonly absences: readonly object[]
  readonly invitations: readonly object[]
  readonly passwordRequests: number
  readonly events: readonly object[]
}

/**
 * What is stored of a person, for them: of oneself, or of a colleague for the data protection officer. The events are those
 * of which they are the object or the author. Secrets are not part of it. Leaves an event in the audit.
 */
export const exportAccount = (
  ctx: Ctx,
  actor: Actor,
  id: AccountId
): Promise<Outcome<AccountExport, Refused>> =>
  changePerson(
    ctx,
    actor,
    { permission: id === actor.accountId ? 'profile.export' : 'people.export', id },
    async (tx, { email, organisationId }) => {
      const data = await selectExport(tx, { id, organisationId, email })
      await recordEvent(tx, ctx, { event: 'access.account.exported', record: { kind: 'account', id } })
      return done(data)
    }
  )

/**
 * Takes name, address and all means of sign-in from a disabled account (GDPR, Art. 17); its id stays, so that the history
 * still counts. Refuses an account that is not disabled (`open`).
 */
export const eraseAccount = (
  ctx: Ctx,
  actor: Actor,
  id: AccountId
): Promise<Outcome<undefined, 'open' | Refused>> =>
  changePerson(ctx, actor, { permission: 'people.erase', id }, async (tx) => {
    if (!(await erase(tx, id))) return refuse('open')
    await noteErasure(tx, 'account', id)
    await recordEvent(tx, ctx, { event: 'access.account.erased', record: { kind: 'account', id } })
    return done(undefined)
  })

/** Erases the accounts that were disabled two years ago. */
export const forgetFormerColleagues = (ctx: Ctx): Promise<void> =>
  ctx.write(async (tx) => {
    const since = midnight(todayIn(ctx.clock).subtract({ years: YEARS }))
    if (!ctx.organisationId) return
    const gone = await tables(tx)
      .selectFrom('access_account')
      .select('id')
      .where('organisation_id', '=', ctx.organisationId)
      .where('state', '=', 'disabled')
      .where('state_changed_at', '<', new Date(since.epochMilliseconds))
      .orderBy('id')
      .execute()
    for (const { id } of gone) await erase(tx, id)
    for (const { id } of gone) await noteErasure(tx, 'account', id)
    for (const { id } of gone)
      await recordEvent(tx, ctx, { event: 'access.account.erased', record: { kind: 'account', id } })
  })

const erase = async (tx: Tx, id: AccountId): Promise<boolean> => {
  const { rows } = await sql<{ erased: boolean }>`SELECT access_erase_account(${id}) AS erased`.execute(tx)
  return rows[0]!.erased
}

/** Erases an account once more in a database from before that, where it may still be open. */
export const eraseAccountAgain = async (tx: Tx, id: string): Promise<void> => {
  await tables(tx)
    .updateTable('access_account')
    .set({ state: 'disabled' })
    .where('id', '=', id as AccountId)
    .where('organisation_id', '=', sql<OrganisationId>`current_setting('app.org')::uuid`)
    .where('state', '=', 'active')
    .execute()
  await erase(tx, id as AccountId)
}

type Exported = Pick<PersonRow, 'id' | 'organisationId' | 'email'>

const selectExport = async (tx: Tx, { id, organisationId, email }: Exported): Promise<AccountExport> => {
  const account = await tables(tx)
    .selectFrom('access_account')
    .select([
      'id',
      'email',
      'display_name',
      'state',
      'language',
      'theme',
      'text_size',
      'keyboard',
      'created_at',
      'state_changed_at'
    ])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const requests = await tables(tx)
    .selectFrom('access_entry')
    .select('account_id')
    .where('account_id', '=', id)
    .execute()
  return {
    account,
    secondFactors: await tables(tx)
      .selectFrom('access_second_factor')
      .select(['id', 'kind', 'label', 'confirmed_at', 'created_at', 'last_used_at'])
      .where('account_id', '=', id)
      .execute(),
    oneTimeCodes: await tables(tx)
      .selectFrom('access_one_time_code')
      .select(['created_at', 'used_at'])
      .where('account_id', '=', id)
      .execute(),
    identities: await tables(tx)
      .selectFrom('access_identity')
      .select(['id', 'issuer', 'subject', 'created_at', 'last_used_at'])
      .where('account_id', '=', id)
      .execute(),
    ...(await selectKeysOf(tx, id)),
    sessions: await tables(tx)
      .selectFrom('access_session')
      .select(['id', 'device', 'created_at', 'seen_at', 'ends_at'])
      .where('account_id', '=', id)
      .execute(),
    drafts: await tables(tx)
      .selectFrom('access_draft')
      .select(['id', 'made_at'])
      .where('account_id', '=', id)
      .execute(),
    roles: await selectRoles(tx, id),
    absences: await selectAbsencesOf(tx, id),
    invitations: await tables(tx)
      .selectFrom('access_invitation')
      .select(['id', 'email', 'display_name', 'role', 'created_at', 'expires_at', 'used_at', 'withdrawn_at'])
      .where('organisation_id', '=', organisationId)
      .where(sql<boolean>`lower(email) = lower(${email})`)
      .execute(),
    passwordRequests: requests.length,
    events: await selectEvents(tx, organisationId, id)
  }
}

/** What is kept of a person's key, and of those that it opens. */
const selectKeysOf = async (tx: Tx, id: AccountId) => ({
  keys: await tables(tx)
    .selectFrom('access_user_key as key')
    .leftJoin('access_user_key_wrap as wrap', 'wrap.account_id', 'key.account_id')
    .select(['key.made_at', 'wrap.way', 'wrap.factor_id', 'wrap.made_at as way_made_at', 'wrap.tested_at'])
    .where('key.account_id', '=', id)
    .execute(),
  teamKeys: await tables(tx)
    .selectFrom('access_team_key_wrap')
    .select(['team_id', 'version', 'made_at'])
    .where('account_id', '=', id)
    .execute(),
  signedTeamKeys: await tables(tx)
    .selectFrom('access_team_key')
    .select(['team_id', 'version', 'made_at'])
    .where('signed_by', '=', id)
    .execute(),
  recoveryHolder: await tables(tx)
    .selectFrom('access_recovery_holder')
    .select('named_at')
    .where('account_id', '=', id)
    .execute(),
  keyHalves: await tables(tx)
    .selectFrom('access_team_key_half')
    .select(['team_id', 'version', 'partner_id', 'made_at'])
    .where('account_id', '=', id)
    .execute(),
  recoveryReleases: await tables(tx)
    .selectFrom('access_recovery_release')
    .select(['team_id', 'version', 'account_id', 'holder_id', 'partner_id', 'made_at'])
    .where((where) =>
      where.or([where('account_id', '=', id), where('holder_id', '=', id), where('partner_id', '=', id)])
    )
    .execute()
})

const selectRoles = (tx: Tx, id: AccountId) =>
  tables(tx)
    .selectFrom('access_role_grant')
    .select([
      'id',
      'role',
      'team_id',
      'centre_id',
      'deputy_for',
      sql<string>`valid_from::text`.as('valid_from'),
      sql<string | null>`valid_until::text`.as('valid_until'),
      'granted_at',
      'ended_at'
    ])
    .where('account_id', '=', id)
    .execute()

const selectAbsencesOf = (tx: Tx, id: AccountId) =>
  tables(tx)
    .selectFrom('access_absence')
    .select([
      'account_id',
      'stand_in',
      sql<string>`starts_on::text`.as('starts_on'),
      sql<string>`ends_on::text`.as('ends_on'),
      'noted_at'
    ])
    .where((where) => where.or([where('account_id', '=', id), where('stand_in', '=', id)]))
    .execute()

const selectEvents = async (tx: Tx, organisationId: OrganisationId, id: AccountId) => {
  const rows = await tables(tx)
    .selectFrom('access_audit_event')
    .select(['occurred_at', 'event', 'actor_id', 'record_kind', 'record_id', 'payload'])
    .where('organisation_id', '=', organisationId)
    .where((where) => where.or([where('actor_id', '=', id), where('record_id', '=', id)]))
    .orderBy('position')
    .execute()
  return rows.map((row) => withoutNulls(row))
}
