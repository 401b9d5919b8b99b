import { sql } from 'kysely'
import type { AccountId, OrganisationId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { isId } from '#platform/isId.ts'
import type { InvitationId, Language, Role, TeamId } from '../model.ts'
import { withoutNulls } from './peopleQueries.ts'
import type { AccessTables } from './tables.ts'

const tables = (tx: Tx) => tx.$extendTables<AccessTables>()

const invitations = (tx: Tx) =>
  tables(tx)
    .selectFrom('access_invitation as invitation')
    .leftJoin('access_team as team', 'team.id', 'invitation.team_id')
    .select([
      'invitation.id',
      'invitation.organisation_id as organisationId',
      'invitation.email',
      'invitation.display_name as name',
      'invitation.language',
      'invitation.role',
      'invitation.team_id as teamId',
      'team.name as teamName',
      'invitation.created_at as createdAt',
      'invitation.expires_at as expiresAt',
      sql<boolean>`invitation.used_at IS NULL AND invitation.withdrawn_at IS NULL`.as('open')
    ])

/** The invitations that are neither taken up nor withdrawn, expired ones among them, the latest first. */
export const selectOpenInvitations = async (tx: Tx) => {
  const rows = await invitations(tx)
    .where('invitation.used_at', 'is', null)
    .where('invitation.withdrawn_at', 'is', null)
    .orderBy('invitation.created_at', 'desc')
    .execute()
  return rows.map((row) => withoutNulls(row))
}

/** An invitation by its id, kept from being taken up until this transaction ends. */
export const lockInvitation = async (tx: Tx, id: InvitationId) => {
  if (!isId(id)) return undefined
  const row = await invitations(tx).where('invitation.id', '=', id).forUpdate('invitation').executeTakeFirst()
  return row && withoutNulls(row)
}

/** Withdraws what waits at an address, so that a new invitation can take its place. */
export const withdrawOpenInvitations = (
  tx: Tx,
  organisationId: OrganisationId,
  email: string,
  at: Date
): Promise<unknown> =>
  tables(tx)
    .updateTable('access_invitation')
    .set({ withdrawn_at: at })
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()

/** Withdraws an invitation. */
export const writeWithdrawn = (tx: Tx, id: InvitationId, at: Date): Promise<unknown> =>
  tables(tx).updateTable('access_invitation').set({ withdrawn_at: at }).where('id', '=', id).execute()

/** What an invitation says. */
export interface NewInvitation {
  readonly id: InvitationId
  readonly organisationId: OrganisationId
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly role: Role
  readonly teamId?: TeamId | undefined
  readonly tokenHash: Buffer
  readonly invitedBy: AccountId
  readonly at: Date
  readonly expiresAt: Date
}

/** Adds an invitation. Answers whether it was added: an id stands for one. */
export const insertInvitation = async (tx: Tx, invitation: NewInvitation): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('access_invitation')
    .values({
      id: invitation.id,
      organisation_id: invitation.organisationId,
      email: invitation.email,
      display_name: invitation.name,
      language: invitation.language,
      role: invitation.role,
      team_id: invitation.teamId ?? null,
      token_hash: invitation.tokenHash,
      invited_by: invitation.invitedBy,
      created_at: invitation.at,
      expires_at: invitation.expiresAt,
      used_at: null,
      withdrawn_at: null
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
