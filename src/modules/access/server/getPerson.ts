import type { AccountId, Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { instantOf } from '#platform/clock/clock.ts'
import type { Actor, HistoryEntry, Person } from '../model.ts'
import { fieldsFor, mayDo, PERMISSIONS, type Permission } from '../policy.ts'
import { momentOf, recordOf, refusalFor } from './changePerson.ts'
import { personFor } from './listPeople.ts'
import { selectHistory, selectPeople } from './peopleQueries.ts'
import { recordView } from './recordEvent.ts'

interface PersonPage {
  readonly person: Person
  /** What happened to their account, the latest first; absent where that is not the reader's to see. */
  readonly history?: readonly HistoryEntry[]
  /** What the reader may do to them. */
  readonly may: readonly Permission[]
}

/**
 * A colleague with what `actor` may see of them. Leaves an event in the audit unless it is oneself. Refuses a colleague who is
 * not there, or not for this reader.
 */
export const getPerson = (
  ctx: Ctx,
  actor: Actor,
  id: AccountId
): Promise<Outcome<PersonPage, 'forbidden' | 'missing'>> =>
  ctx.write(async (tx) => {
    const { today } = momentOf(ctx)
    const [row] = await selectPeople(tx, today, id)
    const record = row && recordOf(row, today)
    const refused = refusalFor(ctx, actor, 'people.view', record)
    if (refused === 'forbidden') return refuse(refused)
    const person = row && !refused ? personFor(actor, row, today) : undefined
    if (!record || !person) return refuse('missing')
    const history = fieldsFor(actor, 'people.view', record).has('history')
      ? (await selectHistory(tx, id)).flatMap((entry) => entryOf(actor, entry))
      : undefined
    if (id !== actor.accountId)
      await recordView(tx, ctx, { event: 'access.account.viewed', record: { kind: 'account', id } })
    return done({ person, ...(history && { history }), may: allowed(actor, record) })
  })

const allowed = (actor: Actor, record: ReturnType<typeof recordOf>) =>
  PERMISSIONS.filter((permission) => /^(people|roles)\./.test(permission) && mayDo(actor, permission, record))

const entryOf = (
  actor: Actor,
  {
    organisationId,
    event,
    at,
    payload,
    actorId,
    actorName
  }: Awaited<ReturnType<typeof selectHistory>>[number]
): HistoryEntry[] =>
  organisationId === actor.organisationId
    ? [
        {
          event,
          at: instantOf(at),
          ...(actorId && actorName !== null && { by: { id: actorId, name: actorName } }),
          payload: payload as HistoryEntry['payload']
        }
      ]
    : []
