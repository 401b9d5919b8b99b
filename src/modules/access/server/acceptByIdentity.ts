import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse } from '#platform/errors/outcome.ts'
import { insertAccount } from './accountRepository.ts'
import { openSession } from './enterByIdentity.ts'
import { giveFirstRoles } from './giveFirstRoles.ts'
import { selectIdentity } from './identityQueries.ts'
import { insertIdentity } from './identityRepository.ts'
import { useInvitation } from './openInvitationRepository.ts'
import { recordEvent } from './recordEvent.ts'
import type { Arrival, Entered, SignOnOutcome } from './signOn/arrival.ts'
import { nowOf } from './times.ts'

/** Takes back what a transaction has done so far. */
class Taken extends Error {}

/**
 * Makes the account of an invited person, which has no password: with the address, the name and the role that the
 * invitation names, opened by the identity. Refuses an invitation that is used, withdrawn or expired, or whose address has an
 * account by now (`gone`), and an identity that opens another account (`taken`).
 */
export const acceptByIdentity = async (
  ctx: Ctx,
  invitation: Buffer,
  arrival: Arrival
): Promise<SignOnOutcome<Entered, 'gone' | 'taken'>> => {
  try {
    return await ctx.write((tx) => accept(tx, ctx, invitation, arrival))
  } catch (fault) {
    if (fault instanceof Taken) return refuse('taken')
    throw fault
  }
}

const accept = async (
  tx: Tx,
  ctx: Ctx,
  tokenHash: Buffer,
  arrival: Arrival
): Promise<SignOnOutcome<Entered, 'gone' | 'taken'>> => {
  const [now, id, identity] = [nowOf(ctx), randomUUID() as AccountId, randomUUID()]
  if (await selectIdentity(tx, arrival.identity)) return refuse('taken')
  const invitation = await useInvitation(tx, tokenHash, now)
  if (!invitation) return refuse('gone')
  const { email, display_name: displayName, language, role, invited_by: grantedBy } = invitation
  if (!(await insertAccount(tx, { id, email, displayName, language }, now))) return refuse('gone')
  const { issuer, subject } = arrival.identity
  if (!(await insertIdentity(tx, { id: identity, accountId: id, issuer, subject }, now))) throw new Taken()
  const roles = [{ role, teamId: invitation.team_id ?? undefined }]
  const organisationId = invitation.organisation_id
  await giveFirstRoles(tx, ctx, id, { organisationId, roles, grantedBy, invitation: invitation.id })
  const record = { kind: 'account', id } as const
  await recordEvent(tx, ctx, { event: 'access.identity.linked', record, payload: { identity }, actor: id })
  return done(await openSession(tx, ctx, id, arrival))
}
