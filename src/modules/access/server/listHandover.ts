import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { handoverOf, type Handover, type HeldVersion, type Leaving } from '../handoverRules.ts'
import type { Actor, Duty } from '../model.ts'
import { momentOf, recordOf, refusalFor, type Refused } from './changePerson.ts'
import { selectDuties } from './dutyRepository.ts'
import { isLastAdministration } from './grantRole.ts'
import { countInvitationsBy, selectVersionsHeldBy } from './handoverQueries.ts'
import { selectPeople } from './peopleQueries.ts'
import { findRecoveryHolders } from './recoveryHolders.ts'
import { selectHalvings } from './recoveryRepository.ts'
import { selectTeams } from './teamRepository.ts'

/**
 * What somebody else has to take over before a colleague goes, the gravest first, for who may close their account. Refuses
 * what closing it would refuse: oneself, and a colleague who is not there.
 */
export const listHandover = (
  ctx: Ctx,
  actor: Actor,
  id: AccountId
): Promise<Outcome<readonly Handover[], Refused>> =>
  ctx.read(async (tx) => {
    const { today } = momentOf(ctx)
    const [person] = await selectPeople(tx, today, id)
    const refused = refusalFor(ctx, actor, 'people.disable', person && recordOf(person, today))
    if (refused || !person) return refuse(refused ?? 'missing')
    return done(handoverOf(await leavingOf(tx, ctx, person), today))
  })

const leavingOf = async (
  tx: Tx,
  ctx: Ctx,
  { id, roles }: Pick<Leaving, 'roles'> & { readonly id: AccountId }
): Promise<Leaving> => {
  const { at, today } = momentOf(ctx)
  const people = (await selectPeople(tx, today)).filter(
    ({ organisationId, state }) => organisationId === ctx.organisationId && state === 'active'
  )
  return {
    accountId: id,
    roles,
    staying: people.filter((each) => each.id !== id).flatMap((each) => each.roles),
    isLastAdministration: await isLastAdministration(tx, ctx, { accountId: id }),
    versions: await versionsOf(tx, id, today),
    duties: await namedDuties(tx, today),
    recoveryHolders: (await findRecoveryHolders(tx, ctx)).map(({ accountId }) => accountId),
    invitations: await countInvitationsBy(tx, id, at)
  }
}

const versionsOf = async (tx: Tx, id: AccountId, today: string): Promise<HeldVersion[]> => {
  const found: HeldVersion[] = []
  for (const { teamId, teamName, version, shared } of await selectVersionsHeldBy(tx, id, today)) {
    const halvings = shared ? [] : await selectHalvings(tx, teamId)
    const pairs = halvings
      .filter((each) => each.version === version)
      .map(({ accountId, partnerId }) => [accountId, partnerId] as const)
    found.push({ team: { id: teamId, name: teamName }, shared, pairs })
  }
  return found
}

const namedDuties = async (tx: Tx, today: string): Promise<Leaving['duties']> => {
  const teams = await selectTeams(tx, today)
  return Object.entries(await selectDuties(tx)).flatMap(([duty, teamId]) => {
    const team = teams.find(({ id }) => id === teamId)
    return team ? [{ duty: duty as Duty, team: { id: team.id, name: team.name } }] : []
  })
}
