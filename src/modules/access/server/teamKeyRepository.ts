import { sql } from 'kysely'
import type { AccountId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { ownOrganisation } from '#platform/db/server/ownOrganisation.ts'
import type { TeamId } from '../model.ts'
import type { PublicHalves } from './publicHalves.ts'
import type { AccessTables } from './tables.ts'
import type { SignedTeamKey, TeamKeySignature, TeamKeyVersion } from './teamKeySignature.ts'

const keys = (tx: Tx) => tx.$extendTables<AccessTables>()

/**
 * Keys of a team change one after the other: waits for the changes before. Teams come in the order of `selectTeamsOf`, all of them before
 * anything is told to the audit: its chain is the lock that is taken last.
 */
export const lockTeamKeys = async (tx: Tx, teams: readonly { readonly id: TeamId }[]): Promise<void> => {
  for (const { id } of teams)
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`access team key ${id}`}, 0))`.execute(tx)
}

/** A colleague with a role in the team today, and what they have of its key. */
export interface TeamMember {
  readonly accountId: AccountId
  readonly name: string
  /** Absent until they have a key of their own. */
  readonly halves: PublicHalves | undefined
}

/** A version of a team's key as one colleague holds it. */
export interface HeldTeamKey {
  readonly version: number
  readonly publicKey: Buffer
  readonly accountId: AccountId
  readonly sealed: Buffer
}

/** The newest version of a team's key; nothing where it has none. */
export const selectNewestKey = (tx: Tx, teamId: TeamId) =>
  keys(tx)
    .selectFrom('access_team_key')
    .select(['version', 'public_key as publicKey'])
    .where('team_id', '=', teamId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The newest version of an open team's key with what its signature is checked by; nothing where its signer has no key any more. */
export const selectSealingKey = async (tx: Tx, teamId: TeamId): Promise<SignedTeamKey | undefined> => {
  const { rows } = await sql<SealingKeyRow>`SELECT * FROM access_sealing_key(${teamId})`.execute(tx)
  const row = rows[0]
  return (
    row && {
      teamId,
      version: row.version,
      publicKey: row.public_key,
      signedBy: row.signed_by,
      signature: row.signature,
      signer: { publicKey: row.signer_public_key, signingKey: row.signing_key, proof: row.proof }
    }
  )
}

interface SealingKeyRow {
  readonly version: number
  readonly public_key: Buffer
  readonly signed_by: AccountId
  readonly signature: Buffer
  readonly signer_public_key: Buffer
  readonly signing_key: Buffer
  readonly proof: Buffer
}

/** Every version with all who hold it. */
export const selectHeldKeys = (tx: Tx, teamId: TeamId): Promise<HeldTeamKey[]> =>
  keys(tx)
    .selectFrom('access_team_key as key')
    .innerJoin('access_team_key_wrap as wrap', (join) =>
      join.onRef('wrap.team_id', '=', 'key.team_id').onRef('wrap.version', '=', 'key.version')
    )
    .select(['key.version', 'key.public_key as publicKey', 'wrap.account_id as accountId', 'wrap.sealed'])
    .where('key.team_id', '=', teamId)
    .orderBy('key.version')
    .execute()

/** Who belongs to a team on an ISO day: colleagues with an open account and a role in it. */
export const selectTeamMembers = async (tx: Tx, teamId: TeamId, day: string): Promise<TeamMember[]> => {
  const { rows } = await sql<MemberRow>`
    SELECT account.id, account.display_name AS name, key.public_key, key.signing_key, key.proof
    FROM access_account AS account LEFT JOIN access_user_key AS key ON key.account_id = account.id
    WHERE account.state = 'active' AND account.organisation_id = ${ownOrganisation()} AND EXISTS (
      SELECT FROM access_role_grant AS role
      WHERE role.account_id = account.id AND role.team_id = ${teamId} AND role.ended_at IS NULL
        AND role.valid_from <= ${day}::date AND coalesce(role.valid_until, 'infinity') >= ${day}::date)
    ORDER BY account.id`.execute(tx)
  return rows.map(({ id, name, public_key: publicKey, signing_key: signingKey, proof }) => ({
    accountId: id,
    name,
    halves: publicKey && signingKey && proof ? { publicKey, signingKey, proof } : undefined
  }))
}

interface MemberRow {
  readonly id: AccountId
  readonly name: string
  readonly public_key: Buffer | null
  readonly signing_key: Buffer | null
  readonly proof: Buffer | null
}

/** The open teams in which a colleague has a role on an ISO day. */
export const selectTeamsOf = (tx: Tx, accountId: AccountId, day: string) =>
  keys(tx)
    .selectFrom('access_team as team')
    .select(['team.id', 'team.name'])
    .where('team.closed_at', 'is', null)
    .where(
      sql<boolean>`EXISTS (SELECT FROM access_role_grant AS role
        WHERE role.account_id = ${accountId} AND role.team_id = team.id AND role.ended_at IS NULL
          AND role.valid_from <= ${day}::date AND coalesce(role.valid_until, 'infinity') >= ${day}::date)`
    )
    .orderBy('team.id')
    .execute()

/** Keeps the public half of a new version. */
export const insertTeamKey = (
  tx: Tx,
  { teamId, version, publicKey, signedBy, signature }: TeamKeyVersion & TeamKeySignature,
  now: Date
) =>
  keys(tx)
    .insertInto('access_team_key')
    .values({
      team_id: teamId,
      version,
      organisation_id: ownOrganisation(),
      public_key: publicKey,
      signed_by: signedBy,
      signature,
      made_at: now
    })
    .execute()

/** Puts another member's signature under a version. */
export const replaceSignature = (
  tx: Tx,
  { teamId, version }: Pick<TeamKeyVersion, 'teamId' | 'version'>,
  { signedBy, signature }: TeamKeySignature
) =>
  keys(tx)
    .updateTable('access_team_key')
    .set({ signed_by: signedBy, signature })
    .where('team_id', '=', teamId)
    .where('version', '=', version)
    .execute()

/** Keeps a version as it is sealed to one colleague. */
export const insertTeamKeyWrap = (
  tx: Tx,
  wrap: { teamId: TeamId; version: number; accountId: AccountId; sealed: Buffer },
  now: Date
) =>
  keys(tx)
    .insertInto('access_team_key_wrap')
    .values({
      team_id: wrap.teamId,
      version: wrap.version,
      account_id: wrap.accountId,
      organisation_id: ownOrganisation(),
      sealed: wrap.sealed,
      made_at: now
    })
    .execute()

/** Takes every version of a team's key from those who are none of these. */
export const deleteWrapsOfOthers = (tx: Tx, teamId: TeamId, members: readonly AccountId[]) =>
  keys(tx)
    .deleteFrom('access_team_key_wrap')
    .where('team_id', '=', teamId)
    .where(sql<boolean>`account_id <> ALL(${members}::uuid[])`)
    .execute()
