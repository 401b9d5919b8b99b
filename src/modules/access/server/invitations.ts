import { instantOf } from '#platform/clock/clock.ts'
import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Actor, Invitation, InvitationId } from '../model.ts'
import { mayDo } from '../policy.ts'
import { assertActing, momentOf, refusalFor, type Refused } from './changePerson.ts'
import { sendInvitation } from './inviteColleague.ts'
import { lockInvitation, selectOpenInvitations, writeWithdrawn } from './invitationRepository.ts'
import { lockPeople } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'

/** The invitations that wait for their answer, expired ones among them, for those who may see them; the latest first. */
export const listInvitations = async (ctx: Ctx, actor: Actor): Promise<readonly Invitation[]> => {
  assertActing(ctx, actor)
  const rows = await ctx.read(selectOpenInvitations)
  return rows
    .filter((row) => mayDo(actor, 'invitations.view', row))
    .map(({ id, email, name, role, teamName, createdAt, expiresAt }) => ({
      id,
      email,
      name,
      role,
      ...(teamName && { teamName }),
      createdAt: instantOf(createdAt),
      expiresAt: instantOf(expiresAt)
    }))
}

/** Makes an invitation useless. Refuses one that was taken up or withdrawn meanwhile (`changed`). */
export const withdrawInvitation = (
  ctx: Ctx,
  actor: Actor,
  id: InvitationId
): Promise<Outcome<undefined, 'changed' | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const invitation = await lockInvitation(tx, id)
    const refused = refusalFor(ctx, actor, 'people.invite', invitation)
    if (refused || !invitation) return refuse(refused ?? 'missing')
    if (!invitation.open) return refuse('changed')
    await writeWithdrawn(tx, id, momentOf(ctx).at)
    await recordEvent(tx, ctx, { event: 'access.invitation.withdrawn', record: { kind: 'invitation', id } })
    return done(undefined)
  })

interface Resending {
  readonly id: InvitationId
  /** Id of the invitation that takes its place, made with the form: sent twice, it is one mail. */
  readonly as: InvitationId
}

/**
 * Sends an invitation anew, with an address of its own and seven new days; the earlier address stops working. Refuses one
 * that was taken up or withdrawn meanwhile (`changed`).
 */
export const resendInvitation = (
  ctx: Ctx,
  actor: Actor,
  { id, as }: Resending,
  origin: string
): Promise<Outcome<InvitationId, 'changed' | 'taken' | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const invitation = await lockInvitation(tx, id)
    const refused = refusalFor(ctx, actor, 'people.invite', invitation)
    if (refused || !invitation) return refuse(refused ?? 'missing')
    const earlier = await lockInvitation(tx, as)
    if (earlier) return earlier.organisationId === actor.organisationId ? done(as) : refuse('taken')
    if (!invitation.open) return refuse('changed')
    const { email, name, language, role, teamId } = invitation
    const wish = { id: as, email, name, language, role, teamId }
    return sendInvitation(tx, ctx, actor, { wish, origin, event: 'access.invitation.resent' })
  })
