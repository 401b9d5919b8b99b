import { randomUUID } from 'node:crypto'
import { todayIn } from '#platform/clock/clock.ts'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { absenceFault, type AbsenceDays } from '../absenceRules.ts'
import type { Actor } from '../model.ts'
import type { Permission } from '../policy.ts'
import {
  deleteAbsence,
  deleteOldAbsences,
  insertAbsence,
  selectAbsences,
  selectStandInGrants,
  shortenStandInGrants,
  writeAbsenceDays,
  type StandInGrant
} from './absenceRepository.ts'
import { changePerson, momentOf, type Refused } from './changePerson.ts'
import { endSessionsOf } from './endSessionsOf.ts'
import { endGrant } from './peopleRepository.ts'
import { recordEvent } from './recordEvent.ts'

/** One notes one's own absence, or that of a colleague. */
const permissionFor = (actor: Actor, id: AccountId): Permission =>
  id === actor.accountId ? 'profile.noteAbsence' : 'people.noteAbsence'

/**
 * Notes from when until when a colleague is away, or gives the absence that goes on or is to come other days: a colleague
 * has one at a time. Roles of who stands in end with it at the latest, and are not made longer. Refuses days that do not fit (`order`,
 * `over`, `long`) and a closed account.
 */
export const noteAbsence = (
  ctx: Ctx,
  actor: Actor,
  { accountId, ...days }: AbsenceDays & { readonly accountId: AccountId }
): Promise<Outcome<undefined, 'order' | 'over' | 'long' | 'closed' | Refused>> =>
  changePerson(
    ctx,
    actor,
    { permission: permissionFor(actor, accountId), id: accountId },
    async (tx, person) => {
      const { at, today } = momentOf(ctx)
      if (person.state !== 'active') return refuse('closed')
      const fault = absenceFault(days, today)
      if (fault) return refuse(fault)
      const [earlier] = await selectAbsences(tx, today, accountId)
      const id = earlier?.id ?? randomUUID()
      const payload = { absence: id, ...days }
      const record = { kind: 'account', id: accountId } as const
      if (!earlier) {
        await insertAbsence(tx, { id, accountId, organisationId: person.organisationId, ...days, at })
        await recordEvent(tx, ctx, { event: 'access.absence.noted', record, payload })
        return done(undefined)
      }
      await writeAbsenceDays(tx, { id, ...days, at })
      const grants = await selectStandInGrants(tx, id, today)
      const gone = grants.filter(({ from }) => from > days.until)
      await endGrants(tx, ctx, gone)
      await shortenStandInGrants(tx, id, days.until)
      await tellOfEnded(tx, ctx, gone)
      await recordEvent(tx, ctx, { event: 'access.absence.changed', record, payload })
      return done(undefined)
    }
  )

/**
 * Ends the absence of a colleague who is back today, or will not be away: roles given for it end at once. Of one that had
 * begun the days are kept. Refuses where there is none (`changed`).
 */
export const endAbsence = (
  ctx: Ctx,
  actor: Actor,
  accountId: AccountId
): Promise<Outcome<undefined, 'changed' | Refused>> =>
  changePerson(ctx, actor, { permission: permissionFor(actor, accountId), id: accountId }, async (tx) => {
    const { at, today } = momentOf(ctx)
    const [absence] = await selectAbsences(tx, today, accountId)
    if (!absence) return refuse('changed')
    const { id, from } = absence
    const gone = await selectStandInGrants(tx, id, today)
    await endGrants(tx, ctx, gone)
    const yesterday = todayIn(ctx.clock).subtract({ days: 1 }).toString()
    await (from < today ? writeAbsenceDays(tx, { id, from, until: yesterday, at }) : deleteAbsence(tx, id))
    await tellOfEnded(tx, ctx, gone)
    await recordEvent(tx, ctx, {
      event: 'access.absence.ended',
      record: { kind: 'account', id: accountId },
      payload: { absence: id }
    })
    return done(undefined)
  })

/** Ends roles that were given for an absence, with the sessions of those who had them. */
export const endGrants = async (tx: Tx, ctx: Ctx, grants: readonly StandInGrant[]): Promise<void> => {
  for (const { id } of grants) await endGrant(tx, id, ctx.actor!.accountId, momentOf(ctx).at)
  for (const accountId of new Set(grants.map((grant) => grant.accountId))) await endSessionsOf(tx, accountId)
}

/** Tells the audit of roles that ended. */
export const tellOfEnded = async (tx: Tx, ctx: Ctx, grants: readonly StandInGrant[]): Promise<void> => {
  for (const { id: grant, accountId: id, role } of grants)
    await recordEvent(tx, ctx, {
      event: 'access.role.ended',
      record: { kind: 'account', id },
      payload: { grant, role }
    })
}

/** Deletes absences that ended a year ago. */
export const forgetOldAbsences = (ctx: Ctx): Promise<number> =>
  ctx.write((tx) => deleteOldAbsences(tx, todayIn(ctx.clock).subtract({ years: 1 }).toString()))
