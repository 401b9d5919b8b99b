import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { rolesToTakeOver } from '../absenceRules.ts'
import type { Actor, GrantId } from '../model.ts'
import type { GrantFault } from '../rules.ts'
import { selectAbsences, selectStandInGrants, writeStandIn } from './absenceRepository.ts'
import { endGrants, tellOfEnded } from './absences.ts'
import { changePerson, momentOf, recordOf, refusalFor, type Refused } from './changePerson.ts'
import { endSessionsOf } from './endSessionsOf.ts'
import { roleFault, tellOfGranted, type RoleWish } from './grantRole.ts'
import { selectPeople } from './peopleQueries.ts'
import { insertGrant } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'

/** Why somebody cannot stand in: the absence is over, or they cannot be given the roles. */
type StandInFault = 'changed' | 'standIn' | 'oneself' | 'closed' | 'team' | GrantFault

/**
 * Names who stands in for a colleague while they are away, in the place of who did before: they get the roles that
 * `rolesToTakeOver` says, as deputy, by the rules of `grantRole`. What they have for this time already they keep. Refuses an absence that is over
 * (`changed`), a colleague who is not there (`standIn`), and what `grantRole` refuses.
 */
export const nameStandIn = (
  ctx: Ctx,
  actor: Actor,
  { accountId, standIn }: { readonly accountId: AccountId; readonly standIn: AccountId }
): Promise<Outcome<undefined, StandInFault | Refused>> =>
  changePerson(ctx, actor, { permission: 'people.nameStandIn', id: accountId }, async (tx, absent) => {
    const { at, today } = momentOf(ctx)
    const [absence] = await selectAbsences(tx, today, accountId)
    if (!absence) return refuse('changed')
    const [found] = await selectPeople(tx, today, standIn)
    const refused = refusalFor(ctx, actor, 'roles.grant', found && recordOf(found, today))
    if (refused || !found) return refuse(refused === 'oneself' ? refused : 'standIn')
    if (found.id === accountId) return refuse('deputy')
    if (found.state !== 'active') return refuse('closed')
    const earlier = await selectStandInGrants(tx, absence.id, today)
    const person = {
      ...found,
      roles: found.roles.filter(({ id }) => earlier.every((each) => each.id !== id))
    }
    const wishes: RoleWish[] = []
    for (const each of rolesToTakeOver({ id: accountId, roles: absent.roles }, absence, today)) {
      const wish = { ...each, id: randomUUID() as GrantId, accountId: standIn }
      const fault = await roleFault(tx, ctx, actor, person, wish)
      if (fault && fault !== 'held') return refuse(fault)
      if (!fault) wishes.push(wish)
    }
    await endGrants(tx, ctx, earlier)
    const more = {
      organisationId: person.organisationId,
      grantedBy: actor.accountId,
      absenceId: absence.id,
      at
    }
    for (const wish of wishes) await insertGrant(tx, { ...wish, ...more })
    await writeStandIn(tx, absence.id, standIn)
    await endSessionsOf(tx, standIn)
    await tellOfEnded(tx, ctx, earlier)
    for (const wish of wishes) await tellOfGranted(tx, ctx, wish)
    await recordEvent(tx, ctx, {
      event: 'access.absence.standInNamed',
      record: { kind: 'account', id: accountId },
      payload: { absence: absence.id, standIn }
    })
    return done(undefined)
  })
