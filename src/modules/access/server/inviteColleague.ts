import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import type { Actor, InvitationId, Language, Role, TeamId } from '../model.ts'
import { fitsScope } from '../rules.ts'
import { momentOf, refusalFor, type Refused } from './changePerson.ts'
import { insertInvitation, lockInvitation, withdrawOpenInvitations } from './invitationRepository.ts'
import { invitationMail } from './mails.ts'
import { selectAccountOf, selectOrganisationName } from './peopleQueries.ts'
import { lockPeople } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'
import { selectTeams } from './teamRepository.ts'
import { makeToken } from './tokens.ts'

/** Who is invited, in which role. */
export interface InvitationWish {
  /** Made with the form: sent twice, it is one invitation and one mail. */
  readonly id: InvitationId
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly role: Role
  readonly teamId?: TeamId | undefined
}

export type InvitationFault =
  /** Someone signs in with this address already. */
  | 'hasAccount'
  /** The role wants a team, or wants none. */
  | 'scope'
  /** There is no such team, or it is closed. */
  | 'team'
  /** The id was made for something else. */
  | 'taken'

/** Days an invitation waits for its answer. */
const DAYS = 7

/**
 * Invites a colleague by mail, with an address that works once and for seven days, below `origin`. What already waits at
 * the same mail address is replaced. Refuses an address that has an account, and a role that does not fit.
 */
export const inviteColleague = (
  ctx: Ctx,
  actor: Actor,
  wish: InvitationWish,
  origin: string
): Promise<Outcome<InvitationId, InvitationFault | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const refused = refusalFor(ctx, actor, 'people.invite', { organisationId: actor.organisationId })
    if (refused) return refuse(refused)
    const earlier = await lockInvitation(tx, wish.id)
    if (earlier) return earlier.organisationId === actor.organisationId ? done(wish.id) : refuse('taken')
    const fault = await invitationFault(tx, ctx, actor, wish)
    return fault
      ? refuse(fault)
      : sendInvitation(tx, ctx, actor, { wish, origin, event: 'access.invitation.sent' })
  })

/** Why a colleague cannot be invited as wished; `undefined` where they can. */
export const invitationFault = async (
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  { email, role, teamId }: Pick<InvitationWish, 'email' | 'role' | 'teamId'>
): Promise<InvitationFault | undefined> => {
  const isOurs = ({ organisationId }: { organisationId: string }) => organisationId === actor.organisationId
  if ((await selectAccountOf(tx, email)).some(isOurs)) return 'hasAccount'
  if (!fitsScope(role, teamId ? 'team' : 'organisation')) return 'scope'
  if (!teamId) return undefined
  const [team] = await selectTeams(tx, momentOf(ctx).today, teamId)
  return !team || refusalFor(ctx, actor, 'teams.view', team) || team.closed ? 'team' : undefined
}

interface Sending {
  readonly wish: InvitationWish
  readonly origin: string
  readonly event: 'access.invitation.sent' | 'access.invitation.resent'
}

/** Writes an invitation down in place of what waits at the address, and sends its mail. The transaction's last step. */
export const sendInvitation = async (
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  { wish, origin, event }: Sending
): Promise<Outcome<InvitationId, 'taken'>> => {
  if (!(await keepInvitation(tx, ctx, actor, { wish, origin }))) return refuse('taken')
  await tellOfInvitation(tx, ctx, wish, event)
  return done(wish.id)
}

/** Writes an invitation down in place of what waits at the address, with its mail. Answers whether it did: an id stands for one. */
export const keepInvitation = async (
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  { wish, origin }: Pick<Sending, 'wish' | 'origin'>
): Promise<boolean> => {
  const { at } = momentOf(ctx)
  const { token, hash } = makeToken()
  const expires = ctx.clock.now().add({ hours: 24 * DAYS })
  await withdrawOpenInvitations(tx, actor.organisationId, wish.email, at)
  const added = await insertInvitation(tx, {
    ...wish,
    organisationId: actor.organisationId,
    tokenHash: hash,
    invitedBy: actor.accountId,
    at,
    expiresAt: new Date(expires.epochMilliseconds)
  })
  if (!added) return false
  const organisation = await selectOrganisationName(tx, actor.organisationId)
  const link = new URL(`/invitation/${token}`, origin).href
  const mail = invitationMail({ ...wish, inviter: actor.name, organisation, link, expires })
  await sendMail(tx, ctx, { id: wish.id, to: wish.email, ...mail })
  return true
}

/** Tells the audit of an invitation. */
export const tellOfInvitation = (
  tx: Tx,
  ctx: Ctx,
  { id, role, teamId }: Pick<InvitationWish, 'id' | 'role' | 'teamId'>,
  event: Sending['event']
): Promise<unknown> => {
  const record = { kind: 'invitation', id } as const
  return recordEvent(
    tx,
    ctx,
    event === 'access.invitation.sent'
      ? { event, record, payload: { role, team: teamId } }
      : { event, record }
  )
}
