import { sql } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { TeamId } from '../model.ts'
import type { AccessTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<AccessTables>()
const nameOfLock = (organisationId: OrganisationId | undefined) => `access recovery ${organisationId ?? ''}`

/** Others are named when nobody halves a key: waits for those who do. After the locks of teams, before anything is told to the audit. */
export const lockNaming = (tx: Tx, organisationId: OrganisationId | undefined): Promise<unknown> =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(${nameOfLock(organisationId)}, 0))`.execute(tx)

/** Nobody is named until this transaction ends. After the locks of teams, before anything is told to the audit. */
export const keepNaming = (tx: Tx, organisationId: OrganisationId | undefined): Promise<unknown> =>
  sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${nameOfLock(organisationId)}, 0))`.execute(tx)

/** A recovery holder as they are stored. */
export interface KeptHolder {
  readonly accountId: AccountId
  readonly name: string
  readonly namingId: string
  readonly proof: Buffer
  /** Absent where their account is closed, or nothing opens their own key. */
  readonly publicKey: Buffer | undefined
}

/** Everybody who was named last. */
export const selectRecoveryHolders = async (tx: Tx): Promise<KeptHolder[]> => {
  const { rows } = await sql<HolderRow>`
    SELECT holder.account_id, account.display_name, holder.naming_id, holder.proof, key.public_key
    FROM access_recovery_holder AS holder
      JOIN access_account AS account ON account.id = holder.account_id
      LEFT JOIN access_user_key AS key ON key.account_id = holder.account_id AND account.state = 'active'
        AND EXISTS (SELECT FROM access_user_key_wrap AS wrap WHERE wrap.account_id = key.account_id)
    WHERE holder.organisation_id = ${ownOrganisation()}
    ORDER BY holder.account_id`.execute(tx)
  return rows.map((row) => ({
    accountId: row.account_id,
    name: row.display_name,
    namingId: row.naming_id,
    proof: row.proof,
    publicKey: row.public_key ?? undefined
  }))
}

interface HolderRow {
  readonly account_id: AccountId
  readonly display_name: string
  readonly naming_id: string
  readonly proof: Buffer
  readonly public_key: Buffer | null
}

/** Names these in the place of all who were named before: their halves are destroyed. */
export const replaceRecoveryHolders = async (
  tx: Tx,
  named: readonly Pick<KeptHolder, 'accountId' | 'namingId' | 'proof'>[],
  now: Date
): Promise<void> => {
  await tables(tx)
    .deleteFrom('access_recovery_holder')
    .where('organisation_id', '=', ownOrganisation())
    .execute()
  const values = named.map(({ accountId, namingId, proof }) => ({
    account_id: accountId,
    organisation_id: ownOrganisation(),
    naming_id: namingId,
    proof,
    named_at: now
  }))
  await tables(tx).insertInto('access_recovery_holder').values(values).execute()
}

/** Colleagues with an open account and a key of their own that something opens. */
export const selectKeyOwners = (tx: Tx) =>
  tables(tx)
    .selectFrom('access_account as account')
    .innerJoin('access_user_key as key', 'key.account_id', 'account.id')
    .select([
      'account.id',
      'account.display_name as name',
      'account.email',
      'account.language',
      'key.public_key as publicKey',
      'key.signing_key as signingKey',
      'key.proof'
    ])
    .where('account.organisation_id', '=', ownOrganisation())
    .where('account.state', '=', 'active')
    .where('account.id', 'in', (query) => query.selectFrom('access_user_key_wrap').select('account_id'))
    .execute()

/** For which pair which version of a team's key is halved; each pair comes twice. */
export const selectHalvings = (tx: Tx, teamId: TeamId) =>
  tables(tx)
    .selectFrom('access_team_key_half')
    .select(['version', 'account_id as accountId', 'partner_id as partnerId'])
    .where('team_id', '=', teamId)
    .execute()

/** A half of a version of a team's key, as its holder opens it. */
export interface KeptHalf {
  readonly teamId: TeamId
  readonly version: number
  readonly partnerId: AccountId
  readonly sealed: Buffer
  /** Of the version. */
  readonly publicKey: Buffer
}

