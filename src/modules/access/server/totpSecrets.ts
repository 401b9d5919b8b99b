import type { Ctx } from '#platform/ctx.ts'
import { faultFields } from '#platform/log/server/log.ts'

const placeOf = (factorId: string) => `access_second_factor ${factorId} totp_secret`

/** A secret as its row keeps it: sealed, and bound to the row. */
export const sealTotpSecret = ({ serverKey }: Ctx, factorId: string, secret: Uint8Array): Buffer =>
  serverKey.seal('totp', placeOf(factorId), secret)

/** The secret of a row; nothing where it is not what was sealed, or the server's key is another one by now: the log is told. */
export const openTotpSecret = (
  { serverKey, log }: Ctx,
  factorId: string,
  sealed: Uint8Array
): Buffer | undefined => {
  try {
    return serverKey.open('totp', placeOf(factorId), sealed)
  } catch (fault) {
    log.error('access.totp.damaged', { factor: factorId, ...faultFields(fault) })
    return undefined
  }
}
