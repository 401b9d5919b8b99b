import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Actor, GrantId } from '../model.ts'
import { grantFault, isLastingAdministration, type GrantFault, type GrantWish } from '../rules.ts'
import { changePerson, momentOf, recordOf, refusalFor, type Refused } from './changePerson.ts'
import { selectGrant, selectPeople, type PersonRow } from './peopleQueries.ts'
import { endGrant, insertGrant } from './peopleRepository.ts'
import { endSessionsOf } from './endSessionsOf.ts'
import { recordEvent } from './recordEvent.ts'
import { selectTeams } from './teamRepository.ts'

/** Which role a colleague gets. The centre is one of the directory, looked up by the caller. */
export interface RoleWish extends GrantWish {
  /** Made with the form: sent twice, the role is given once. */
  readonly id: GrantId
  readonly accountId: AccountId
}

/**
 * Gives a colleague a role in a team, a centre or the organisation, from a day on, for a time or for good, also as deputy
 * of another. Their sessions end. Refuses oneself, a closed account, a closed or unknown team, and what `GrantFault`
 * names.
 */
export const grantRole = (
  ctx: Ctx,
  actor: Actor,
  wish: RoleWish
): Promise<Outcome<GrantId, GrantFault | 'team' | 'closed' | 'taken' | Refused>> =>
  changePerson(ctx, actor, { permission: 'roles.grant', id: wish.accountId }, async (tx, person) => {
    const { at } = momentOf(ctx)
    const earlier = await selectGrant(tx, wish.id)
    if (earlier) return earlier.accountId === wish.accountId ? done(wish.id) : refuse('taken')
    if (person.state !== 'active') return refuse('closed')
    const fault = await roleFault(tx, ctx, actor, person, wish)
    if (fault) return refuse(fault)
    const { organisationId } = person
    if (!(await insertGrant(tx, { ...wish, organisationId, grantedBy: actor.accountId, at })))
      return refuse('taken')
    await endSessionsOf(tx, person.id)
    await tellOfGranted(tx, ctx, wish)
    return done(wish.id)
  })

/** Why a role cannot be given to a colleague; `undefined` where it can. */
export const roleFault = async (
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  { id, roles }: Pick<PersonRow, 'id' | 'roles'>,
  wish: GrantWish
): Promise<GrantFault | 'team' | undefined> => {
  if (wish.teamId && !(await isOpenTeam(tx, ctx, actor, wish.teamId))) return 'team'
  const represented = wish.deputyFor ? await rolesOf(tx, ctx, actor, wish.deputyFor) : []
  return grantFault(wish, { id, held: roles }, represented, momentOf(ctx).today)
}

/** Tells the audit of a role that was given. */
export const tellOfGranted = (tx: Tx, ctx: Ctx, wish: RoleWish): Promise<unknown> =>
  recordEvent(tx, ctx, {
    event: 'access.role.granted',
    record: { kind: 'account', id: wish.accountId },
    payload: {
      grant: wish.id,
      role: wish.role,
      team: wish.teamId,
      centre: wish.centreId,
      deputyFor: wish.deputyFor,
      from: wish.validFrom,
      until: wish.validUntil
    }
  })

const isOpenTeam = async (tx: Tx, ctx: Ctx, actor: Actor, teamId: NonNullable<RoleWish['teamId']>) => {
  const [team] = await selectTeams(tx, momentOf(ctx).today, teamId)
  return team !== undefined && !refusalFor(ctx, actor, 'teams.view', team) && !team.closed
}

/** The roles of a colleague whom the actor may see; none of anyone else. */
const rolesOf = async (tx: Tx, ctx: Ctx, actor: Actor, id: AccountId) => {
  const { today } = momentOf(ctx)
  const [person] = await selectPeople(tx, today, id)
  return person && !refusalFor(ctx, actor, 'people.view', recordOf(person, today)) ? person.roles : []
}

/**
 * Ends a role; the sessions of the one who had it end with it. Refuses the last lasting role that looks after the
 * organisation (`last`), and a role that ended meanwhile (`changed`).
 */
export const endRole = (
  ctx: Ctx,
  actor: Actor,
  { accountId, grantId }: { readonly accountId: AccountId; readonly grantId: GrantId }
): Promise<Outcome<undefined, 'changed' | 'last' | Refused>> =>
  changePerson(ctx, actor, { permission: 'roles.end', id: accountId }, async (tx, person) => {
    const grant = await selectGrant(tx, grantId)
    if (!grant || grant.accountId !== accountId) return refuse('missing')
    const held = person.roles.find(({ id }) => id === grantId)
    if (!held) return refuse('changed')
    if (await isLastAdministration(tx, ctx, { accountId, grantId })) return refuse('last')
    await endGrant(tx, grantId, actor.accountId, momentOf(ctx).at)
    await endSessionsOf(tx, accountId)
    await recordEvent(tx, ctx, {
      event: 'access.role.ended',
      record: { kind: 'account', id: accountId },
      payload: { grant: grantId, role: held.role }
    })
    return done(undefined)
  })

/** Whether nobody looked after the organisation for good without this account, or without this one role of it. */
export const isLastAdministration = async (
  tx: Tx,
  ctx: Ctx,
  { accountId, grantId }: { readonly accountId: AccountId; readonly grantId?: GrantId }
): Promise<boolean> => {
  const { today } = momentOf(ctx)
  const lasting = (await selectPeople(tx, today))
    .filter(({ organisationId, state }) => organisationId === ctx.organisationId && state === 'active')
    .flatMap(({ id, roles }) => roles.map((role) => ({ accountId: id, role })))
    .filter(({ role }) => isLastingAdministration(role, today))
  const goes = (each: (typeof lasting)[number]) =>
    each.accountId === accountId && (!grantId || each.role.id === grantId)
  return lasting.some(goes) && lasting.every(goes)
}