/** The halves of a holder, of one team or of all, by version. */
export const selectHalvesOf = (tx: Tx, accountId: AccountId, teamId?: TeamId): Promise<KeptHalf[]> => {
  const query = tables(tx)
    .selectFrom('access_team_key_half as half')
    .innerJoin('access_team_key as key', (join) =>
      join.onRef('key.team_id', '=', 'half.team_id').onRef('key.version', '=', 'half.version')
    )
    .select([
      'half.team_id as teamId',
      'half.version',
      'half.partner_id as partnerId',
      'half.sealed',
      'key.public_key as publicKey'
    ])
    .where('half.account_id', '=', accountId)
    .where('half.organisation_id', '=', ownOrganisation())
    .orderBy('half.version')
  return (teamId ? query.where('half.team_id', '=', teamId) : query).execute()
}

interface NewHalf extends Omit<KeptHalf, 'publicKey'> {
  readonly accountId: AccountId
}

/** Keeps a half for one of a pair. */
export const insertHalf = (tx: Tx, half: NewHalf, now: Date) =>
  tables(tx)
    .insertInto('access_team_key_half')
    .values({
      team_id: half.teamId,
      version: half.version,
      account_id: half.accountId,
      partner_id: half.partnerId,
      organisation_id: ownOrganisation(),
      sealed: half.sealed,
      made_at: now
    })
    .execute()

/** Of how many teams with a key the newest version is halved for a pair of these, and how many there are. Closed teams do not count. */
export const countHalved = async (
  tx: Tx,
  holders: readonly AccountId[]
): Promise<{ readonly halved: number; readonly teams: number }> => {
  const { rows } = await sql<{ halved: number; teams: number }>`
    SELECT count(*)::int AS teams, count(*) FILTER (WHERE EXISTS (SELECT FROM access_team_key_half AS half
      WHERE half.team_id = newest.team_id AND half.version = newest.version
        AND half.account_id = ANY(${holders}::uuid[]) AND half.partner_id = ANY(${holders}::uuid[])))::int AS halved
    FROM (SELECT key.team_id, max(key.version) AS version
      FROM access_team_key AS key JOIN access_team AS team ON team.id = key.team_id AND team.closed_at IS NULL
      WHERE key.organisation_id = ${ownOrganisation()} GROUP BY key.team_id) AS newest`.execute(tx)
  return rows[0]!
}

/** Whom a release is for, and by which two. */
export interface Releasing {
  readonly teamId: TeamId
  readonly version: number
  readonly accountId: AccountId
  readonly holderId: AccountId
  readonly partnerId: AccountId
}

/** Keeps a half that one holder gives another. */
export const insertRelease = (tx: Tx, { sealed, ...release }: Releasing & { sealed: Buffer }, now: Date) =>
  tables(tx)
    .insertInto('access_recovery_release')
    .values({
      team_id: release.teamId,
      version: release.version,
      account_id: release.accountId,
      holder_id: release.holderId,
      partner_id: release.partnerId,
      organisation_id: ownOrganisation(),
      sealed,
      made_at: now
    })
    .execute()

/** What was released after a moment. */
export const selectReleases = (tx: Tx, after: Date) =>
  tables(tx)
    .selectFrom('access_recovery_release')
    .select([
      'team_id as teamId',
      'version',
      'account_id as accountId',
      'holder_id as holderId',
      'partner_id as partnerId',
      'sealed'
    ])
    .where('organisation_id', '=', ownOrganisation())
    .where('made_at', '>', after)
    .orderBy('made_at')
    .execute()

/** Takes what was released for a colleague and a team, by one holder or by all. */
export const deleteReleases = (
  tx: Tx,
  { teamId, accountId }: Pick<Releasing, 'teamId' | 'accountId'>,
  holderId?: AccountId
) => {
  const query = tables(tx)
    .deleteFrom('access_recovery_release')
    .where('team_id', '=', teamId)
    .where('account_id', '=', accountId)
  return (holderId ? query.where('holder_id', '=', holderId) : query).execute()
}

/** Deletes what was released until a moment; answers how many rows. */
export const deleteOldReleases = async (tx: Tx, until: Date): Promise<number> => {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('access_recovery_release')
    .where('made_at', '<=', until)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
