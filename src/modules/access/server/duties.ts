import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Actor, Duty, TeamId } from '../model.ts'
import { assertActing, momentOf, refusalFor, type Refused } from './changePerson.ts'
import { deleteDuty, replaceDuty, selectDuties, selectTeamOnDuty } from './dutyRepository.ts'
import { lockPeople } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'
import { findSealingKey } from './sealed/sealToTeam.ts'
import { selectTeams } from './teamRepository.ts'

/** Which team gets what; duties that no open team has are left out. */
export const listDuties = (ctx: Ctx, actor: Actor): Promise<Readonly<Partial<Record<Duty, TeamId>>>> => {
  assertActing(ctx, actor)
  return ctx.read(selectDuties)
}

/**
 * Gives a duty to a team, or to none where `teamId` is absent. Refuses a team that is not there or closed (`missing`).
 */
export const giveDuty = (
  ctx: Ctx,
  actor: Actor,
  { duty, teamId }: { readonly duty: Duty; readonly teamId?: TeamId | undefined }
): Promise<Outcome<undefined, Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const { organisationId } = actor
    const team = teamId && (await selectTeams(tx, momentOf(ctx).today, teamId))[0]
    const record = teamId === undefined ? { organisationId } : team && !team.closed ? team : undefined
    const refused = refusalFor(ctx, actor, 'teams.giveDuty', record)
    if (refused) return refuse(refused)
    await (teamId ? replaceDuty(tx, duty, teamId) : deleteDuty(tx, duty))
    await recordEvent(tx, ctx, {
      event: 'access.duty.given',
      payload: { duty, ...(teamId && { team: teamId }) }
    })
    return done(undefined)
  })

/** The team that has a duty; nothing where no open team has it. */
export const findTeamOnDuty = (tx: Tx, duty: Duty): Promise<TeamId | undefined> => selectTeamOnDuty(tx, duty)

/** The team that has a duty and to which can be sealed; nothing where words for it could be kept by nobody. */
export const findReaderOnDuty = async (tx: Tx, ctx: Ctx, duty: Duty): Promise<TeamId | undefined> => {
  const teamId = await selectTeamOnDuty(tx, duty)
  return teamId && (await findSealingKey(tx, ctx, teamId)) ? teamId : undefined
}
