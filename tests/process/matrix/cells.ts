import { whoMay } from '#modules/access/index.ts'
import type { Cell, Named } from './expectedAnswers.ts'
import { primaryOf } from './expectedAnswers.ts'
import type { MatrixWorld, Target } from './matrixWorld.ts'
import { namingsOf, WANTS_CLOSED, type Naming, type Relation } from './recordKinds.ts'
import type { RouteHandler } from './routerHandlers.ts'
import type { Visitor } from './visitors.ts'

/** A cell whose records are still to be found: one place of a request in one relation, the others as they may be. */
export interface Plan {
  readonly handler: RouteHandler
  readonly varied?: { readonly naming: Naming; readonly relation: Relation }
}

/** Records that others, or nobody, have: asked for them, nothing may happen. */
const STRANGE: readonly Relation[] = ['other organisation', 'unknown', 'malformed']

/** Whether nothing may be changed by a cell whatever the policy says. */
export const isStrange = ({ varied }: Plan): boolean =>
  varied !== undefined && !varied.naming.made && STRANGE.includes(varied.relation)

/**
 * Every way of asking a handler: each place that names a record, in each relation. When both factors were shown matters
 * to permissions alone.
 */
export const plansFor = (handler: RouteHandler, visitor: Visitor): readonly Plan[] => {
  if (!visitor.fresh && !handler.permission) return []
  const namings = namingsOf(handler)
  const plans = namings.flatMap((naming) =>
    relationsFor(naming, handler, visitor).map((relation) => ({ handler, varied: { naming, relation } }))
  )
  const plain = namings.every(({ optional, place }) => optional || place === 'query')
  return plain ? [{ handler }, ...plans] : plans
}

/**
 * Nobody has a record of their own without an account, and what a one-time address opens is used up by whoever opens it:
 * those who are signed in only try the ones that are not good.
 */
const relationsFor = ({ relations }: Naming, { opening, method }: RouteHandler, visitor: Visitor) =>
  relations.filter((relation) => {
    if (relation === 'own') return visitor.account !== undefined && visitor.name !== 'other organisation'
    return !(opening && method === 'POST' && relation === 'organisation' && visitor.actor)
  })

const isForOneself = ({ permission }: RouteHandler) =>
  permission !== undefined && whoMay(permission).every(({ relation }) => relation === 'own')

/** The relation in which a record is most likely theirs to change. */
const usual = (naming: Naming, handler: RouteHandler, visitor: Visitor): Relation => {
  if (naming.made) return 'unknown'
  if (isForOneself(handler) && visitor.actor && naming.relations.includes('own')) return 'own'
  return naming.relations.find((relation) => relation === 'team' || relation === 'organisation') ?? 'unknown'
}

/** Records of a lane, each until something was done to it. */
export const createTargets = (world: MatrixWorld) => {
  const kept = new Map<string, Target>()
  const find = async (visitor: Visitor, { permission }: RouteHandler, naming: Naming, relation: Relation) => {
    const closed = naming.kind === 'mail' ? permission === 'outbox.retry' : wantsClosed(permission, naming)
    const id = visitor.account!
    const own = { id, teamIds: visitor.teamIds, role: visitor.role }
    const wish = { kind: naming.kind, relation, closed, own }
    if (relation === 'unknown' || relation === 'malformed') return world.target(wish)
    const key = [
      naming.place,
      naming.field,
      naming.kind,
      relation,
      closed,
      relation === 'own' ? id : ''
    ].join()
    const target = kept.get(key) ?? (await world.target(wish))
    kept.set(key, target)
    return target
  }
  return {
    find,
    /** Begins a session besides the one that asks. */
    async anotherSession({ actor, teamIds, role }: Visitor) {
      const id = actor?.accountId
      if (id)
        await world.target({ kind: 'session', relation: 'own', closed: false, own: { id, teamIds, role } })
    },
    /** Forgets what something was done to, and everything of the one who did it. */
    forget(touched: readonly Named[], visitor: Visitor) {
      const gone = new Set(touched.map(({ target }) => target))
      for (const [key, target] of kept)
        if (gone.has(target) || target.watched.includes(visitor.account ?? '')) kept.delete(key)
    }
  }
}
export type Targets = ReturnType<typeof createTargets>

const wantsClosed = (permission: RouteHandler['permission'], { place }: Naming) =>
  place === 'param' && permission !== undefined && WANTS_CLOSED.includes(permission)

/** Finds the records of a plan. A role that is named beside a person is theirs, unless it is what varies. */
export const cellOf = async (
  targets: Targets,
  visitor: Visitor,
  { handler, varied }: Plan
): Promise<Cell> => {
  const named: Named[] = []
  for (const naming of namingsOf(handler)) {
    const isVaried = naming === varied?.naming || isSame(naming, varied?.naming)
    if (!isVaried && (naming.optional || naming.place === 'query')) continue
    const relation = isVaried ? varied!.relation : usual(naming, handler, visitor)
    const person = primaryOf(named)
    if (!isVaried && naming.kind === 'grant' && person && !naming.made) {
      const relation = person.relation === 'own' ? 'own' : 'unknown'
      const target = person.target.grant?.id
        ? { id: person.target.grant.id, watched: [], record: person.target.record! }
        : await targets.find(visitor, handler, naming, relation)
      named.push({ naming, relation: person.relation, target })
      if (person.relation === 'own') Object.assign(person, { target: { ...person.target, grant: target } })
      continue
    }
    named.push({ naming, relation, target: await targets.find(visitor, handler, naming, relation) })
  }
  return { handler, visitor, named }
}

const isSame = (one: Naming, other: Naming | undefined) =>
  other !== undefined && one.place === other.place && one.field === other.field
