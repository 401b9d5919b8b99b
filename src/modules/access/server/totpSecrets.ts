import type { Ctx } from '#platform/ctx.ts'

const placeOf = (factorId: string) => `access_second_factor ${factorId} totp_secret`

/** A secret as its row keeps it: sealed, and bound to the row. */
export const sealTotpSecret = ({ serverKey }: Ctx, factorId: string, secret: Uint8Array): Buffer =>
  serverKey.seal('totp', placeOf(factorId), secret)

/** The secret of a row. */
export const openTotpSecret = ({ serverKey }: Ctx, factorId: string, sealed: Uint8Array): Buffer =>
  serverKey.open('totp', placeOf(factorId), sealed)
