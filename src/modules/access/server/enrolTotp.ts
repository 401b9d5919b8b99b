import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import type { SignedIn } from '../model.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { ENROLMENT_LONGEST } from './beginTotp.ts'
import { mayEnrol } from './mayEnrol.ts'
import { makeOneTimeCodes } from './oneTimeCodes.ts'
import { unchanged } from './openByWays.ts'
import { recordEvent } from './recordEvent.ts'
import { countOneTimeCodes, selectBegunTotp } from './secondFactorQueries.ts'
import { confirmTotp, deleteBegunTotp, replaceOneTimeCodes } from './secondFactorRepository.ts'
import { lockSession } from './sessionRepository.ts'
import { startFullSession } from './startFullSession.ts'
import { tellOwner } from './tellOwner.ts'
import { later, MINUTE, nowOf } from './times.ts'
import { findTotpStep } from './totp.ts'
import { openTotpSecret } from './totpSecrets.ts'

interface Enrolment {
  readonly factorId: string
  /** The six digits that the app shows. */
  readonly code: string
  /** What they call the device: 1 to 80 characters. */
  readonly label: string
}

/** The new token of a session that has become a full one, and one-time codes where the account had none left. */
export interface Enrolled {
  readonly token?: string
  readonly codes: readonly string[]
}

/**
 * Confirms an authenticator app by its first code; from then on it admits its owner. A session that waited for the
 * second factor goes on under a new token. Refuses another code (`wrong`), an app that was not begun in the last 15
 * minutes or may not be added (`gone`), and a full session whose owner has not just shown password and second factor (`confirm`).
 */
export const enrolTotp = (
  ctx: Ctx,
  session: SignedIn,
  { factorId, code, label }: Enrolment
): Promise<Outcome<Enrolled, 'wrong' | 'gone' | 'confirm'>> =>
  ctx.write(async (tx) => {
    const { accountId } = session
    const now = nowOf(ctx)
    const open = (await lockActiveAccount(tx, accountId)) && (await lockSession(tx, session, now))
    const refusal = open ? await mayEnrol(tx, ctx, session) : 'gone'
    if (refusal) return refuse(refusal)
    const begun = await selectBegunTotp(tx, accountId, factorId, later(now, -ENROLMENT_LONGEST * MINUTE))
    if (!begun) return refuse('gone')
    const secret = openTotpSecret(ctx, begun.id, begun.totp_secret!)
    if (!secret) return refuse('gone')
    const step = findTotpStep(secret, code, ctx.clock.now())
    if (step === undefined) return refuse('wrong')
    await confirmTotp(tx, { id: begun.id, label: label.slice(0, 80), step, now })
    await deleteBegunTotp(tx, accountId, 0)
    const codes = (await countOneTimeCodes(tx, accountId)) === 0 ? await giveCodes(tx, session, now) : []
    await tellOwner(tx, ctx, session.actor, 'totpAdded')
    await recordEvent(tx, ctx, {
      event: 'access.factor.added',
      record: { kind: 'account', id: accountId },
      payload: { factor: begun.id, kind: 'totp' },
      actor: accountId
    })
    if (session.stage === 'full') return done({ codes })
    return done({ token: await startFullSession(tx, ctx, session, 'totp', unchanged(session)), codes })
  })

/** Ten new one-time codes in the place of those the account had. */
export const giveCodes = async (
  tx: Tx,
  { accountId }: Pick<SignedIn, 'accountId'>,
  now: Date
): Promise<string[]> => {
  const codes = makeOneTimeCodes()
  await replaceOneTimeCodes(
    tx,
    accountId,
    codes.map(({ hash }) => hash),
    now
  )
  return codes.map(({ code }) => code)
}
