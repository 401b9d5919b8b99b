import type { AccountId, Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { hashOfOneTimeCode } from './oneTimeCodes.ts'
import { selectTotpSecrets } from './secondFactorQueries.ts'
import { useOneTimeCode, useTotpStep } from './secondFactorRepository.ts'
import { nowOf } from './times.ts'
import { findTotpStep } from './totp.ts'
import { openTotpSecret } from './totpSecrets.ts'

/** How a person shows the second factor. */
export type Shown = 'totp' | 'oneTimeCode' | 'passkey'

/** Uses a code of one of the account's apps. Each code is taken once, also of those that come at the same moment. */
export const showTotp = async (tx: Tx, ctx: Ctx, accountId: AccountId, code: string): Promise<boolean> => {
  for (const { id, totp_secret: sealed } of await selectTotpSecrets(tx, accountId)) {
    const secret = sealed && openTotpSecret(ctx, id, sealed)
    const step = secret && findTotpStep(secret, code, ctx.clock.now())
    if (step && (await useTotpStep(tx, id, step, nowOf(ctx)))) return true
  }
  return false
}

/** Uses one of the account's one-time codes. It is found by its hash, so that comparing tells nothing about it. */
export const showOneTimeCode = async (
  tx: Tx,
  ctx: Ctx,
  accountId: AccountId,
  code: string
): Promise<boolean> => {
  const hash = hashOfOneTimeCode(code)
  return hash !== undefined && useOneTimeCode(tx, accountId, hash, nowOf(ctx))
}
