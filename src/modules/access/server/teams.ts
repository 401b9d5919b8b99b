import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Actor, Team, TeamId } from '../model.ts'
import { mayDo, type Permission } from '../policy.ts'
import { assertActing, momentOf, refusalFor, type Refused } from './changePerson.ts'
import { selectOpenInvitations } from './invitationRepository.ts'
import { lockPeople } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'
import {
  insertTeam,
  isTeamNameTaken,
  selectTeams,
  writeTeamClosed,
  writeTeamName,
  type TeamRow
} from './teamRepository.ts'

/** The teams that are open, by name. */
export const listTeams = async (ctx: Ctx, actor: Actor): Promise<readonly Team[]> => {
  assertActing(ctx, actor)
  const rows = await ctx.read((tx) => selectTeams(tx, momentOf(ctx).today))
  const { compare } = new Intl.Collator('de')
  return rows
    .filter((row) => !row.closed && mayDo(actor, 'teams.view', row))
    .map(({ id, name, members }) => ({ id, name, members }))
    .sort((one, other) => compare(one.name, other.name))
}

/** Makes a team. `id` is made with the form: sent twice, it is one team. Refuses a name that an open team has. */
export const createTeam = (
  ctx: Ctx,
  actor: Actor,
  { id, name }: { readonly id: TeamId; readonly name: string }
): Promise<Outcome<TeamId, 'nameTaken' | 'taken' | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const { organisationId } = actor
    const refused = refusalFor(ctx, actor, 'teams.create', { organisationId })
    if (refused) return refuse(refused)
    const { at, today } = momentOf(ctx)
    const [earlier] = await selectTeams(tx, today, id)
    if (earlier) return earlier.organisationId === organisationId ? done(id) : refuse('taken')
    if (await isTeamNameTaken(tx, organisationId, name, id)) return refuse('nameTaken')
    if (!(await insertTeam(tx, { id, organisationId, name, at }))) return refuse('taken')
    await recordEvent(tx, ctx, { event: 'access.team.created', record: { kind: 'team', id } })
    return done(id)
  })

interface Renaming {
  readonly id: TeamId
  readonly name: string
  /** The name that stood in the form: whoever saw another one sees what changed first. */
  readonly seen: string
}

/** Calls a team by another name. Refuses a name that an open team has, and a team that changed meanwhile (`changed`). */
export const renameTeam = (
  ctx: Ctx,
  actor: Actor,
  { id, name, seen }: Renaming
): Promise<Outcome<undefined, 'nameTaken' | 'changed' | Refused>> =>
  changeTeam(ctx, actor, { permission: 'teams.rename', id }, async (tx, team) => {
    if (team.closed || (team.name !== seen && team.name !== name)) return refuse('changed')
    if (await isTeamNameTaken(tx, team.organisationId, name, id)) return refuse('nameTaken')
    await writeTeamName(tx, id, name)
    await recordEvent(tx, ctx, { event: 'access.team.renamed', record: { kind: 'team', id } })
    return done(undefined)
  })

/** Closes a team. Refuses while colleagues have roles in it or are invited to it (`inUse`), and a closed one (`changed`). */
export const closeTeam = (
  ctx: Ctx,
  actor: Actor,
  id: TeamId
): Promise<Outcome<undefined, 'inUse' | 'changed' | Refused>> =>
  changeTeam(ctx, actor, { permission: 'teams.close', id }, async (tx, team) => {
    if (team.closed) return refuse('changed')
    const invited = (await selectOpenInvitations(tx)).some(({ teamId }) => teamId === id)
    if (team.held > 0 || invited) return refuse('inUse')
    await writeTeamClosed(tx, id, momentOf(ctx).at)
    await recordEvent(tx, ctx, { event: 'access.team.closed', record: { kind: 'team', id } })
    return done(undefined)
  })

const changeTeam = <Value, Reason extends string>(
  ctx: Ctx,
  actor: Actor,
  { permission, id }: { readonly permission: Permission; readonly id: TeamId },
  work: (tx: Tx, team: TeamRow) => Promise<Outcome<Value, Reason>>
): Promise<Outcome<Value, Reason | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const [team] = await selectTeams(tx, momentOf(ctx).today, id)
    const refused = refusalFor(ctx, actor, permission, team)
    return refused || !team ? refuse(refused ?? 'missing') : work(tx, team)
  })
