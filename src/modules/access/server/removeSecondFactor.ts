import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import { isLastWay } from '../rules.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import { recordEvent } from './recordEvent.ts'
import { selectSecondFactors } from './secondFactorQueries.ts'
import { deleteSecondFactor } from './secondFactorRepository.ts'
import { tellOwner } from './tellOwner.ts'
import { selectUserKey } from './userKeyRepository.ts'

/**
 * Removes one of a person's second factors. Refuses the last one (`last`), one that is not there (`gone`), a passkey without which
 * nothing would open their key (`lastWay`), and a session whose owner has not just shown password and second factor (`confirm`).
 */
export const removeSecondFactor = (
  ctx: Ctx,
  session: SignedIn,
  id: string
): Promise<Outcome<undefined, 'last' | 'lastWay' | 'gone' | 'confirm'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const factors = await selectSecondFactors(tx, session.accountId)
    const factor = factors.find((one) => one.id === id)
    if (!factor) return refuse('gone')
    if (factors.length === 1) return refuse('last')
    const { wraps = [] } = (await selectUserKey(tx, session.accountId)) ?? {}
    const way = wraps.find(({ factorId }) => factorId === id)
    if (way && isLastWay(wraps, way)) return refuse('lastWay')
    await deleteSecondFactor(tx, session.accountId, id)
    await tellOwner(tx, ctx, session.actor, `${factor.kind}Removed`)
    await recordEvent(tx, ctx, {
      event: 'access.factor.removed',
      record: { kind: 'account', id: session.accountId },
      payload: { factor: id, kind: factor.kind },
      actor: session.accountId
    })
    return done(undefined)
  })
