import { randomUUID } from 'node:crypto'
import type { AccountId, Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { Actor } from '../model.ts'
import { FEWEST_HOLDERS, MOST_HOLDERS } from '../recoverySchemas.ts'
import { refusalFor, type Refused } from './changePerson.ts'
import { lockPeople } from './peopleRepository.ts'
import { areProven } from './publicHalves.ts'
import { recordEvent } from './recordEvent.ts'
import { countingAmong, proofOfNaming } from './recoveryHolders.ts'
import {
  lockNaming,
  replaceRecoveryHolders,
  selectKeyOwners,
  selectRecoveryHolders
} from './recoveryRepository.ts'
import { tellOwner } from './tellOwner.ts'
import { nowOf } from './times.ts'

/**
 * Names two to four colleagues, two of whom together give somebody access to a team again, in the place of those named before: what those had is
 * destroyed. They are told by mail. Refuses too few or too many (`number`) and whoever is not there, closed, or has no key of their own that is
 * proven to be theirs (`keyless`). Where the same are named who count already, nothing happens.
 */
export const nameRecoveryHolders = (
  ctx: Ctx,
  actor: Actor,
  ids: readonly AccountId[]
): Promise<Outcome<undefined, 'number' | 'keyless' | Refused>> =>
  ctx.write(async (tx) => {
    await lockPeople(tx, ctx.organisationId)
    const refused = refusalFor(ctx, actor, 'recovery.name', { organisationId: actor.organisationId })
    if (refused) return refuse(refused)
    const wanted = new Set(ids)
    if (wanted.size < FEWEST_HOLDERS || wanted.size > MOST_HOLDERS) return refuse('number')
    await lockNaming(tx, ctx.organisationId)
    const owners = await selectKeyOwners(tx)
    const named = owners.filter((each) => wanted.has(each.id) && areProven(ctx, each.id, each))
    if (named.length < wanted.size) return refuse('keyless')
    const before = await selectRecoveryHolders(tx)
    const counting = countingAmong(ctx, before).filter(({ accountId }) => wanted.has(accountId))
    if (before.length === wanted.size && counting.length === wanted.size) return done(undefined)
    const namingId = randomUUID()
    const holders = named.map(({ id: accountId, publicKey }) => ({ accountId, namingId, publicKey }))
    const kept = holders.map((each) => ({ ...each, proof: proofOfNaming(ctx, each) }))
    await replaceRecoveryHolders(tx, kept, nowOf(ctx))
    for (const each of named) await tellOwner(tx, ctx, each, 'recoveryHolderNamed')
    for (const { id } of named)
      await recordEvent(tx, ctx, { event: 'access.recovery.named', record: { kind: 'account', id } })
    return done(undefined)
  })
