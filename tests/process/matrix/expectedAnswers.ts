import { mayDo, needsStepUp } from '#modules/access/index.ts'
import { forbidsOneself } from '#modules/access/policy.ts'
import type { Target } from './matrixWorld.ts'
import type { Naming, Relation } from './recordKinds.ts'
import type { RouteHandler } from './routerHandlers.ts'
import type { Visitor } from './visitors.ts'

/** What became of a request. `any`: neither way is a fault. */
export type Outcome = 'signIn' | 'forbidden' | 'confirm' | 'refused' | 'done' | 'any'

/** A record that a request names, and where. */
export interface Named {
  readonly naming: Naming
  readonly relation: Relation
  readonly target: Target
}

/** A request of the matrix. */
export interface Cell {
  readonly handler: RouteHandler
  readonly visitor: Visitor
  readonly named: readonly Named[]
}

/** The record that the address or, without one there, the first field names: what the policy is asked about. */
export const primaryOf = (named: readonly Named[]): Named | undefined =>
  named.find(({ naming }) => naming.place !== 'query' && !naming.made && !naming.optional)

/** Fields whose right content the matrix does not know: what holds them alone is refused. */
const UNKNOWN: readonly string[] = ['answer', 'passphrase']
/** Its visitors all have passwords: passphrases are not for them. */
const hasUnknownProof = ({ form, permission }: RouteHandler) =>
  permission === 'key.choosePassphrase' || form.some(({ name }) => UNKNOWN.includes(name))

/**
 * In this world the team gets the duty that it has, no key of a record is left to be wrapped anew, and few have a key that would let them be named;
 * who is invited among many gets an id of the program's own, which nobody watches, and few are away.
 */
const CHANGES_NOTHING: readonly string[] = [
  '/(workspace)/work settle',
  '/(workspace)/work/people/invite/many send',
  '/(workspace)/work/profile/absence end',
  '/(workspace)/work/recovery name',
  '/(workspace)/work/teams duty'
]

const isOwn = ({ relation }: Named) => relation === 'own'

/** What the one table of the policy says, for a record that may not be there. */
const permitted = ({ handler, visitor, named }: Cell): Outcome => {
  const { permission, method, route } = handler
  const { actor } = visitor
  if (!permission) return 'any'
  if (!actor) return 'signIn'
  if (!mayDo(actor, permission)) return 'forbidden'
  if (needsStepUp(permission) && !visitor.fresh) return 'confirm'
  const primary = primaryOf(named)
  // No visitor is a recovery holder.
  if (route.endsWith('[...rest]') || permission === 'recovery.release') return 'refused'
  // The page of what nobody does to themselves may say so.
  if (method === 'GET' && primary?.relation === 'own' && forbidsOneself(permission)) return 'any'
  // Nobody gives themselves roles, and who asks need not be away.
  if (method === 'POST' && /\/absence$/.test(route) && route.includes('[id]') && named.some(isOwn))
    return 'any'
  const mayPrimary =
    !primary || (primary.target.record && mayDo(actor, permission, primary.target.record)) === true
  if (!mayPrimary || hasUnknownProof(handler)) return 'refused'
  if (named.some((each) => each.naming.made && each.relation !== 'unknown')) return 'any'
  const beside = named.filter(
    (each) => each !== primary && !each.naming.made && each.naming.place !== 'query'
  )
  if (method === 'POST' && !beside.every((each) => fits(each, named, actor.organisationId))) return 'refused'
  if (
    method === 'POST' &&
    !beside.every(({ naming, target }) => naming.kind !== 'notes' || mayDo(actor, permission, target.record))
  )
    return 'refused'
  // A task of one's own is sealed with a key that not every visitor has.
  if (route.endsWith('/tasks/new') && method === 'POST' && beside.length === 0) return 'any'
  if (CHANGES_NOTHING.includes(`${route} ${handler.name}`)) return 'any'
  return 'done'
}

/** A record beside the one that is changed has to be of the organisation; a role has to be one of that person, a note one of that team, and who takes a task in its team. */
const fits = ({ naming, target }: Named, named: readonly Named[], organisationId: string) => {
  const primary = primaryOf(named)
  const ofTask = named.find(({ naming: { kind } }) => kind === 'notes' || kind === 'task')
  return (
    target.record?.organisationId === organisationId &&
    (naming.field !== 'assignedTo' || sharesTeam(target, ofTask?.target)) &&
    (naming.kind !== 'grant' || target.id === primary?.target.grant?.id) &&
    (naming.kind !== 'note' || target.record.teamIds?.[0] === primary?.target.id)
  )
}

const sharesTeam = (one: Target, other: Target | undefined) =>
  (one.record?.teamIds ?? []).some((team) => other?.record?.teamIds?.includes(team))

/** What stands in for a permission before the sign-in. */
const opened = ({ handler, visitor, named }: Cell): Outcome => {
  const { route, name, method, opening } = handler
  const primary = primaryOf(named)
  if (method === 'GET') return 'any'
  if (opening === 'secondFactor') return name === 'totp' && visitor.stage === 'password' ? 'done' : 'refused'
  if (opening === 'signOut') return visitor.stage === 'none' ? 'refused' : 'done'
  if (route.endsWith('/sign-in')) return 'done'
  if (!primary) return 'any'
  return primary.relation === 'organisation' ? 'done' : 'refused'
}

/** What has to become of a request. */
export const expectedOutcome = (cell: Cell): Outcome =>
  cell.handler.permission ? permitted(cell) : cell.handler.opening ? opened(cell) : 'any'
