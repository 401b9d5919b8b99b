import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { refuse, type Outcome } from '#platform/errors/outcome.ts'
import { isId } from '#platform/isId.ts'
import type { Actor } from '../model.ts'
import { forbidsOneself, mayDo, type Permission, type PolicyRecord } from '../policy.ts'
import { holdsOn } from '../rules.ts'
import { selectPeople, type PersonRow } from './peopleQueries.ts'
import { lockAccount, lockPeople } from './peopleRepository.ts'
import { nowOf } from './times.ts'

/**
 * Why someone is not let: `forbidden`, whatever the record, where none of their roles may; `missing` where there is no
 * such record, or none for them: both look the same; `oneself` where nobody does this to themselves.
 */
export type Refused = 'forbidden' | 'missing' | 'oneself'

/** Why `actor` may not do this to `record`, which may not be there; `undefined` where they may. */
export const refusalFor = (
  ctx: Ctx,
  actor: Actor,
  permission: Permission,
  record: PolicyRecord | undefined
): Refused | undefined => {
  assertActing(ctx, actor)
  if (!mayDo(actor, permission)) return 'forbidden'
  if (!record) return 'missing'
  if (record.ownerId === actor.accountId && forbidsOneself(permission)) return 'oneself'
  return mayDo(actor, permission, record) ? undefined : 'missing'
}

/** Throws where a use case is called for another than the one whose transaction it will be. */
export const assertActing = (ctx: Ctx, actor: Actor): void => {
  if (ctx.actor?.accountId !== actor.accountId || ctx.organisationId !== actor.organisationId)
    throw new Error('The one who asks is not the one who acts')
}

/** A colleague as the policy sees them on an ISO day: they lie where they have a role. */
export const recordOf = (
  person: Pick<PersonRow, 'id' | 'organisationId' | 'roles'>,
  day: string
): PolicyRecord => {
  const roles = person.roles.filter((role) => holdsOn(role, day))
  return {
    organisationId: person.organisationId,
    ownerId: person.id,
    teamIds: roles.flatMap(({ teamId }) => teamId ?? []),
    centreIds: roles.flatMap(({ centreId }) => centreId ?? [])
  }
}

/** The moment of a use case, as columns take it, and its ISO day in Germany. */
export const momentOf = (ctx: Ctx): { readonly at: Date; readonly today: string } => ({
  at: nowOf(ctx),
  today: todayIn(ctx.clock).toString()
})

/**
 * Changes a colleague in one transaction, after every change of people before it, where `actor` may. `work` sees them
 * as they are now.
 */
export const changePerson = <Value, Reason extends string>(
  ctx: Ctx,
  actor: Actor,
  { permission, id }: { readonly permission: Permission; readonly id: AccountId },
  work: (tx: Tx, person: PersonRow) => Promise<Outcome<Value, Reason>>
): Promise<Outcome<Value, Reason | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const { today } = momentOf(ctx)
    if (isId(id)) await lockAccount(tx, id)
    const [person] = await selectPeople(tx, today, id)
    const refused = refusalFor(ctx, actor, permission, person && recordOf(person, today))
    return refused || !person ? refuse(refused ?? 'missing') : work(tx, person)
  })
