import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/ctx.ts'
import { done, refuse, type Outcome } from '#platform/errors/outcome.ts'
import { isId } from '#platform/isId.ts'
import type { SignedIn } from '../model.ts'
import { lockActiveAccount } from './accountQueries.ts'
import { selectInstallation } from './installationQueries.ts'
import { mayEnrol } from './mayEnrol.ts'
import { selectBegunTotp } from './secondFactorQueries.ts'
import { deleteBegunTotp, insertTotp } from './secondFactorRepository.ts'
import { later, MINUTE, nowOf } from './times.ts'
import { makeTotpSecret, totpUri, writeTotpSecret } from './totp.ts'
import { openTotpSecret, sealTotpSecret } from './totpSecrets.ts'

/** An authenticator app that is being set up. */
export interface BegunTotp {
  readonly factorId: string
  /** Base32, for typing. */
  readonly secret: string
  /** otpauth://…, for the QR code. */
  readonly uri: string
}

/** Minutes in which an app has to be confirmed. */
export const ENROLMENT_LONGEST = 15
/** Apps of an account that may be half set up at a time: pages that were opened again. */
const MOST_BEGUN = 5

/**
 * Begins an authenticator app for the account of a session, or shows again the one that `factorId`, which may be
 * anything, names while it is not confirmed. Refuses a session that still owes the second factor which its account already has (`gone`), and a
 * full one whose owner has not just shown password and second factor (`confirm`).
 */
export const beginTotp = (
  ctx: Ctx,
  session: SignedIn,
  factorId?: string
): Promise<Outcome<BegunTotp, 'gone' | 'confirm'>> =>
  ctx.write(async (tx) => {
    const { accountId, actor } = session
    const account = await lockActiveAccount(tx, accountId)
    const refusal = account ? await mayEnrol(tx, ctx, session) : 'gone'
    if (refusal) return refuse(refusal)
    const now = nowOf(ctx)
    const begun =
      factorId !== undefined &&
      isId(factorId) &&
      (await selectBegunTotp(tx, accountId, factorId, later(now, -ENROLMENT_LONGEST * MINUTE)))
    const installation = await selectInstallation(tx)
    const answer = (id: string, secret: Uint8Array) =>
      done({
        factorId: id,
        secret: writeTotpSecret(secret),
        uri: totpUri(secret, `Anlaufstelle ${installation?.name ?? ''}`.trim(), actor.email)
      })
    const known = begun && openTotpSecret(ctx, begun.id, begun.totp_secret!)
    if (begun && known) return answer(begun.id, known)
    const [id, secret] = [randomUUID(), makeTotpSecret()]
    await deleteBegunTotp(tx, accountId, MOST_BEGUN - 1)
    await insertTotp(tx, { id, accountId, sealed: sealTotpSecret(ctx, id, secret), now })
    return answer(id, secret)
  })
