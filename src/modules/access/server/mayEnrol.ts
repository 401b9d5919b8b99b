import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import type { SignedIn } from '../model.ts'
import { isFreshlyConfirmed } from '../signInRules.ts'
import { hasSecondFactor } from './secondFactorQueries.ts'

/**
 * Why a session may not add a second factor; `undefined` where it may. Whoever knows the password alone adds the first
 * one and no other: else a password would be enough.
 */
export const mayEnrol = async (
  tx: Tx,
  { clock }: Pick<Ctx, 'clock'>,
  { stage, accountId, actor }: SignedIn
): Promise<'gone' | 'confirm' | undefined> => {
  if (stage === 'full') return isFreshlyConfirmed(actor.confirmedAt, clock.now()) ? undefined : 'confirm'
  return (await hasSecondFactor(tx, accountId)) ? 'gone' : undefined
}
