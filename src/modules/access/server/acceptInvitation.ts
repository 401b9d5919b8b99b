import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Wait } from '../model.ts'
import type { PasswordFault } from '../passwordRules.ts'
import { insertAccount } from './accountRepository.ts'
import { beginSession } from './beginSession.ts'
import { findInvitation } from './findInvitation.ts'
import { giveFirstRoles } from './giveFirstRoles.ts'
import { useInvitation } from './openInvitationRepository.ts'
import { choosePassword } from './passwords/choosePassword.ts'
import type { NewPassword } from './passwords/passwordWork.ts'
import { nowOf } from './times.ts'
import { hashOfToken } from './tokens.ts'

/** What an invited person says of themselves. */
export interface Acceptance {
  readonly token: string
  readonly displayName: string
  readonly password: string
  readonly device: string
}

/**
 * Makes the account of an invited person, with the address and the role that the invitation names. Answers a session that
 * waits for the second factor. Refuses an invitation that is used, withdrawn or expired (`gone`), also for all but one
 * of those who come at once; and where the address has an account by now.
 */
export const acceptInvitation = async (
  ctx: Ctx,
  acceptance: Acceptance
): Promise<Outcome<{ readonly token: string }, 'gone' | PasswordFault> | Wait<'busy'>> => {
  const found = await findInvitation(ctx, acceptance.token)
  if (!found) return refuse('gone')
  const known = [found.email, acceptance.displayName, found.organisation]
  const chosen = await choosePassword(acceptance.password, known)
  if (!chosen.done) return chosen
  return ctx.write((tx) => join(tx, ctx, acceptance, chosen.value))
}

const join = async (
  tx: Tx,
  ctx: Ctx,
  { token, displayName, device }: Acceptance,
  password: NewPassword
): Promise<Outcome<{ readonly token: string }, 'gone'>> => {
  const [now, id] = [nowOf(ctx), randomUUID() as AccountId]
  const invitation = await useInvitation(tx, hashOfToken(token)!, now)
  if (!invitation) return refuse('gone')
  const { email, language, role, organisation_id: organisationId, invited_by: grantedBy } = invitation
  if (!(await insertAccount(tx, { id, email, displayName, language, password }, now))) return refuse('gone')
  const roles = [{ role, teamId: invitation.team_id ?? undefined }]
  await giveFirstRoles(tx, ctx, id, { organisationId, roles, grantedBy, invitation: invitation.id })
  return done({ token: await beginSession(tx, ctx, { accountId: id, password, device }) })
}
