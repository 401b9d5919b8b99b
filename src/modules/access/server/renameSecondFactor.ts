import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import { lockFreshSession } from './lockFreshSession.ts'
import { recordEvent } from './recordEvent.ts'
import { writeFactorLabel } from './secondFactorRepository.ts'

interface Renaming {
  readonly id: string
  /** What they call the device: 1 to 80 characters. */
  readonly label: string
}

/**
 * Calls one of a person's second factors by another name. Refuses one that is not there (`gone`), and a session whose
 * owner has not just shown password and second factor (`confirm`).
 */
export const renameSecondFactor = (
  ctx: Ctx,
  session: SignedIn,
  { id, label }: Renaming
): Promise<Outcome<undefined, 'gone' | 'confirm'>> =>
  ctx.write(async (tx) => {
    const refusal = await lockFreshSession(tx, ctx, session)
    if (refusal) return refuse(refusal)
    const { accountId } = session
    if (!(await writeFactorLabel(tx, accountId, { id, label: label.slice(0, 80) }))) return refuse('gone')
    await recordEvent(tx, ctx, {
      event: 'access.factor.renamed',
      record: { kind: 'account', id: accountId },
      payload: { factor: id },
      actor: accountId
    })
    return done(undefined)
  })
