import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { sendMail } from '#platform/mail/server/sendMail.ts'
import type { Actor, HeldRole } from '../model.ts'
import { changePerson, momentOf, type Refused } from './changePerson.ts'
import { isLastAdministration } from './grantRole.ts'
import { factorsResetMail } from './mails.ts'
import { selectOrganisationName, type PersonRow } from './peopleQueries.ts'
import { deleteEntriesOf, deleteFactorsOf, endGrant, writeAccountState } from './peopleRepository.ts'
import { endSessionsOf } from './endSessionsOf.ts'
import { recordEvent } from './recordEvent.ts'

/**
 * Closes the account of a colleague who left: nothing is open to them from this moment. Their roles stay written down, and
 * hold again when the account is opened. Refuses oneself, the last who looks after the organisation, and an account that is
 * closed already (`changed`).
 */
export const disableAccount = (
  ctx: Ctx,
  actor: Actor,
  id: AccountId
): Promise<Outcome<undefined, 'changed' | 'last' | Refused>> =>
  changePerson(ctx, actor, { permission: 'people.disable', id }, async (tx, person) =>
    closeAccount(tx, ctx, person, [])
  )

/**
 * Lets a colleague go who works here no more: every role they hold or will hold ends now, and their account is closed.
 * Opened again, it has no role. Refuses what `disableAccount` refuses; what would have to be handed over first is told by
 * `listHandover` and stops nobody.
 */
export const letGo = (
  ctx: Ctx,
  actor: Actor,
  id: AccountId
): Promise<Outcome<undefined, 'changed' | 'last' | Refused>> =>
  changePerson(ctx, actor, { permission: 'people.disable', id }, async (tx, person) =>
    closeAccount(tx, ctx, person, person.roles)
  )

/** Closes an account, and ends these roles of it. */
const closeAccount = async (
  tx: Tx,
  ctx: Ctx,
  { id, state }: Pick<PersonRow, 'id' | 'state'>,
  ending: readonly HeldRole[]
): Promise<Outcome<undefined, 'changed' | 'last'>> => {
  const { at } = momentOf(ctx)
  if (state !== 'active') return refuse('changed')
  if (await isLastAdministration(tx, ctx, { accountId: id })) return refuse('last')
  for (const role of ending) await endGrant(tx, role.id, ctx.actor!.accountId, at)
  await writeAccountState(tx, id, 'disabled', at)
  await endSessionsOf(tx, id)
  await deleteEntriesOf(tx, id)
  const record = { kind: 'account', id } as const
  for (const { id: grant, role } of ending)
    await recordEvent(tx, ctx, { event: 'access.role.ended', record, payload: { grant, role } })
  await recordEvent(tx, ctx, { event: 'access.account.disabled', record })
  return done(undefined)
}

/** Opens a closed account again, with the roles that still hold. Refuses one that is not closed (`changed`). */
export const enableAccount = (
  ctx: Ctx,
  actor: Actor,
  id: AccountId
): Promise<Outcome<undefined, 'changed' | Refused>> =>
  changePerson(ctx, actor, { permission: 'people.enable', id }, async (tx, person) => {
    if (person.state !== 'disabled') return refuse('changed')
    await writeAccountState(tx, id, 'active', momentOf(ctx).at)
    await recordEvent(tx, ctx, { event: 'access.account.enabled', record: { kind: 'account', id } })
    return done(undefined)
  })

/**
 * Takes every second factor and one-time code from a colleague who lost them; their sessions end, a mail tells them, and
 * their next sign-in asks for a new factor. `mailId` is made with the form: sent twice, it is one mail. Refuses oneself, a
 * closed account (`closed`), and a colleague who has no factor, because somebody took them already (`changed`).
 */
export const resetSecondFactors = (
  ctx: Ctx,
  actor: Actor,
  { id, mailId }: { readonly id: AccountId; readonly mailId: string }
): Promise<Outcome<undefined, 'closed' | 'changed' | Refused>> =>
  changePerson(ctx, actor, { permission: 'people.resetFactors', id }, async (tx, person) => {
    if (person.state !== 'active') return refuse('closed')
    if (person.factors === 0) return refuse('changed')
    await deleteFactorsOf(tx, id)
    await endSessionsOf(tx, id)
    const organisation = await selectOrganisationName(tx, person.organisationId)
    const mail = factorsResetMail({ ...person, organisation, by: actor.name })
    await sendMail(tx, ctx, { id: mailId, to: person.email, ...mail })
    await recordEvent(tx, ctx, { event: 'access.factor.reset', record: { kind: 'account', id } })
    return done(undefined)
  })
